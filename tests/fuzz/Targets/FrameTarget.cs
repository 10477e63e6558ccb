// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using HapNano.Codec;
using HapNano.Framing;
using HapNano.Session;
using HapNano.Tests.Fakes;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>
/// Session frames in the input buffer. The input says in what pieces frames arrive and which byte of the stream is damaged; out comes the text up to
/// the damaged frame, in order, and nothing of it or behind it.
/// </summary>
/// <remarks>Input: damage position (2), its mask (1), then for each frame or window a length (2, little-endian): the odd ones are frames, the even ones windows.</remarks>
internal sealed class FrameTarget : FuzzTarget
{
    private const int LimitBytes = 2100;
    private const int MaxFrames = 8;

    /// <inheritdoc/>
    internal override string Name => "frames";

    /// <inheritdoc/>
    internal override int MaxBytes => 64;

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds()
    {
        yield return [0xFF, 0xFF, 0, 100, 0, 1, 0, 0, 4, 0, 4];
        yield return [20, 0, 1, 0, 4, 7, 0, 1, 0, 255, 3];
        yield return [0xFF, 0xFF, 0, 0, 4, 0xFF, 0xFF, 0, 4, 0xFF, 0xFF];
    }

    /// <inheritdoc/>
    internal override void Run(byte[] input)
    {
        var crypto = new QuickCrypto();
        byte[] stream = MakeStream(crypto, input, out byte[] text, out int intact);
        var decoder = new FrameDecoder(crypto);
        decoder.Start(Keys(crypto));
        var buffer = new InputBuffer(InputBuffer.FirstBytes);
        buffer.Open(decoder, LimitBytes);
        var received = new List<byte>();
        bool isOpen = true;
        for (int at = 0, window = 0; at < stream.Length && isOpen; window++)
        {
            int room = buffer.OpenWindow();
            Require(room > 0 && room <= LimitBytes, "no room though nothing is held back");
            int count = Math.Min(Math.Min(room, WindowAt(input, window)), stream.Length - at);
            stream.AsSpan(at, count).CopyTo(buffer.Buffer.AsSpan(buffer.WindowOffset));
            buffer.Append(count);
            at += count;
            isOpen = Open(buffer, received);
            Require(buffer.Buffer.Length <= LimitBytes, "grown over the limit");
            if (buffer.TryClose())
            {
                Require(buffer.Buffer.Length == InputBuffer.FirstBytes, "nothing held, and a long array");
                buffer.Open(decoder, LimitBytes);
            }
        }

        Require(received.Count == intact && text.AsSpan(0, intact).SequenceEqual(received.ToArray()), "not the text that was sent");
        Require(isOpen == (intact == text.Length), "the damage was not seen");
    }

    private static bool Open(InputBuffer buffer, List<byte> received)
    {
        ParseStatus status = buffer.OpenFrame();
        while (status == ParseStatus.Done)
        {
            received.AddRange(buffer.Buffer[InputBuffer.RequestStart..buffer.TextEnd]);
            buffer.Consume(buffer.TextEnd);
            status = buffer.OpenFrame();
        }

        return status == ParseStatus.NeedMore;
    }

    private static int Number(byte[] input, int at) => at + 1 < input.Length ? input[at] | (input[at + 1] << 8) : 0;

    private static int WindowAt(byte[] input, int window) => 1 + Number(input, 5 + (4 * window % Math.Max(1, input.Length - 5)));

    private static byte[] MakeStream(QuickCrypto crypto, byte[] input, out byte[] text, out int intact)
    {
        var stream = new List<byte>();
        var sent = new List<byte>();
        var encoder = new FrameEncoder(crypto);
        encoder.Start(Swapped(Keys(crypto)));
        int damaged = Number(input, 0);
        byte mask = input.Length > 2 ? input[2] : (byte)0;
        intact = -1;
        for (int at = 3, frame = 0; at + 1 < input.Length && frame < MaxFrames; at += 4, frame++)
        {
            int count = 1 + (Number(input, at) % SessionFrame.MaxPlaintextBytes);
            byte[] buffer = new byte[count + SessionFrame.OverheadBytes];
            for (int i = 0; i < count; i++)
            {
                buffer[2 + i] = (byte)(i + frame);
            }

            byte[] plain = buffer[2..(2 + count)];
            encoder.Seal(buffer, 0, count);
            bool isHit = mask != 0 && damaged >= stream.Count && damaged < stream.Count + buffer.Length;
            if (isHit)
            {
                buffer[damaged - stream.Count] ^= mask;
                intact = sent.Count;
            }

            stream.AddRange(buffer);
            sent.AddRange(plain);
            if (isHit)
            {
                // A damaged length may make the frame longer than what is there: enough follows to see it.
                stream.AddRange(new byte[70000]);
                sent.AddRange(new byte[1]);
                break;
            }
        }

        text = [.. sent];
        intact = intact < 0 ? text.Length : intact;
        return [.. stream];
    }

    private static SessionKeys Keys(QuickCrypto crypto)
    {
        var keys = new SessionKeys();
        keys.Derive(crypto, new byte[32], 0);
        return keys;
    }

    // The classes are the accessory's: for a controller the two keys change places.
    private static SessionKeys Swapped(SessionKeys keys)
    {
        byte[] readKey = keys.Bytes[SessionKeys.ReadKeyOffset..(SessionKeys.ReadKeyOffset + 32)];
        Array.Copy(keys.Bytes, SessionKeys.WriteKeyOffset, keys.Bytes, SessionKeys.ReadKeyOffset, 32);
        readKey.CopyTo(keys.Bytes, SessionKeys.WriteKeyOffset);
        return keys;
    }
}
