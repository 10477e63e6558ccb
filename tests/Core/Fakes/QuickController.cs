// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;
using HapNano.Pairing;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Fakes;

/// <summary>A controller's half of the pairing exchanges for <see cref="QuickCrypto"/>, as bodies.</summary>
internal sealed class QuickController
{
    private readonly QuickCrypto _crypto = new QuickCrypto();
    private readonly byte[] _ltskSeed = new byte[32];
    private readonly byte[] _secretKey = new byte[32];
    private readonly byte[] _publicKey = new byte[32];
    private byte[] _sessionKey;
    private byte[] _sealKey;
    private byte[] _sharedSecret;

    /// <summary>Makes a controller.</summary>
    /// <param name="name">Whatever tells it from others.</param>
    internal QuickController(string name)
    {
        byte[] drawn = new byte[64];
        byte[] text = Hex.Utf8(name);
        _crypto.Sha512(text, 0, text.Length, drawn, 0);
        Identifier = Hex.Utf8(Hex.Text(drawn, 0, 18));
        Array.Copy(drawn, 0, _ltskSeed, 0, 32);
        Array.Copy(drawn, 32, _secretKey, 0, 32);
        _crypto.Ed25519PublicKey(Ltpk, 0, _ltskSeed, 0);
        _crypto.X25519PublicKey(_publicKey, 0, _secretKey, 0);
    }

    /// <summary>Pairing identifier, 36 bytes.</summary>
    internal byte[] Identifier { get; }

    /// <summary>Ed25519 public key.</summary>
    internal byte[] Ltpk { get; } = new byte[32];

    /// <summary>X25519 shared secret, known from Pair Verify M2.</summary>
    internal byte[] SharedSecret => _sharedSecret;

    /// <summary>The stored record of these pairings; the first <paramref name="adminCount"/> are administrators.</summary>
    internal static byte[] Record(int adminCount, params QuickController[] controllers)
    {
        byte[] record = new byte[2 + (controllers.Length * PairingRecord.PairingBytes)];
        record[0] = 1;
        record[1] = (byte)controllers.Length;
        for (int i = 0; i < controllers.Length; i++)
        {
            byte[] pairing = new byte[PairingRecord.PairingBytes];
            PairingRecord.Fill(
                pairing, controllers[i].Identifier, 0, controllers[i].Identifier.Length, controllers[i].Ltpk, 0, (byte)(i < adminCount ? 1 : 0));
            Array.Copy(pairing, 0, record, 2 + (i * PairingRecord.PairingBytes), PairingRecord.PairingBytes);
        }

        return record;
    }

    /// <summary>POST /pairings body that adds a pairing.</summary>
    internal static byte[] AddPairing(QuickController added, byte permissions)
    {
        return Bytes.Concat(
            TestController.Item(TlvType.State, 1),
            TestController.Item(TlvType.Method, PairingMethod.AddPairing),
            TestController.Item(TlvType.Identifier, added.Identifier),
            TestController.Item(TlvType.PublicKey, added.Ltpk),
            TestController.Item(TlvType.Permissions, permissions));
    }

    /// <summary>POST /pairings body that removes a pairing.</summary>
    internal static byte[] RemovePairing(QuickController removed)
    {
        return Bytes.Concat(
            TestController.Item(TlvType.State, 1),
            TestController.Item(TlvType.Method, PairingMethod.RemovePairing),
            TestController.Item(TlvType.Identifier, removed.Identifier));
    }

    /// <summary>Pair Setup M3.</summary>
    internal byte[] SetupM3(byte[] m2, string code)
    {
        byte[] key = new byte[384];
        byte[] proof = new byte[64];
        _crypto.Random(key, 0, 384);
        key[0] = 1;
        _sessionKey = _crypto.ControllerSessionKey(
            key, TestController.Value(m2, TlvType.PublicKey), TestController.Value(m2, TlvType.Salt), code);
        QuickCrypto.Prove(_sessionKey, 0, 1, proof, 0);
        return Bytes.Concat(
            TestController.Item(TlvType.State, 3), TestController.Item(TlvType.PublicKey, key), TestController.Item(TlvType.Proof, proof));
    }

    /// <summary>Pair Setup M5.</summary>
    internal byte[] SetupM5()
    {
        byte[] x = Derive(_sessionKey, "Pair-Setup-Controller-Sign-Salt", "Pair-Setup-Controller-Sign-Info");
        byte[] key = Derive(_sessionKey, "Pair-Setup-Encrypt-Salt", "Pair-Setup-Encrypt-Info");
        byte[] items = Bytes.Concat(
            TestController.Item(TlvType.Identifier, Identifier),
            TestController.Item(TlvType.PublicKey, Ltpk),
            TestController.Item(TlvType.Signature, Sign(Bytes.Concat(x, Identifier, Ltpk))));
        return Bytes.Concat(TestController.Item(TlvType.State, 5), TestController.Item(TlvType.EncryptedData, Seal(key, "PS-Msg05", items)));
    }

    /// <summary>Pair Verify M1.</summary>
    internal byte[] VerifyM1()
    {
        return Bytes.Concat(TestController.Item(TlvType.State, 1), TestController.Item(TlvType.PublicKey, _publicKey));
    }

    /// <summary>Pair Verify M3.</summary>
    internal byte[] VerifyM3(byte[] m2)
    {
        byte[] peerKey = TestController.Value(m2, TlvType.PublicKey);
        _sharedSecret = new byte[32];
        _crypto.X25519(_sharedSecret, 0, _secretKey, 0, peerKey, 0);
        _sealKey = Derive(_sharedSecret, "Pair-Verify-Encrypt-Salt", "Pair-Verify-Encrypt-Info");
        byte[] items = Bytes.Concat(
            TestController.Item(TlvType.Identifier, Identifier),
            TestController.Item(TlvType.Signature, Sign(Bytes.Concat(_publicKey, Identifier, peerKey))));
        return Bytes.Concat(TestController.Item(TlvType.State, 3), TestController.Item(TlvType.EncryptedData, Seal(_sealKey, "PV-Msg03", items)));
    }

    private byte[] Derive(byte[] secret, string salt, string info)
    {
        byte[] key = new byte[32];
        _crypto.HkdfSha512(key, 0, 32, secret, 0, secret.Length, Hex.Utf8(salt), Hex.Utf8(info));
        return key;
    }

    private byte[] Sign(byte[] message)
    {
        byte[] signature = new byte[64];
        _crypto.Ed25519Sign(signature, 0, message, 0, message.Length, _ltskSeed, 0, Ltpk, 0);
        return signature;
    }

    private byte[] Seal(byte[] key, string label, byte[] text)
    {
        byte[] nonce = Hex.Utf8(label);
        ulong number = 0;
        for (int i = 7; i >= 0; i--)
        {
            number = (number << 8) | nonce[i];
        }

        byte[] buffer = Bytes.Concat(text, new byte[CryptoProvider.TagBytes]);
        _crypto.Seal(buffer, 0, text.Length, 0, 0, key, 0, number);
        return buffer;
    }
}
