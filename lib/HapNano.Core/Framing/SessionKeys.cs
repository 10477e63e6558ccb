// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Crypto;

namespace HapNano.Framing;

/// <summary>The two keys of a secured session (HAP session frames).</summary>
/// <remarks>
/// <para>Read and Write are named from the controller's side: the accessory seals with the read key and opens with the write key.</para>
/// <para>Sizes in bytes: shared secret 32 (from Pair Verify) , each key 32. Made when a session starts, and wiped as soon as decoder and encoder have
/// their copies.</para>
/// </remarks>
internal sealed class SessionKeys
{
    /// <summary>First byte of the Control-Read-Encryption-Key in <see cref="Bytes"/>.</summary>
    internal const int ReadKeyOffset = 0;

    /// <summary>First byte of the Control-Write-Encryption-Key in <see cref="Bytes"/>.</summary>
    internal const int WriteKeyOffset = CryptoProvider.KeyBytes;

    private const int TotalBytes = 2 * CryptoProvider.KeyBytes;

    // Text, which stays in flash: as bytes they are needed once a session.
    private const string Salt = "Control-Salt";
    private const string ReadInfo = "Control-Read-Encryption-Key";
    private const string WriteInfo = "Control-Write-Encryption-Key";

    /// <summary>read key (32) | write key (32). Secret.</summary>
    internal readonly byte[] Bytes = new byte[TotalBytes];

    /// <summary>Derives both keys.</summary>
    /// <param name="crypto">Does the HKDF-SHA-512.</param>
    /// <param name="sharedSecret">Holds the X25519 shared secret of Pair Verify, 32 bytes.</param>
    /// <param name="offset">First byte of the secret.</param>
    internal void Derive(CryptoProvider crypto, byte[] sharedSecret, int offset)
    {
        byte[] salt = Encoding.UTF8.GetBytes(Salt);
        crypto.HkdfSha512(
            Bytes, ReadKeyOffset, CryptoProvider.KeyBytes, sharedSecret, offset, CryptoProvider.KeyBytes, salt, Encoding.UTF8.GetBytes(ReadInfo));
        crypto.HkdfSha512(
            Bytes, WriteKeyOffset, CryptoProvider.KeyBytes, sharedSecret, offset, CryptoProvider.KeyBytes, salt, Encoding.UTF8.GetBytes(WriteInfo));
    }

    /// <summary>Copies one key.</summary>
    /// <param name="offset"><see cref="ReadKeyOffset"/> or <see cref="WriteKeyOffset"/>.</param>
    /// <returns>32 bytes that belong to the caller, who wipes them.</returns>
    internal byte[] Copy(int offset)
    {
        byte[] key = new byte[CryptoProvider.KeyBytes];
        Array.Copy(Bytes, offset, key, 0, CryptoProvider.KeyBytes);
        return key;
    }

    /// <summary>Overwrites both keys with zeros.</summary>
    internal void Wipe()
    {
        Wipe(Bytes);
    }

    /// <summary>Overwrites a key with zeros; null has none.</summary>
    internal static void Wipe(byte[] key)
    {
        if (key != null)
        {
            Array.Clear(key, 0, key.Length);
        }
    }
}
