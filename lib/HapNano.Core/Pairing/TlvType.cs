// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>Types of the items in pairing bodies, with the numbers that go on the wire.</summary>
/// <remarks>Constants rather than an enum: they index arrays and meet bytes everywhere.</remarks>
internal static class TlvType
{
    /// <summary>What is asked for: one byte of <see cref="PairingMethod"/>.</summary>
    public const byte Method = 0x00;

    /// <summary>Pairing identifier, 1..36 bytes.</summary>
    public const byte Identifier = 0x01;

    /// <summary>SRP salt, 16 bytes.</summary>
    public const byte Salt = 0x02;

    /// <summary>SRP (1..384), X25519 (32) or Ed25519 (32) public key.</summary>
    public const byte PublicKey = 0x03;

    /// <summary>SRP proof, 64 bytes.</summary>
    public const byte Proof = 0x04;

    /// <summary>Sealed items: ciphertext, then the 16-byte tag.</summary>
    public const byte EncryptedData = 0x05;

    /// <summary>Number of the message, one byte: 1 is M1.</summary>
    public const byte State = 0x06;

    /// <summary>One byte of <see cref="TlvError"/>; absent when there is no error.</summary>
    public const byte Error = 0x07;

    /// <summary>Ed25519 signature, 64 bytes.</summary>
    public const byte Signature = 0x0A;

    /// <summary>One byte: 0 user, 1 administrator.</summary>
    public const byte Permissions = 0x0B;

    /// <summary>Pair Setup flags, 0..4 bytes.</summary>
    public const byte Flags = 0x13;

    /// <summary>Empty item between two pairings of a list.</summary>
    public const byte Separator = 0xFF;
}
