// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;

namespace HapNano.Framing;

/// <summary>Seals the frames that the accessory sends in a secured session.</summary>
/// <remarks>
/// A sealed frame must be sent, in the order of sealing, or the connection closed: a counter is never used twice and never goes back.
/// Allocates nothing after the start. Not thread-safe.
/// </remarks>
internal sealed class FrameEncoder
{
    private readonly CryptoProvider _crypto;
    private byte[] _key;
    private ulong _counter;

    /// <summary>Makes an encoder that seals nothing until it is started.</summary>
    internal FrameEncoder(CryptoProvider crypto)
    {
        _crypto = crypto;
    }

    /// <summary>Starts a session: the next frame is number 0.</summary>
    /// <param name="keys">Keys of the session; the encoder copies its own, and their owner wipes them.</param>
    internal void Start(SessionKeys keys)
    {
        _key = keys.Copy(SessionKeys.ReadKeyOffset);
        _counter = 0;
    }

    /// <summary>Ends the session and wipes the key.</summary>
    internal void Wipe()
    {
        SessionKeys.Wipe(_key);
        _key = null;
        _counter = 0;
    }

    /// <summary>Seals one frame in place (HAP session frames; RFC 8439 §2.8).</summary>
    /// <param name="buffer">2 free bytes | plaintext | 16 free bytes; becomes length | ciphertext | tag.</param>
    /// <param name="offset">First byte of the frame, two before the plaintext.</param>
    /// <param name="plaintextLength">Plaintext bytes at offset + 2, 1..1024.</param>
    /// <returns>Bytes of the frame: 18 more than the plaintext.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The plaintext is empty or too long for one frame.</exception>
    /// <exception cref="InvalidOperationException">No session was started: plaintext must not leave by mistake.</exception>
    internal int Seal(byte[] buffer, int offset, int plaintextLength)
    {
        if (plaintextLength < 1 || plaintextLength > SessionFrame.MaxPlaintextBytes)
        {
            throw new ArgumentOutOfRangeException();
        }

        if (_key == null)
        {
            throw new InvalidOperationException();
        }

        buffer[offset] = (byte)plaintextLength;
        buffer[offset + 1] = (byte)(plaintextLength >> 8);
        _crypto.Seal(
            buffer, offset + SessionFrame.LengthBytes, plaintextLength,
            offset, SessionFrame.LengthBytes,
            _key, 0, _counter);
        _counter++;
        return plaintextLength + SessionFrame.OverheadBytes;
    }
}
