// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Crypto;

namespace HapNano.Framing;

/// <summary>Opens the frames that a controller sends in a secured session.</summary>
/// <remarks>
/// After a frame that was refused every call is refused until the next start: the counters of both sides can no longer agree.
/// Allocates nothing after the start. Not thread-safe.
/// </remarks>
internal sealed class FrameDecoder
{
    private readonly CryptoProvider _crypto;
    private byte[] _key;
    private ulong _counter;

    /// <summary>Makes a decoder that opens nothing until it is started.</summary>
    internal FrameDecoder(CryptoProvider crypto)
    {
        _crypto = crypto;
    }

    /// <summary>Starts a session: the next frame is number 0.</summary>
    /// <param name="keys">Keys of the session; the decoder copies its own, and their owner wipes them.</param>
    internal void Start(SessionKeys keys)
    {
        _key = keys.Copy(SessionKeys.WriteKeyOffset);
        _counter = 0;
    }

    /// <summary>Ends the session and wipes the key; nothing opens any more.</summary>
    internal void Wipe()
    {
        SessionKeys.Wipe(_key);
        _key = null;
        _counter = 0;
    }

    /// <summary>Opens one secured frame in place (HAP session frames; RFC 8439 §2.8).</summary>
    /// <param name="buffer">length (2, little-endian) | ciphertext (1..1024) | tag (16). Plaintext replaces ciphertext.</param>
    /// <param name="offset">First byte of the frame.</param>
    /// <param name="count">Valid bytes from <paramref name="offset"/>; may hold part of a frame or several.</param>
    /// <param name="plaintextLength">Plaintext bytes at offset + 2; 0 unless the result is Done. The frame takes 18 bytes more.</param>
    /// <returns>Done, NeedMore, or Malformed (length 0 or over 1024, tag mismatch, no session; the caller must close).</returns>
    /// <remarks>The counter advances only on Done.</remarks>
    internal ParseStatus Open(byte[] buffer, int offset, int count, out int plaintextLength)
    {
        plaintextLength = 0;
        if (_key == null)
        {
            return ParseStatus.Malformed;
        }

        if (count < SessionFrame.LengthBytes)
        {
            return ParseStatus.NeedMore;
        }

        // An empty frame carries nothing, so a controller has no reason to send one; HomeKitADK takes it, by reading.
        int length = buffer[offset] | (buffer[offset + 1] << 8);
        if (length == 0 || length > SessionFrame.MaxPlaintextBytes)
        {
            return Refuse();
        }

        if (count < length + SessionFrame.OverheadBytes)
        {
            return ParseStatus.NeedMore;
        }

        int textOffset = offset + SessionFrame.LengthBytes;
        if (!_crypto.Open(buffer, textOffset, length, offset, SessionFrame.LengthBytes, _key, 0, _counter))
        {
            return Refuse();
        }

        _counter++;
        plaintextLength = length;
        return ParseStatus.Done;
    }

    private ParseStatus Refuse()
    {
        Wipe();
        return ParseStatus.Malformed;
    }
}
