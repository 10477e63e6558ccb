// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Framing;

namespace HapNano.Tests.Framing;

[TestClass]
public class FrameEncoderTests
{
    [TestMethod]
    public void Seal_NodejsResponse_IsTheFrame()
    {
        byte[] text = Hex.Bytes(SessionFrameVectors.HapNodejsHttpResponse_plaintext);
        FrameEncoder encoder = StartAt(SessionFrameVectors.HapNodejsHttpResponse_key, 8);
        byte[] buffer = Hex.Filled(text.Length + 20);
        Array.Copy(text, 0, buffer, 3, text.Length);

        Assert.AreEqual(text.Length + 18, encoder.Seal(buffer, 1, text.Length));

        Expect.Bytes("a5" + SessionFrameVectors.HapNodejsHttpResponse_frame + "a5", buffer, 0, buffer.Length);
    }

    [TestMethod]
    [DataRow(1, 0, SessionFrameVectors.ComputedOneByte_frames_sha512)]
    [DataRow(1023, 0, SessionFrameVectors.Computed1023_frames_sha512)]
    [DataRow(1024, 0, SessionFrameVectors.Computed1024OneFrame_frames_sha512)]
    [DataRow(1025, 0, SessionFrameVectors.Computed1025TwoFrames_frames_sha512)]
    [DataRow(2500, 5, SessionFrameVectors.Computed2500ThreeFrames_frames_sha512)]
    public void Seal_ComputedText_IsTheFrames(int count, int counter, string hash)
    {
        byte[] text = Session.Plaintext(count);
        FrameEncoder encoder = StartAt(SessionFrameVectors.ComputedOneByte_key, counter);
        byte[] frames = Hex.Filled(3000);
        int at = 0;
        for (int done = 0; done < count; done += SessionFrame.MaxPlaintextBytes)
        {
            int part = count - done < SessionFrame.MaxPlaintextBytes ? count - done : SessionFrame.MaxPlaintextBytes;
            Array.Copy(text, done, frames, at + SessionFrame.LengthBytes, part);
            at += encoder.Seal(frames, at, part);
        }

        byte[] digest = new byte[64];
        Session.Crypto.Sha512(frames, 0, at, digest, 0);
        Assert.AreEqual(hash, Hex.Text(digest));
        Assert.IsTrue(Hex.IsUntouched(frames, at, frames.Length - at));
    }

    [TestMethod]
    public void Start_Again_CountsFromZero()
    {
        FrameEncoder encoder = StartAt(SessionFrameVectors.ComputedOneByte_key, 3);
        encoder.Start(Session.Keys(SessionFrameVectors.ComputedOneByte_key));
        byte[] buffer = new byte[19];
        buffer[2] = 3;
        encoder.Seal(buffer, 0, 1);
        Assert.AreEqual(SessionFrameVectors.ComputedOneByte_frames, Hex.Text(buffer));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(1025)]
    public void Seal_LengthOutOfRange_Throws(int count)
    {
        FrameEncoder encoder = StartAt(SessionFrameVectors.ComputedOneByte_key, 0);
        byte[] buffer = Hex.Filled(2000);
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => encoder.Seal(buffer, 0, count));
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, buffer.Length));
    }

    [TestMethod]
    public void Seal_WithoutASession_ThrowsAndLeavesTheTextAlone()
    {
        byte[] buffer = Hex.Filled(32);
        FrameEncoder encoder = new FrameEncoder(Session.Crypto);
        Expect.Throws(typeof(InvalidOperationException), () => encoder.Seal(buffer, 0, 4));

        encoder.Start(Session.Keys(SessionFrameVectors.ComputedOneByte_key));
        encoder.Wipe();
        Expect.Throws(typeof(InvalidOperationException), () => encoder.Seal(buffer, 0, 4));
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, buffer.Length));
    }

    // The write key is noise: the accessory must not use it to seal.
    private static FrameEncoder StartAt(string keyHex, int counter)
    {
        SessionKeys keys = Session.Keys(keyHex);
        Array.Clear(keys.Bytes, SessionKeys.WriteKeyOffset, 32);
        FrameEncoder encoder = new FrameEncoder(Session.Crypto);
        encoder.Start(keys);
        byte[] frame = new byte[19];
        for (int i = 0; i < counter; i++)
        {
            encoder.Seal(frame, 0, 1);
        }

        return encoder;
    }
}
