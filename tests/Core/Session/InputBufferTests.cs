// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;
using HapNano.Framing;
using HapNano.Session;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>What was received and not yet answered: text in front, frames behind it, and a reader that may be busy meanwhile.</summary>
[TestClass]
public class InputBufferTests
{
    [TestMethod]
    public void Append_Plain_IsText()
    {
        InputBuffer input = new InputBuffer(new FrameDecoder(new QuickCrypto()), new BufferPool(100, 1));
        Assert.IsTrue(input.IsEmpty);
        Receive(input, Hex.Utf8("GET "));
        Receive(input, Hex.Utf8("/x"));
        Assert.AreEqual("GET /x", Text(input));
        Assert.IsTrue(input.OpenFrame() == ParseStatus.NeedMore);
        Assert.IsFalse(input.IsEmpty);
    }

    [TestMethod]
    public void Consume_Request_LeavesTheNextOneAtTheStart()
    {
        InputBuffer input = new InputBuffer(new FrameDecoder(new QuickCrypto()), new BufferPool(100, 1));
        Receive(input, Hex.Utf8("firstsecond"));
        input.Consume(InputBuffer.RequestStart + 5);
        Assert.AreEqual("second", Text(input));
        input.Consume(InputBuffer.RequestStart + 6);
        Assert.IsTrue(input.IsEmpty);
        Assert.AreEqual(96, input.OpenWindow());
    }

    [TestMethod]
    public void Append_WindowOutstandingWhileConsumed_IsMovedDown()
    {
        InputBuffer input = new InputBuffer(new FrameDecoder(new QuickCrypto()), new BufferPool(100, 1));
        Receive(input, Hex.Utf8("first"));
        input.OpenWindow();
        int window = input.WindowOffset;
        input.Consume(InputBuffer.RequestStart + 5);
        Assert.AreEqual(window, input.WindowOffset);
        Array.Copy(Hex.Utf8("late"), 0, input.Buffer, window, 4);
        input.Append(4);
        Assert.AreEqual("late", Text(input));
    }

    [TestMethod]
    public void OpenFrame_SeveralFrames_JoinTheirText()
    {
        InputBuffer input = Secured(200, out FrameEncoder encoder);
        Receive(input, Bytes.Concat(Frame(encoder, "one "), Frame(encoder, "two "), Frame(encoder, "three")));
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("one ", Text(input));
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.IsTrue(input.OpenFrame() == ParseStatus.NeedMore);
        Assert.AreEqual("one two three", Text(input));
    }

    [TestMethod]
    public void OpenFrame_ByteByByte_NeedsMoreUntilTheLast()
    {
        InputBuffer input = Secured(60, out FrameEncoder encoder);
        byte[] frame = Frame(encoder, "text");
        for (int i = 0; i < frame.Length; i++)
        {
            Assert.IsTrue(input.OpenFrame() == ParseStatus.NeedMore);
            Receive(input, Hex.Slice(frame, i, 1));
            Assert.IsFalse(input.IsEmpty);
        }

        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("text", Text(input));
    }

    [TestMethod]
    public void OpenFrame_FirstFrame_HasItsTextWhereRequestsStart()
    {
        InputBuffer input = Secured(60, out FrameEncoder encoder);
        Receive(input, Frame(encoder, "text"));
        Assert.AreEqual(2, input.WindowOffset);
        input.OpenFrame();
        Expect.Bytes("74657874", input.Buffer, InputBuffer.RequestStart, 4);
    }

    [TestMethod]
    public void Consume_FramesUnopenedBehind_AreKept()
    {
        InputBuffer input = Secured(200, out FrameEncoder encoder);
        Receive(input, Bytes.Concat(Frame(encoder, "firstsec"), Frame(encoder, "ond"), Hex.Slice(Frame(encoder, "third"), 0, 7)));
        input.OpenFrame();
        input.Consume(InputBuffer.RequestStart + 5);
        Assert.AreEqual("sec", Text(input));
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("second", Text(input));
        input.Consume(InputBuffer.RequestStart + 6);
        Assert.IsTrue(input.OpenFrame() == ParseStatus.NeedMore);
        Assert.IsFalse(input.IsEmpty);
    }

    [TestMethod]
    public void OpenWindow_GapOfOpenedFrames_IsGivenBack()
    {
        InputBuffer input = Secured(60, out FrameEncoder encoder);
        Receive(input, Bytes.Concat(Frame(encoder, "a"), Frame(encoder, "b")));
        Assert.AreEqual(60 - 2 - 38, input.OpenWindow());
        input.OpenFrame();
        input.OpenFrame();
        Assert.AreEqual(60 - 4 - 2, input.OpenWindow());
    }

    [TestMethod]
    public void Secure_BytesBehindTheLastPlainRequest_AreFrames()
    {
        QuickCrypto crypto = new QuickCrypto();
        FrameDecoder decoder = new FrameDecoder(crypto);
        InputBuffer input = new InputBuffer(decoder, new BufferPool(100, 1));
        Receive(input, Bytes.Concat(Hex.Utf8("m3"), Frame(NewEncoder(crypto), "early")));
        input.Consume(InputBuffer.RequestStart + 2);
        decoder.Start(new SessionKeys());
        BufferPool larger = new BufferPool(200, 1);
        input.Secure(larger);
        Assert.AreEqual(200, input.Buffer.Length);
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("early", Text(input));
        input.Consume(input.TextEnd);
        Assert.AreEqual(1, larger.MadeCount);
        Assert.AreEqual(198, input.OpenWindow());
        Assert.AreEqual(1, larger.MadeCount);
    }

