// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Framing;
using HapNano.Session;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>What is to be sent: composed in the scratch, given an array as large as it needs, sealed and queued.</summary>
[TestClass]
public class OutputQueueTests
{
    private const int Small = 64;
    private const int Large = 400;

    [TestMethod]
    public void Commit_Plain_IsSentAsItIs()
    {
        OutputQueue queue = Plain(out OutputBuffers buffers);
        Put(queue, buffers, 5, 1);
        Put(queue, buffers, 3, 9);
        Assert.AreEqual(8, queue.Count);
        Expect.Bytes("0101010101090909", queue.Buffer, queue.Offset, queue.Count);
    }

    [TestMethod]
    public void Sent_Part_LeavesTheRestInItsPlace()
    {
        OutputQueue queue = Plain(out OutputBuffers buffers);
        Put(queue, buffers, 5, 1);
        int offset = queue.Offset;
        queue.Sent(2);
        Put(queue, buffers, 3, 9);
        Assert.AreEqual(offset + 2, queue.Offset);
        Expect.Bytes("010101090909", queue.Buffer, queue.Offset, queue.Count);
    }

    [TestMethod]
    public void Sent_All_StartsAtTheFrontAgain()
    {
        OutputQueue queue = Plain(out OutputBuffers buffers);
        int room = queue.Room;
        Assert.AreEqual(Large - 4, room);
        Put(queue, buffers, 5, 1);
        Assert.AreEqual(4, queue.Offset);
        Assert.AreEqual(Small - 4 - 5, queue.Room);
        queue.Sent(5);
        Assert.IsTrue(queue.IsEmpty);
        Assert.AreEqual(room, queue.Room);
        Put(queue, buffers, 6, 1);
        Assert.AreEqual(4, queue.Offset);
    }

    [TestMethod]
    [DataRow(60, Small)]
    [DataRow(61, Large)]
    [DataRow(396, Large)]
    public void Commit_Plain_TakesTheSmallArrayUpToItsLastByte(int textBytes, int arrayBytes)
    {
        OutputQueue queue = Plain(out OutputBuffers buffers);
        Put(queue, buffers, textBytes, 7);
        Assert.AreEqual(arrayBytes, queue.Buffer.Length);
        Assert.AreEqual(textBytes, queue.Count);
        for (int i = 0; i < textBytes; i++)
        {
            Assert.AreEqual(7, (int)queue.Buffer[queue.Offset + i]);
        }
    }

    [TestMethod]
    [DataRow(1, Small)]
    [DataRow(44, Small)]
    [DataRow(45, Large)]
    [DataRow(380, Large)]
    public void Commit_Secured_TakesTheSmallArrayUpToItsLastByte(int textBytes, int arrayBytes)
    {
        OutputQueue queue = Secured(Large, out OutputBuffers buffers, out FrameDecoder decoder);
        Put(queue, buffers, textBytes, 7);
        Assert.AreEqual(arrayBytes, queue.Buffer.Length);
        Assert.IsTrue(queue.Offset + queue.Count <= arrayBytes);
        Assert.AreEqual(textBytes, Opened(queue, decoder, 7));
    }

    [TestMethod]
    [DataRow(1, 19)]
    [DataRow(1024, 1042)]
    [DataRow(1025, 1061)]
    [DataRow(2048, 2084)]
    [DataRow(2049, 2103)]
    public void Commit_Secured_SplitsIntoFramesOf1024(int textBytes, int frameBytes)
    {
        OutputQueue queue = Secured(4000, out OutputBuffers buffers, out FrameDecoder decoder);
        Put(queue, buffers, textBytes, 7);
        Assert.AreEqual(frameBytes, queue.Count);
        Assert.AreEqual(textBytes, Opened(queue, decoder, 7));
    }

    [TestMethod]
    [DataRow(21)]
    [DataRow(37)]
    [DataRow(1044)]
    [DataRow(1063)]
    [DataRow(1442)]
    [DataRow(2105)]
    public void Room_Secured_FillsTheBufferAndNoMore(int capacity)
    {
        OutputQueue queue = Secured(capacity, out OutputBuffers buffers, out FrameDecoder decoder);
        int room = queue.Room;
        Put(queue, buffers, room, 3);
        Assert.AreEqual(capacity, queue.Offset + queue.Count);
        Assert.AreEqual(0, queue.Room);
        Assert.AreEqual(room, Opened(queue, decoder, 3));
    }

    [TestMethod]
    [DataRow(100, 60)]
    [DataRow(1, 25)]
    public void Commit_SecuredBehindUnsentFrames_LeavesThemAlone(int firstBytes, int secondBytes)
    {
        OutputQueue queue = Secured(Large, out OutputBuffers buffers, out FrameDecoder decoder);
        Put(queue, buffers, firstBytes, 1);
        byte[] array = queue.Buffer;
        byte[] first = Hex.Slice(queue.Buffer, queue.Offset, queue.Count);
        Assert.IsTrue(secondBytes <= queue.Room);
        Put(queue, buffers, secondBytes, 2);
        Assert.AreSame(array, queue.Buffer);
        Assert.AreEqual(Hex.Text(first), Hex.Text(queue.Buffer, queue.Offset, first.Length));
        Assert.IsTrue(decoder.Open(queue.Buffer, queue.Offset, queue.Count, out int count) == ParseStatus.Done);
        Assert.AreEqual(firstBytes, count);
        queue.Sent(first.Length);
        Assert.AreEqual(secondBytes, Opened(queue, decoder, 2));
    }

