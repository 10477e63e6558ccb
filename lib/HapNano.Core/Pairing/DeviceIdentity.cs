// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;

namespace HapNano.Pairing;

/// <summary>Who the accessory is until its next factory reset: device id and long-term key.</summary>
/// <remarks>
/// <para>The device id is random, not an address of the radio: a factory reset makes another accessory of the same hardware.</para>
/// <para>Stored record, version 1:</para>
/// <code>
/// offset  bytes
///      0      1  version, 1
///      1      6  device id
///      7     32  Ed25519 seed (LTSK); the public key is computed from it at boot
/// </code>
/// <para>A longer record of version 1 is read; what follows is passed over.</para>
/// </remarks>
public sealed class DeviceIdentity
{
    /// <summary>Bytes of the device id as text.</summary>
    public const int DeviceIdTextBytes = 17;

    /// <summary>Bytes of the stored record.</summary>
    public const int StoredBytes = SeedOffset + CryptoProvider.KeyBytes;

    private const byte Version = 1;
    private const int DeviceIdOffset = 1;
    private const int DeviceIdBytes = 6;
    private const int SeedOffset = DeviceIdOffset + DeviceIdBytes;

    private DeviceIdentity(CryptoProvider crypto, byte[] record)
    {
        for (int i = 0; i < DeviceIdBytes; i++)
        {
            DeviceId[i * 3] = HexDigit(record[DeviceIdOffset + i] >> 4);
            DeviceId[(i * 3) + 1] = HexDigit(record[DeviceIdOffset + i] & 15);
            if (i + 1 < DeviceIdBytes)
            {
                DeviceId[(i * 3) + 2] = (byte)':';
            }
        }

        Array.Copy(record, SeedOffset, Seed, 0, Seed.Length);
        crypto.Ed25519PublicKey(PublicKey, 0, Seed, 0);
    }

    /// <summary>Device id and pairing identifier: <c>XX:XX:XX:XX:XX:XX</c>, upper case, 17 ASCII bytes. Case counts: it is signed and hashed.</summary>
    public byte[] DeviceId { get; } = new byte[DeviceIdTextBytes];

    /// <summary>Ed25519 public key (LTPK), 32 bytes.</summary>
    public byte[] PublicKey { get; } = new byte[CryptoProvider.KeyBytes];

    /// <summary>Ed25519 seed (LTSK), 32 bytes; secret.</summary>
    internal readonly byte[] Seed = new byte[CryptoProvider.KeyBytes];

    /// <summary>Draws the record of a new identity.</summary>
    /// <param name="crypto">Source of randomness.</param>
    /// <param name="record">Receives <see cref="StoredBytes"/> bytes; zero when the source is not ready.</param>
    /// <returns>False while the source of randomness cannot be trusted.</returns>
    internal static bool TryDraw(CryptoProvider crypto, byte[] record)
    {
        if (!crypto.Random(record, DeviceIdOffset, DeviceIdBytes) || !crypto.Random(record, SeedOffset, CryptoProvider.KeyBytes))
        {
            Array.Clear(record, 0, StoredBytes);
            return false;
        }

        record[0] = Version;
        return true;
    }

    /// <summary>Reads a stored record.</summary>
    /// <param name="crypto">Computes the public key.</param>
    /// <param name="record">Holds the record from its start.</param>
    /// <param name="count">Its bytes.</param>
    /// <returns>The identity; null when the record is damaged.</returns>
    internal static DeviceIdentity Read(CryptoProvider crypto, byte[] record, int count)
    {
        return count < StoredBytes || record[0] != Version ? null : new DeviceIdentity(crypto, record);
    }

    private static byte HexDigit(int value)
    {
        return (byte)(value < 10 ? '0' + value : 'A' + value - 10);
    }
}
