// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Crypto;

namespace HapNano.Pairing;

/// <summary>What one attempt at Pair Setup must keep to itself from M3 to M6: the proofs and the keys, and what is sealed and signed with them.</summary>
/// <remarks>
/// <para>References: RFC 5869 (HKDF), RFC 8439 (ChaCha20-Poly1305), RFC 8032 (Ed25519).</para>
/// <para>Sizes in bytes: proofs 64 each, K 64, key of M5 and M6 32. Made before the accessory's first M1 and let go when it is paired.</para>
/// </remarks>
internal sealed class SetupKeys
{
    private readonly PairingContext _context;
    private readonly byte[] _proof = new byte[CryptoProvider.SrpProofBytes];          // the controller's M1 proof, while S is computed
    private readonly byte[] _answer = new byte[CryptoProvider.SrpProofBytes];         // our M2 proof, until M4 is written
    private readonly byte[] _sessionKey = new byte[CryptoProvider.SrpProofBytes];     // K, from M4 to M6
    private readonly byte[] _setupKey = new byte[CryptoProvider.KeyBytes];            // seals M5 and M6

    /// <summary>Holds nothing yet.</summary>
    internal SetupKeys(PairingContext context)
    {
        _context = context;
    }

    /// <summary>True when no key and no proof is left. For tests.</summary>
    internal bool IsWiped => IsZero(_proof) && IsZero(_answer) && IsZero(_sessionKey) && IsZero(_setupKey);

    /// <summary>Keeps the proof of M3 until S is known.</summary>
    internal void TakeProof(byte[] body)
    {
        Array.Copy(body, _context.Message.Offset(TlvType.Proof), _proof, 0, _proof.Length);
    }

    /// <summary>Checks the proof of M3, and derives K and the answer when it is right.</summary>
    /// <param name="set">Has computed S.</param>
    internal bool CheckProof(SrpSet set)
    {
        bool isRight = set.FinishSession(_context.Setup.Salt, _proof, _sessionKey, _answer);
        Array.Clear(_proof, 0, _proof.Length);
        return isRight;
    }

    /// <summary>Writes the answer to a right proof, once.</summary>
    internal void WriteAnswer(Tlv8Writer response)
    {
        response.Write(TlvType.Proof, _answer, 0, _answer.Length);
        Array.Clear(_answer, 0, _answer.Length);
    }

    /// <summary>Opens the sealed items of M5 in place.</summary>
    /// <returns>False when the tag does not verify.</returns>
    internal bool TryOpenM5(byte[] body)
    {
        Derive(_setupKey, PairingLabels.PairSetupEncryptSalt, PairingLabels.PairSetupEncryptInfo);
        return _context.TryOpen(body, _setupKey, 0, PairingLabels.PairSetupM5Nonce);
    }

    /// <summary>HAP Pair Setup M5: the controller signs iOSDeviceX | its identifier | its long-term public key.</summary>
    /// <param name="body">Holds the opened items.</param>
    internal bool IsSignedByController(byte[] body)
    {
        PairingMessage message = _context.Message;
        Derive(_context.Info, PairingLabels.ControllerSignSalt, PairingLabels.ControllerSignInfo);
        int keyOffset = message.Offset(TlvType.PublicKey);
        int infoCount = _context.ComposeInfoTail(
            body, message.Offset(TlvType.Identifier), message.Length(TlvType.Identifier),
            body, keyOffset);
        return _context.Crypto.Ed25519Verify(body, message.Offset(TlvType.Signature), _context.Info, 0, infoCount, body, keyOffset);
    }

    /// <summary>HAP Pair Setup M6: the accessory signs AccessoryX | device id | its long-term public key.</summary>
    internal void WriteM6(Tlv8Writer response)
    {
        Derive(_context.Info, PairingLabels.AccessorySignSalt, PairingLabels.AccessorySignInfo);
        int infoCount = _context.ComposeInfoTail(
            _context.Identity.DeviceId, 0, DeviceIdentity.DeviceIdTextBytes,
            _context.Identity.PublicKey, 0);
        _context.WriteSealed(response, infoCount, true, _setupKey, 0, PairingLabels.PairSetupM6Nonce);
    }

    /// <summary>Overwrites everything with zeros.</summary>
    internal void Wipe()
    {
        Array.Clear(_proof, 0, _proof.Length);
        Array.Clear(_answer, 0, _answer.Length);
        Array.Clear(_sessionKey, 0, _sessionKey.Length);
        Array.Clear(_setupKey, 0, _setupKey.Length);
    }

    /// <summary>True when all bytes are zero. For tests.</summary>
    internal static bool IsZero(byte[] bytes)
    {
        int sum = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            sum |= bytes[i];
        }

        return sum == 0;
    }

    private void Derive(byte[] key, string salt, string info)
    {
        _context.Crypto.HkdfSha512(key, 0, CryptoProvider.KeyBytes, _sessionKey, 0, _sessionKey.Length, PairingLabels.Bytes(salt), PairingLabels.Bytes(info));
    }
}
