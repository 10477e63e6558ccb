// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;

namespace HapNano.Pairing;

/// <summary>What Pair Setup proves knowledge of: salt and verifier, with the setup id and, when the accessory drew it, the code itself.</summary>
/// <remarks>
/// <para>This is the accessory's label: it survives pairing, the last administrator's removal and factory reset.</para>
/// <para>Stored record, version 1:</para>
/// <code>
/// offset  bytes
///      0      1  version, 1
///      1      1  flags: bit 0 the code is stored
///      2      4  setup id, ASCII
///      6     10  setup code, ASCII XXX-XX-XXX; zero when it is not stored
///     16     16  SRP salt
///     32    384  SRP verifier, big-endian
/// </code>
/// <para>A longer record of version 1 is read; what follows is passed over.</para>
/// </remarks>
public sealed class SetupRecord
{
    /// <summary>Bytes of the stored record.</summary>
    public const int StoredBytes = VerifierOffset + CryptoProvider.SrpNumberBytes;

    private const byte Version = 1;
    private const byte CodeIsStored = 1;
    private const int FlagsOffset = 1;
    private const int SetupIdOffset = 2;
    private const int CodeOffset = SetupIdOffset + Pairing.SetupId.TextBytes;
    private const int SaltOffset = CodeOffset + SetupCode.TextBytes;
    private const int VerifierOffset = SaltOffset + CryptoProvider.SrpSaltBytes;

    private SetupRecord()
    {
    }

    /// <summary>Setup id, 4 ASCII bytes.</summary>
    public byte[] SetupId { get; } = new byte[Pairing.SetupId.TextBytes];

    /// <summary>Setup code, 10 ASCII bytes; null when only the label has it. Shown exactly while the accessory is unpaired.</summary>
    public byte[] Code { get; private set; }

    /// <summary>True when the code is part of the stored record, because the accessory drew it.</summary>
    public bool IsCodeStored { get; private set; }

    /// <summary>SRP salt, 16 bytes.</summary>
    internal readonly byte[] Salt = new byte[CryptoProvider.SrpSaltBytes];

    /// <summary>SRP verifier v, 384 bytes; whoever has it can try all codes.</summary>
    internal readonly byte[] Verifier = new byte[CryptoProvider.SrpNumberBytes];

    /// <summary>Makes a record with a new salt. Computes one modular exponentiation.</summary>
    /// <param name="crypto">Arithmetic and randomness.</param>
    /// <param name="code">Setup code, 10 valid ASCII bytes, which is then not stored; null to draw and store one.</param>
    /// <param name="setupId">Setup id, 4 valid ASCII bytes; null to draw one.</param>
    /// <returns>The record; null while the source of randomness cannot be trusted.</returns>
    internal static SetupRecord Create(CryptoProvider crypto, byte[] code, byte[] setupId)
    {
        SetupRecord record = new SetupRecord { Code = new byte[SetupCode.TextBytes], IsCodeStored = code == null };
        if (!(code == null ? SetupCode.TryDraw(crypto, record.Code) : Copy(code, record.Code))
            || !(setupId == null ? Pairing.SetupId.TryDraw(crypto, record.SetupId) : Copy(setupId, record.SetupId))
            || !crypto.Random(record.Salt, 0, record.Salt.Length))
        {
            return null;
        }

        ComputeVerifier(crypto, record.Salt, record.Code, record.Verifier);
        return record;
    }

    /// <summary>Reads a stored record.</summary>
    /// <param name="stored">Holds the record from its start.</param>
    /// <param name="count">Its bytes.</param>
    /// <returns>The record; null when it is damaged.</returns>
    internal static SetupRecord Read(byte[] stored, int count)
    {
        if (count < StoredBytes || stored[0] != Version || !Pairing.SetupId.IsValid(stored, SetupIdOffset, Pairing.SetupId.TextBytes))
        {
            return null;
        }

        SetupRecord record = new SetupRecord { IsCodeStored = (stored[FlagsOffset] & CodeIsStored) != 0 };
        if (record.IsCodeStored)
        {
            if (!SetupCode.IsValid(stored, CodeOffset, SetupCode.TextBytes))
            {
                return null;
            }

            record.Code = new byte[SetupCode.TextBytes];
            Array.Copy(stored, CodeOffset, record.Code, 0, SetupCode.TextBytes);
        }

        Array.Copy(stored, SetupIdOffset, record.SetupId, 0, Pairing.SetupId.TextBytes);
        Array.Copy(stored, SaltOffset, record.Salt, 0, CryptoProvider.SrpSaltBytes);
        Array.Copy(stored, VerifierOffset, record.Verifier, 0, CryptoProvider.SrpNumberBytes);
        return record;
    }

    /// <summary>Lays the record out as it is stored.</summary>
    /// <param name="stored">Receives <see cref="StoredBytes"/> bytes from its start.</param>
    internal void Write(byte[] stored)
    {
        Array.Clear(stored, 0, StoredBytes);
        stored[0] = Version;
        SetupId.CopyTo(stored, SetupIdOffset);
        if (IsCodeStored)
        {
            stored[FlagsOffset] = CodeIsStored;
            Code.CopyTo(stored, CodeOffset);
        }

        Salt.CopyTo(stored, SaltOffset);
        Verifier.CopyTo(stored, VerifierOffset);
    }

    /// <summary>Tells whether this record was made from <paramref name="code"/>; when it was, the code is known from here on, though not stored.</summary>
    /// <remarks>Computes one modular exponentiation.</remarks>
    internal bool Matches(CryptoProvider crypto, byte[] code)
    {
        byte[] verifier = new byte[CryptoProvider.SrpNumberBytes];
        ComputeVerifier(crypto, Salt, code, verifier);
        bool isSame = crypto.FixedTimeEquals(verifier, 0, Verifier, 0, verifier.Length);
        Array.Clear(verifier, 0, verifier.Length);
        if (isSame && Code == null)
        {
            Code = new byte[SetupCode.TextBytes];
            code.CopyTo(Code, 0);
        }

        return isSame;
    }

    /// <summary>Changes the setup id of a record that is about to be written again.</summary>
    internal void Rename(byte[] setupId)
    {
        setupId.CopyTo(SetupId, 0);
    }

    private static bool Copy(byte[] source, byte[] destination)
    {
        source.CopyTo(destination, 0);
        return true;
    }

    private static void ComputeVerifier(CryptoProvider crypto, byte[] salt, byte[] code, byte[] verifier)
    {
        byte[] work = new byte[crypto.SrpWorkBytes];
        crypto.SrpStartVerifier(work, salt, 0, code, 0);
        while (crypto.SrpStep(work))
        {
            // Each slice is bounded; this runs at boot only, before there is anybody to keep waiting.
        }

        crypto.SrpFinishVerifier(work, verifier, 0);
    }
}
