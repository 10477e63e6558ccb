// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;

namespace HapNano.Framing;

/// <summary>Sizes of a session frame: length (2, little-endian, of the plaintext) | ciphertext (1..1024) | tag (16).</summary>
internal static class SessionFrame
{
    /// <summary>Bytes of the length, which is also the additional authenticated data.</summary>
    internal const int LengthBytes = 2;

    /// <summary>Plaintext of one frame, at most; longer messages are split.</summary>
    internal const int MaxPlaintextBytes = 1024;

    /// <summary>Bytes of the Poly1305 tag.</summary>
    internal const int TagBytes = CryptoProvider.TagBytes;

    /// <summary>What a frame adds to its plaintext.</summary>
    internal const int OverheadBytes = LengthBytes + TagBytes;

    /// <summary>The longest frame: 2 + 1024 + 16.</summary>
    internal const int MaxFrameBytes = LengthBytes + MaxPlaintextBytes + TagBytes;
}
