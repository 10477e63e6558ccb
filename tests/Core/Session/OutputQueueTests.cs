// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Framing;
using HapNano.Session;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>What is to be sent: composed, sealed and queued in one place.</summary>
[TestClass]
public class OutputQueueTests
{
    [TestMethod]
    public void Commit_Plain_IsSentAsItIs()
    {
        OutputQueue queue = new OutputQueue(new FrameEncoder(new QuickCrypto()), new BufferPool(64, 1));
        Put(queue, 5, 1);
        Put(queue, 3, 9);
        Assert.AreEqual(8, queue.Count);
        Expect.Bytes("0101010101090909", queue.Buffer, queue.Offset, queue.Count);
    }

    [TestMethod]
    public void Sent_Part_LeavesTheRestInItsPlace()
    {
        OutputQueue queue = new OutputQueue(new FrameEncoder(new QuickCrypto()), new BufferPool(64, 1));
        Put(queue, 5, 1);
        int offset = queue.Offset;
        queue.Sent(2);
        Put(queue, 3, 9);
        Assert.AreEqual(offset + 2, queue.Offset);
        Expect.Bytes("010101090909", queue.Buffer, queue.Offset, queue.Count);
    }

    [TestMethod]
    public void Sent_All_StartsAtTheFrontAgain()
    {
        OutputQueue queue = new OutputQueue(new FrameEncoder(new QuickCrypto()), new BufferPool(64, 1));
        int offset = queue.Offset;
        int room = queue.Room;
        Put(queue, 5, 1);
        Assert.AreEqual(room - 5, queue.Room);
        queue.Sent(5);
        Assert.IsTrue(queue.IsEmpty);
        Assert.AreEqual(offset, queue.Offset);
        Assert.AreEqual(room, queue.Room);
    }

    [TestMethod]
    [DataRow(1, 19)]
    [DataRow(1024, 1042)]
    [DataRow(1025, 1061)]
    [DataRow(2048, 2084)]
    [DataRow(2049, 2103)]
    public void Commit_Secured_SplitsIntoFramesOf1024(int textBytes, int frameBytes)
    {
        OutputQueue queue = Secured(4000, out FrameDecoder decoder);
        Put(queue, textBytes, 7);
        Assert.AreEqual(frameBytes, queue.Count);
        Assert.AreEqual(textBytes, Opened(queue, decoder, 7));
    }

    [TestMethod]
    public void TextOffset_FirstFrame_IsAMultipleOfFour()
    {
        OutputQueue queue = Secured(200, out FrameDecoder _);
        Assert.AreEqual(0, queue.TextOffset % 4);
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
        OutputQueue queue = Secured(capacity, out FrameDecoder decoder);
        int room = queue.Room;
        Put(queue, room, 3);
        Assert.AreEqual(capacity, queue.Offset + queue.Count);
        Assert.AreEqual(0, queue.Room);
        Assert.AreEqual(room, Opened(queue, decoder, 3));
    }

    [TestMethod]
    public void Commit_SecuredBehindUnsentFrames_LeavesThemAlone()
    {
        OutputQueue queue = Secured(400, out FrameDecoder decoder);
        Put(queue, 50, 1);
        byte[] first = Hex.Slice(queue.Buffer, queue.Offset, queue.Count);
        Put(queue, 60, 2);
        Assert.AreEqual(Hex.Text(first), Hex.Text(queue.Buffer, queue.Offset, first.Length));
        Assert.IsTrue(decoder.Open(queue.Buffer, queue.Offset, queue.Count, out int count) == ParseStatus.Done);
        Assert.AreEqual(50, count);
        queue.Sent(first.Length);
        Assert.AreEqual(60, Opened(queue, decoder, 2));
    }

    [TestMethod]
    public void Drop_WhatWasQueued_IsGoneAndItsBytesStand()
    {
        OutputQueue queue = new OutputQueue(new FrameEncoder(new QuickCrypto()), new BufferPool(64, 1));
        Put(queue, 5, 1);
        int offset = queue.Offset;
        queue.Drop();
        Assert.IsTrue(queue.IsEmpty);
        Expect.Bytes("0101010101", queue.Buffer, offset, 5);
    }

    private static OutputQueue Secured(int capacity, out FrameDecoder decoder)
    {
        // All keys are zero here, so that both directions have the same.
        QuickCrypto crypto = new QuickCrypto();
        SessionKeys keys = new SessionKeys();
        FrameEncoder encoder = new FrameEncoder(crypto);
        decoder = new FrameDecoder(crypto);
        encoder.Start(keys);
        decoder.Start(keys);
        OutputQueue queue = new OutputQueue(encoder, new BufferPool(capacity, 1));
        queue.Secure();
        return queue;
    }

    private static void Put(OutputQueue queue, int count, byte value)
    {
        for (int i = 0; i < count; i++)
        {
            queue.Buffer[queue.TextOffset + i] = value;
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
