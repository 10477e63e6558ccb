// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Framing;

namespace HapNano.Tests.Framing;

[TestClass]
public class FrameDecoderTests
{
    [TestMethod]
    [DataRow(
        SessionFrameVectors.ComputedGetAccessories_key, 0,
        SessionFrameVectors.ComputedGetAccessories_plaintext, SessionFrameVectors.ComputedGetAccessories_frames)]
    [DataRow(
        SessionFrameVectors.HapNodejsHttpResponse_key, 8,
        SessionFrameVectors.HapNodejsHttpResponse_plaintext, SessionFrameVectors.HapNodejsHttpResponse_frame)]
    [DataRow(SessionFrameVectors.ComputedOneByte_key, 0, "03", SessionFrameVectors.ComputedOneByte_frames)]
    public void Open_VectorByteByByte_NeedsMoreUntilWholeThenGivesTheText(string key, int counter, string text, string frame)
    {
        byte[] bytes = Hex.Bytes(frame);
        byte[] buffer = Hex.Filled(bytes.Length + 10);
        FrameDecoder decoder = StartAt(key, counter);
        for (int count = 0; count < bytes.Length; count++)
        {
            // What is not there yet is noise, not the rest of the frame.
            Assert.AreEqual((int)ParseStatus.NeedMore, (int)decoder.Open(buffer, 5, count, out int none));
            Assert.AreEqual(0, none);
            Assert.IsTrue(Hex.IsUntouched(buffer, 5 + count, buffer.Length - 5 - count));
            buffer[5 + count] = bytes[count];
        }

        Assert.AreEqual(frame, Hex.Text(buffer, 5, bytes.Length));
        Assert.AreEqual((int)ParseStatus.Done, (int)decoder.Open(buffer, 5, bytes.Length + 3, out int length));
        Assert.AreEqual(text.Length / 2, length);
        Expect.Bytes(text, buffer, 7, length);
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 5) && Hex.IsUntouched(buffer, 5 + bytes.Length, 5));
    }

    [TestMethod]
    [DataRow(1023)]
    [DataRow(1024)]
    [DataRow(1025)]
    [DataRow(2500)]
    public void Open_FramesBackToBack_GiveTheWholeText(int count)
    {
        byte[] text = Session.Plaintext(count);
        byte[] frames = Session.Frames(SessionFrameVectors.ComputedGetAccessories_key, 5, text);
        FrameDecoder decoder = StartAt(SessionFrameVectors.ComputedGetAccessories_key, 5);
        int done = 0;
        for (int at = 0; at < frames.Length;)
        {
            Assert.AreEqual((int)ParseStatus.Done, (int)decoder.Open(frames, at, frames.Length - at, out int length));
            Expect.Bytes(Hex.Text(text, done, length), frames, at + SessionFrame.LengthBytes, length);
            done += length;
            at += length + SessionFrame.OverheadBytes;
        }

        Assert.AreEqual(count, done);
    }

    [TestMethod]
    public void Open_AnyByteChanged_IsMalformedAndNothingOpensAfterwards()
    {
        string key = SessionFrameVectors.ComputedGetAccessories_key;
        byte[] frame = Session.Frames(key, 0, Session.Plaintext(5));
        for (int i = 2; i < frame.Length; i++)
        {
            byte[] changed = Hex.Slice(frame, 0, frame.Length);
            changed[i] ^= 0x40;
            FrameDecoder decoder = StartAt(key, 0);
            Assert.AreEqual((int)ParseStatus.Malformed, (int)decoder.Open(changed, 0, changed.Length, out int length));
            Assert.AreEqual(0, length);
            Expect.Bytes("0000000000", changed, 2, 5);

            byte[] right = Hex.Slice(frame, 0, frame.Length);
            Assert.AreEqual((int)ParseStatus.Malformed, (int)decoder.Open(right, 0, right.Length, out length));
            CollectionAssert.AreEqual(frame, right);
        }
    }

    [TestMethod]
    public void Open_LengthChanged_IsMalformed()
    {
        // The length is authenticated too: one byte less, with the tag where that says.
        byte[] frame = Session.Frames(SessionFrameVectors.ComputedGetAccessories_key, 0, Session.Plaintext(5));
        frame[0] = 4;
        FrameDecoder decoder = StartAt(SessionFrameVectors.ComputedGetAccessories_key, 0);
        Assert.AreEqual((int)ParseStatus.Malformed, (int)decoder.Open(frame, 0, frame.Length, out int length));
        Assert.AreEqual(0, length);
    }

    [TestMethod]
    [DataRow("0000")]
    [DataRow("0104")]
    [DataRow("0080")]
    [DataRow("ffff")]
    public void Open_LengthOutOfRange_IsMalformedAtOnce(string hex)
    {
        byte[] bytes = Hex.Bytes(hex);
        FrameDecoder decoder = StartAt(SessionFrameVectors.ComputedGetAccessories_key, 0);
        Assert.AreEqual((int)ParseStatus.NeedMore, (int)decoder.Open(bytes, 0, 1, out int length));
        Assert.AreEqual((int)ParseStatus.Malformed, (int)decoder.Open(bytes, 0, 2, out length));
        Assert.AreEqual((int)ParseStatus.Malformed, (int)decoder.Open(bytes, 0, 0, out length));
    }

    [TestMethod]
    public void Open_SameFrameTwice_IsMalformed()
    {
        byte[] frame = Session.Frames(SessionFrameVectors.ComputedGetAccessories_key, 0, Session.Plaintext(9));
        byte[] again = Hex.Slice(frame, 0, frame.Length);
        FrameDecoder decoder = StartAt(SessionFrameVectors.ComputedGetAccessories_key, 0);
        Assert.AreEqual((int)ParseStatus.Done, (int)decoder.Open(frame, 0, frame.Length, out int length));
        Assert.AreEqual((int)ParseStatus.Malformed, (int)decoder.Open(again, 0, again.Length, out length));
    }

    [TestMethod]
    public void Open_FrameLeftOut_IsMalformed()
    {
        byte[] frame = Session.Frames(SessionFrameVectors.ComputedGetAccessories_key, 1, Session.Plaintext(9));
        FrameDecoder decoder = StartAt(SessionFrameVectors.ComputedGetAccessories_key, 0);
        Assert.AreEqual((int)ParseStatus.Malformed, (int)decoder.Open(frame, 0, frame.Length, out int length));
    }

    [TestMethod]
    public void Open_WithoutASession_IsMalformed()
    {
        byte[] frame = Session.Frames(SessionFrameVectors.ComputedGetAccessories_key, 0, Session.Plaintext(9));
        FrameDecoder decoder = new FrameDecoder(Session.Crypto);
        Assert.AreEqual((int)ParseStatus.Malformed, (int)decoder.Open(frame, 0, frame.Length, out int length));

        decoder.Start(Session.Keys(SessionFrameVectors.ComputedGetAccessories_key));
        decoder.Wipe();
        Assert.AreEqual((int)ParseStatus.Malformed, (int)decoder.Open(frame, 0, frame.Length, out length));

        decoder.Start(Session.Keys(SessionFrameVectors.ComputedGetAccessories_key));
        Assert.AreEqual((int)ParseStatus.Done, (int)decoder.Open(frame, 0, frame.Length, out length));
    }

    // The read key is noise: the accessory must not use it to open.
    private static FrameDecoder StartAt(string keyHex, int counter)
    {
        SessionKeys keys = Session.Keys(keyHex);
        Array.Clear(keys.Bytes, SessionKeys.ReadKeyOffset, 32);
        FrameDecoder decoder = new FrameDecoder(Session.Crypto);
        decoder.Start(keys);
        byte[] text = new byte[1];
        for (int i = 0; i < counter; i++)
        {
            byte[] frame = Session.Frames(keyHex, (ulong)i, text);
            Assert.AreEqual((int)ParseStatus.Done, (int)decoder.Open(frame, 0, frame.Length, out int length));
        }

        return decoder;
    }
}
