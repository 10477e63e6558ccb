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
        InputBuffer input = Plain(100);
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
        InputBuffer input = Plain(100);
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
        InputBuffer input = Plain(100);
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
        InputBuffer input = Plain(100);
        Receive(input, Bytes.Concat(Hex.Utf8("m3"), Frame(NewEncoder(crypto), "early")));
        input.Consume(InputBuffer.RequestStart + 2);
        input.Secure(NewDecoder(crypto), 200);
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("early", Text(input));
        input.Consume(input.TextEnd);
        Assert.AreEqual(98, input.OpenWindow());
    }

    [TestMethod]
    public void Secure_WindowOutstanding_WindowStaysTillTheReaderReports()
    {
        QuickCrypto crypto = new QuickCrypto();
        FrameEncoder encoder = NewEncoder(crypto);
        InputBuffer input = Plain(100);
        byte[] early = Frame(encoder, "early");
        byte[] late = Frame(encoder, "late");
        Receive(input, Bytes.Concat(Hex.Utf8("m3"), early, Hex.Slice(late, 0, 3)));
        int room = input.OpenWindow();
        byte[] window = input.Buffer;
        int offset = input.WindowOffset;
        input.Consume(InputBuffer.RequestStart + 2);
        input.Secure(NewDecoder(crypto), 200);
        Assert.AreSame(window, input.Buffer);
        Assert.AreEqual(offset, input.WindowOffset);
        Assert.AreEqual(room, input.WindowRoom);

        // What came with M3 need not wait for the reader.
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("early", Text(input));
        Array.Copy(late, 3, window, offset, late.Length - 3);
        input.Append(late.Length - 3);
        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("earlylate", Text(input));
    }

    [TestMethod]
    public void OpenWindow_FullArray_GrowsUpToTheLimitAndKeepsWhatIsHeld()
    {
        InputBuffer input = Plain(10, 50);
        byte[] first = input.Buffer;
        Receive(input, Hex.Utf8("12345"));
        Assert.AreEqual(1, input.OpenWindow());
        Assert.AreSame(first, input.Buffer);
        Receive(input, Hex.Utf8("6"));
        Assert.IsFalse(input.IsFull);
        Assert.AreEqual(30, input.OpenWindow());
        Receive(input, Hex.Utf8("abcdefghijklmnopqrstuvwxyzABCD"));
        Assert.IsFalse(input.IsFull);
        Assert.AreEqual(10, input.OpenWindow());
        Receive(input, Hex.Utf8("EFGHIJKLMN"));
        Assert.IsTrue(input.IsFull);
        Assert.AreEqual(0, input.OpenWindow());
        Assert.AreEqual("123456abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN", Text(input));
        input.Consume(input.TextEnd);
        Assert.IsTrue(input.TryClose());
        Assert.AreSame(first, input.Buffer);
    }

    [TestMethod]
    public void OpenWindow_FrameLongerThanTheFirstArray_IsWholeInALongerOne()
    {
        QuickCrypto crypto = new QuickCrypto();
        InputBuffer input = new InputBuffer(20);
        input.Open(NewDecoder(crypto), 80);
        byte[] frame = Frame(NewEncoder(crypto), "a text of forty-two bytes, and not one more");
        for (int sent = 0; sent < frame.Length;)
        {
            Assert.IsTrue(input.OpenFrame() == ParseStatus.NeedMore);
            int room = input.OpenWindow();
            int count = frame.Length - sent < room ? frame.Length - sent : room;
            Assert.IsTrue(count > 0);
            Array.Copy(frame, sent, input.Buffer, input.WindowOffset, count);
            input.Append(count);
            sent += count;
        }

        Assert.IsTrue(input.OpenFrame() == ParseStatus.Done);
        Assert.AreEqual("a text of forty-two bytes, and not one more", Text(input));
    }

    [TestMethod]
    public void Secure_LargerLimit_CountsFromTheNextWindowOn()
    {
        InputBuffer input = Plain(10, 10);
        Receive(input, Hex.Utf8("123456"));
        Assert.IsTrue(input.IsFull);
        input.Secure(NewDecoder(new QuickCrypto()), 40);
        Assert.IsFalse(input.IsFull);
        Assert.AreEqual(2, input.OpenWindow());
        input.Append(2);
        Assert.AreEqual(30, input.OpenWindow());
    }

    [TestMethod]
    public void Open_AfterAnotherConnection_HoldsNothingOfIt()
    {
        InputBuffer input = Plain(10, 50);
        Receive(input, Hex.Utf8("123456"));
        input.OpenWindow();
        Assert.IsFalse(input.TryClose());
        input.Close();
        Expect.Bytes("00000000000000000000", input.Buffer, 0, 10);
        input.Open(NewDecoder(new QuickCrypto()), 50);
        Assert.AreEqual(0, input.WindowRoom);
        Assert.AreEqual(10 - 2, input.OpenWindow());
        Assert.IsFalse(input.TryClose());
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
        InputBuffer input = Plain(10);
        Receive(input, Hex.Utf8("12345"));
        Assert.IsFalse(input.IsFull);
        Receive(input, Hex.Utf8("6"));
        Assert.IsTrue(input.IsFull);
        Assert.AreEqual(0, input.OpenWindow());
    }

    [TestMethod]
    public void Wipe_WhatWasReceived_IsZero()
    {
        InputBuffer input = Plain(10);
        Receive(input, Hex.Utf8("123456"));
        input.Wipe();
        Expect.Bytes("00000000000000000000", input.Buffer, 0, 10);
        Assert.IsTrue(input.IsEmpty);
    }

    private static InputBuffer Plain(int bytes)
    {
        return Plain(bytes, bytes);
    }

    private static InputBuffer Plain(int bytes, int limit)
    {
        InputBuffer input = new InputBuffer(bytes);
        input.Open(null, limit);
        return input;
    }

    private static InputBuffer Secured(int capacity, out FrameEncoder encoder)
    {
        QuickCrypto crypto = new QuickCrypto();
        encoder = NewEncoder(crypto);
        InputBuffer input = new InputBuffer(capacity);
        input.Open(NewDecoder(crypto), capacity);
        return input;
    }

    private static FrameDecoder NewDecoder(QuickCrypto crypto)
    {
        FrameDecoder decoder = new FrameDecoder(crypto);
        decoder.Start(new SessionKeys());
        return decoder;
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
