// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;
using HapNano.Framing;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Framing;

/// <summary>Keys and frames for the tests of both directions.</summary>
internal static class Session
{
    /// <summary>The oracle that seals and opens.</summary>
    internal static readonly CryptoProvider Crypto = new ReferenceCrypto("frames");

    /// <summary>Keys as the vectors name them, the same in both directions.</summary>
    internal static SessionKeys Keys(string keyHex)
    {
        byte[] key = Hex.Bytes(keyHex);
        SessionKeys keys = new SessionKeys();
        Array.Copy(key, 0, keys.Bytes, SessionKeys.ReadKeyOffset, key.Length);
        Array.Copy(key, 0, keys.Bytes, SessionKeys.WriteKeyOffset, key.Length);
        return keys;
    }

    /// <summary>Plaintext of the computed vectors: byte i is i * 7 + 3.</summary>
    internal static byte[] Plaintext(int count)
    {
        byte[] text = new byte[count];
        for (int i = 0; i < count; i++)
        {
            text[i] = (byte)((i * 7) + 3);
        }

        return text;
    }

    /// <summary>Frames of one text, made without the product's encoder.</summary>
    internal static byte[] Frames(string keyHex, ulong counter, byte[] text)
    {
        byte[] key = Hex.Bytes(keyHex);
        byte[] frames = new byte[text.Length + (18 * ((text.Length + 1023) / 1024))];
        int at = 0;
        for (int done = 0; done < text.Length; done += 1024)
        {
            int count = text.Length - done < 1024 ? text.Length - done : 1024;
            frames[at] = (byte)count;
            frames[at + 1] = (byte)(count >> 8);
            Array.Copy(text, done, frames, at + 2, count);
            Crypto.Seal(frames, at + 2, count, at, 2, key, 0, counter);
            counter++;
            at += 18 + count;
        }

        return frames;
    }
}