    [TestMethod]
    public void Secure_WindowOutstanding_WindowStaysTillTheReaderReports()
    {
        QuickCrypto crypto = new QuickCrypto();
        FrameDecoder decoder = new FrameDecoder(crypto);
        decoder.Start(new SessionKeys());
        FrameEncoder encoder = NewEncoder(crypto);
        BufferPool pool = new BufferPool(100, 2);
        InputBuffer input = new InputBuffer(decoder, pool);
        byte[] early = Frame(encoder, "early");
        byte[] late = Frame(encoder, "late");
        Receive(input, Bytes.Concat(Hex.Utf8("m3"), early, Hex.Slice(late, 0, 3)));
        int room = input.OpenWindow();
        byte[] window = input.WindowBuffer;
        int offset = input.WindowOffset;
        input.Consume(InputBuffer.RequestStart + 2);
        input.Secure(new BufferPool(200, 1));
        Assert.AreSame(window, input.WindowBuffer);
        Assert.AreEqual(offset, input.WindowOffset);
        Assert.AreEqual(room, input.WindowRoom);
        Assert.IsTrue(window != pool.Take());

        // What came with M3 need not wait for the reader.
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("early", Text(input));
        Array.Copy(late, 3, window, offset, late.Length - 3);
        input.Append(late.Length - 3);
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("earlylate", Text(input));
        Assert.AreEqual(200, input.WindowBuffer.Length);
        Assert.AreSame(window, pool.Take());
    }

    [TestMethod]
    public void Secure_ReaderAsksAgain_GetsAWindowInTheNewArray()
    {
        BufferPool pool = new BufferPool(100, 1);
        InputBuffer input = new InputBuffer(new FrameDecoder(new QuickCrypto()), pool);
        input.OpenWindow();
        byte[] window = input.WindowBuffer;
        input.Secure(new BufferPool(200, 1));
        Assert.AreEqual(198, input.OpenWindow());
        Assert.AreEqual(200, input.WindowBuffer.Length);
        Assert.AreSame(window, pool.Take());
    }

    [TestMethod]
    public void Free_SecuredInAWindow_GivesBothArraysBackOnceAndZeroed()
    {
        BufferPool pool = new BufferPool(100, 1);
        BufferPool larger = new BufferPool(200, 1);
        InputBuffer input = new InputBuffer(new FrameDecoder(new QuickCrypto()), pool);
        Receive(input, Hex.Utf8("m3"));
        input.OpenWindow();
        byte[] window = input.WindowBuffer;
        input.Secure(larger);
        input.Free();
        input.Free();
        Assert.AreSame(window, pool.Take());
        Expect.Bytes("000000000000", window, 2, 6);
        larger.Take();
        Assert.AreEqual(1, larger.MadeCount);
    }

    [TestMethod]
    public void OpenFrame_TagFlipped_IsMalformed()
    {
        InputBuffer input = Secured(100, out FrameEncoder encoder);
        byte[] frame = Frame(encoder, "text");
        frame[frame.Length - 1] ^= 1;
        Receive(input, frame);
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Malformed);
    }

    [TestMethod]
    public void IsFull_NoRoomLeft_TellsSo()
    {
        InputBuffer input = new InputBuffer(new FrameDecoder(new QuickCrypto()), new BufferPool(10, 1));
        Receive(input, Hex.Utf8("12345"));
        Assert.IsFalse(input.IsFull);
        Receive(input, Hex.Utf8("6"));
        Assert.IsTrue(input.IsFull);
        Assert.AreEqual(0, input.OpenWindow());
    }

    [TestMethod]
    public void Wipe_WhatWasReceived_IsZero()
    {
        InputBuffer input = new InputBuffer(new FrameDecoder(new QuickCrypto()), new BufferPool(10, 1));
        Receive(input, Hex.Utf8("123456"));
        input.Wipe();
        Expect.Bytes("00000000000000000000", input.Buffer, 0, 10);
        Assert.IsTrue(input.IsEmpty);
    }

    private static InputBuffer Secured(int capacity, out FrameEncoder encoder)
    {
        QuickCrypto crypto = new QuickCrypto();
        FrameDecoder decoder = new FrameDecoder(crypto);
        decoder.Start(new SessionKeys());
        encoder = NewEncoder(crypto);
        BufferPool pool = new BufferPool(capacity, 1);
        InputBuffer input = new InputBuffer(decoder, pool);
        input.Secure(pool);
        return input;
    }

    // All keys are zero here, so that both directions have the same.
    private static FrameEncoder NewEncoder(QuickCrypto crypto)
    {
        FrameEncoder encoder = new FrameEncoder(crypto);
        encoder.Start(new SessionKeys());
        return encoder;
    }

    private static byte[] Frame(FrameEncoder encoder, string text)
    {
        byte[] frame = Bytes.Concat(new byte[2], Hex.Utf8(text), new byte[16]);
        encoder.Seal(frame, 0, frame.Length - 18);
        return frame;
    }

    private static void Receive(InputBuffer input, byte[] bytes)
    {
        Assert.IsTrue(input.OpenWindow() >= bytes.Length, "room");
        Array.Copy(bytes, 0, input.Buffer, input.WindowOffset, bytes.Length);
        input.Append(bytes.Length);
    }

    private static string Text(InputBuffer input)
    {
        return Encoding.UTF8.GetString(input.Buffer, InputBuffer.RequestStart, input.TextEnd - InputBuffer.RequestStart);
    }
}