    [TestMethod]
    public void Room_BehindAMessageInASmallArray_IsWhatThatHasLeft()
    {
        OutputQueue queue = Secured(Large, out OutputBuffers buffers, out FrameDecoder decoder);
        Put(queue, buffers, 1, 1);

        // 2 free, 19 of the first frame, 18 around the text.
        Assert.AreEqual(Small - 2 - 19 - 18, queue.Room);
        Put(queue, buffers, queue.Room, 2);
        Assert.AreEqual(0, queue.Room);
        Assert.AreEqual(Small, queue.Offset + queue.Count);
        Assert.IsTrue(decoder.Open(queue.Buffer, queue.Offset, queue.Count, out int _) == ParseStatus.Done);
    }

    [TestMethod]
    public void Return_EachKind_IsKeptAsThePoolSays()
    {
        OutputBuffers buffers = new OutputBuffers(Large, Small, 2);
        OutputQueue one = new OutputQueue(buffers);
        OutputQueue other = new OutputQueue(buffers);
        for (int round = 0; round < 3; round++)
        {
            Put(one, buffers, 5, 1);
            Put(other, buffers, 5, 2);
            one.Sent(5);
            other.Sent(5);
        }

        Assert.AreEqual(2, buffers.SmallCount);
        Assert.AreEqual(1, buffers.LargeCount);

        // Two long ones at once: one array is kept, the other goes.
        Put(one, buffers, 100, 1);
        Put(other, buffers, 100, 2);
        Assert.IsFalse(one.Buffer == other.Buffer);
        Assert.IsFalse(buffers.Scratch() == one.Buffer || buffers.Scratch() == other.Buffer);
        byte[] scratch = buffers.Scratch();
        one.Sent(100);
        other.Sent(100);
        Assert.AreSame(scratch, buffers.Scratch());
        Put(one, buffers, 100, 1);
        Assert.AreSame(scratch, one.Buffer);
        one.Sent(100);
        Assert.AreSame(scratch, buffers.Scratch());
        Assert.AreEqual(3, buffers.LargeCount);
    }

    [TestMethod]
    public void Drop_WhatWasQueued_IsGoneAndItsBytesStand()
    {
        OutputQueue queue = Plain(out OutputBuffers buffers);
        Put(queue, buffers, 5, 1);
        int offset = queue.Offset;
        byte[] array = queue.Buffer;
        queue.Drop();
        Assert.IsTrue(queue.IsEmpty);
        Assert.AreSame(array, queue.Buffer);
        Expect.Bytes("0101010101", queue.Buffer, offset, 5);
        queue.Free();
        Assert.IsNull(queue.Buffer);
        Assert.AreSame(array, buffers.TakeSmall());
    }

    private static OutputQueue Plain(out OutputBuffers buffers)
    {
        buffers = new OutputBuffers(Large, Small, 1);
        return new OutputQueue(buffers);
    }

    private static OutputQueue Secured(int capacity, out OutputBuffers buffers, out FrameDecoder decoder)
    {
        // All keys are zero here, so that both directions have the same.
        QuickCrypto crypto = new QuickCrypto();
        SessionKeys keys = new SessionKeys();
        FrameEncoder encoder = new FrameEncoder(crypto);
        decoder = new FrameDecoder(crypto);
        encoder.Start(keys);
        decoder.Start(keys);
        buffers = new OutputBuffers(capacity, capacity < Small ? 8 : Small, 1);
        OutputQueue queue = new OutputQueue(buffers);
        queue.Secure(encoder);
        return queue;
    }

    private static void Put(OutputQueue queue, OutputBuffers buffers, int count, byte value)
    {
        byte[] scratch = buffers.Scratch();
        for (int i = 0; i < count; i++)
        {
            scratch[OutputBuffers.TextStart + i] = value;
        }

        queue.Commit(count);
    }

    // Opens everything that is queued and looks at the text; returns its length.
    private static int Opened(OutputQueue queue, FrameDecoder decoder, byte value)
    {
        int total = 0;
        while (!queue.IsEmpty)
        {
            Assert.IsTrue(decoder.Open(queue.Buffer, queue.Offset, queue.Count, out int count) == ParseStatus.Done);
            for (int i = 0; i < count; i++)
            {
                Assert.AreEqual((int)value, (int)queue.Buffer[queue.Offset + 2 + i]);
            }

            total += count;
            queue.Sent(count + 18);
        }

        return total;
    }
}
