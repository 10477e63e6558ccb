// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Pairing;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Fakes;

/// <summary>
/// The other end of the wire, as bodies: makes the controller's messages and checks the accessory's answers with the reference primitives
/// only. A check that fails throws, so a test needs no assert for it.
/// </summary>
/// <remarks>Everything it draws follows from its name, or is set outright to replay a transcript.</remarks>
internal sealed class TestController
{
    private static readonly byte[] s_user = Hex.Utf8("Pair-Setup");

    private byte[] _setupPublicKey;
    private byte[] _setupProof;
    private byte[] _setupKey;
    private byte[] _verifyPublicKey;
    private byte[] _verifyPeerKey;
    private byte[] _verifyKey;
    private ulong _sentFrames;
    private ulong _openedFrames;

    /// <summary>Makes a controller.</summary>
    /// <param name="name">Whatever tells it from others.</param>
    internal TestController(string name)
    {
        byte[] drawn = ReferenceSha512.Hash(Hex.Utf8("controller " + name));
        LtskSeed = Hex.Slice(drawn, 0, 32);
        VerifySecretKey = Hex.Slice(drawn, 32, 32);
        SetupPrivateValue = Hex.Slice(ReferenceSha512.Hash(drawn), 0, 32);
        Identifier = Hex.Utf8(Hex.Text(ReferenceSha512.Hash(SetupPrivateValue), 0, 18).ToUpper());
    }

    /// <summary>Pairing identifier, 36 bytes.</summary>
    internal byte[] Identifier { get; set; }

    /// <summary>Ed25519 seed.</summary>
    internal byte[] LtskSeed { get; set; }

    /// <summary>Ed25519 public key.</summary>
    internal byte[] Ltpk => ReferenceEd25519.PublicKey(LtskSeed);

    /// <summary>SRP private value a.</summary>
    internal byte[] SetupPrivateValue { get; set; }

    /// <summary>X25519 secret key of Pair Verify.</summary>
    internal byte[] VerifySecretKey { get; set; }

    /// <summary>The accessory's identifier, known from M6.</summary>
    internal byte[] AccessoryId { get; set; }

    /// <summary>The accessory's Ed25519 public key, known from M6.</summary>
    internal byte[] AccessoryLtpk { get; set; }

    /// <summary>X25519 shared secret, known from Pair Verify M2.</summary>
    internal byte[] SharedSecret { get; private set; }

    /// <summary>Key of what the accessory sends in a session.</summary>
    internal byte[] ReadKey { get; private set; }

    /// <summary>Key of what the controller sends in a session.</summary>
    internal byte[] WriteKey { get; private set; }

    /// <summary>K of Pair Setup, known from M2 and the code.</summary>
    internal byte[] SetupSessionKey { get; set; }

    /// <summary>Pair Setup M1.</summary>
    internal static byte[] SetupM1()
    {
        return Bytes.Concat(Item(TlvType.State, 1), Item(TlvType.Method, PairingMethod.PairSetup));
    }

    /// <summary>POST /pairings body that asks for all pairings.</summary>
    internal static byte[] ListPairings()
    {
        return Bytes.Concat(Item(TlvType.State, 1), Item(TlvType.Method, PairingMethod.ListPairings));
    }

    /// <summary>POST /pairings body that adds a pairing.</summary>
    internal static byte[] AddPairing(TestController added, byte permissions)
    {
        return Bytes.Concat(
            Item(TlvType.State, 1),
            Item(TlvType.Method, PairingMethod.AddPairing),
            Item(TlvType.Identifier, added.Identifier),
            Item(TlvType.PublicKey, added.Ltpk),
            Item(TlvType.Permissions, permissions));
    }

    /// <summary>POST /pairings body that removes a pairing.</summary>
    internal static byte[] RemovePairing(TestController removed)
    {
        return Bytes.Concat(
            Item(TlvType.State, 1),
            Item(TlvType.Method, PairingMethod.RemovePairing),
            Item(TlvType.Identifier, removed.Identifier));
    }

    /// <summary>Pair Setup M3, in the forms that HomeKitADK uses: K from S stripped, A stripped.</summary>
    internal byte[] SetupM3(byte[] m2, string code)
    {
        return SetupM3(m2, code, false, false);
    }

    /// <summary>Pair Setup M3.</summary>
    /// <param name="m2">The accessory's answer.</param>
    /// <param name="code">XXX-XX-XXX.</param>
    /// <param name="isSecretPadded">True hashes all 384 bytes of S into K.</param>
    /// <param name="isKeyPadded">True hashes all 384 bytes of A into the proof, and sends them.</param>
    internal byte[] SetupM3(byte[] m2, string code, bool isSecretPadded, bool isKeyPadded)
    {
        byte[] salt = Value(m2, TlvType.Salt);
        byte[] accessoryKey = Value(m2, TlvType.PublicKey);
        _setupPublicKey = ReferenceSrp.GeneratorPower(SetupPrivateValue);
        byte[] u = ReferenceSrp.Scrambler(_setupPublicKey, accessoryKey);
        byte[] x = ReferenceSrp.PrivateKey(s_user, salt, Hex.Utf8(code));
        byte[] secret = ReferenceSrp.ControllerSecret(accessoryKey, x, SetupPrivateValue, u);
        SetupSessionKey = ReferenceSha512.Hash(isSecretPadded ? secret : Bytes.WithoutLeadingZeros(secret));
        byte[] key = isKeyPadded ? _setupPublicKey : Bytes.WithoutLeadingZeros(_setupPublicKey);
        _setupProof = ReferenceSrp.ControllerProof(s_user, salt, key, Bytes.WithoutLeadingZeros(accessoryKey), SetupSessionKey);
        return Bytes.Concat(Item(TlvType.State, 3), Item(TlvType.PublicKey, key), Item(TlvType.Proof, _setupProof));
    }

    /// <summary>Pair Setup M5, after a check of the accessory's proof.</summary>
    internal byte[] SetupM5(byte[] m4)
    {
        Require(Bytes.AreEqual(Value(m4, TlvType.Proof), ReferenceSrp.AccessoryProof(_setupPublicKey, _setupProof, SetupSessionKey)));
        byte[] x = Hkdf(SetupSessionKey, "Pair-Setup-Controller-Sign-Salt", "Pair-Setup-Controller-Sign-Info");
        byte[] signature = ReferenceEd25519.Sign(Bytes.Concat(x, Identifier, Ltpk), LtskSeed, Ltpk);
        return SealedM5(Bytes.Concat(
            Item(TlvType.Identifier, Identifier),
            Item(TlvType.PublicKey, Ltpk),
            Item(TlvType.Signature, signature)));
    }

    /// <summary>A Pair Setup M5 that carries whatever items it is given.</summary>
    internal byte[] SealedM5(byte[] items)
    {
        _setupKey = Hkdf(SetupSessionKey, "Pair-Setup-Encrypt-Salt", "Pair-Setup-Encrypt-Info");
        return Bytes.Concat(Item(TlvType.State, 5), Item(TlvType.EncryptedData, Seal(_setupKey, "PS-Msg05", items)));
    }

    /// <summary>Checks Pair Setup M6 and remembers the accessory.</summary>
    internal void SetupM6(byte[] m6)
    {
        byte[] items = Open(_setupKey, "PS-Msg06", Value(m6, TlvType.EncryptedData));
        AccessoryId = Value(items, TlvType.Identifier);
        AccessoryLtpk = Value(items, TlvType.PublicKey);
        byte[] x = Hkdf(SetupSessionKey, "Pair-Setup-Accessory-Sign-Salt", "Pair-Setup-Accessory-Sign-Info");
        byte[] info = Bytes.Concat(x, AccessoryId, AccessoryLtpk);
        Require(ReferenceEd25519.Verify(Value(items, TlvType.Signature), info, AccessoryLtpk));
    }

    /// <summary>Pair Verify M1.</summary>
    internal byte[] VerifyM1()
    {
        _verifyPublicKey = ReferenceX25519.PublicKey(VerifySecretKey);
        return Bytes.Concat(Item(TlvType.State, 1), Item(TlvType.PublicKey, _verifyPublicKey));
    }

    /// <summary>Pair Verify M3, after a check of the accessory's signature.</summary>
    internal byte[] VerifyM3(byte[] m2)
    {
        _verifyPeerKey = Value(m2, TlvType.PublicKey);
        SharedSecret = ReferenceX25519.Multiply(VerifySecretKey, _verifyPeerKey);
        _verifyKey = Hkdf(SharedSecret, "Pair-Verify-Encrypt-Salt", "Pair-Verify-Encrypt-Info");
        byte[] items = Open(_verifyKey, "PV-Msg02", Value(m2, TlvType.EncryptedData));
        Require(Bytes.AreEqual(Value(items, TlvType.Identifier), AccessoryId));
        byte[] info = Bytes.Concat(_verifyPeerKey, AccessoryId, _verifyPublicKey);
        Require(ReferenceEd25519.Verify(Value(items, TlvType.Signature), info, AccessoryLtpk));
        byte[] signature = ReferenceEd25519.Sign(Bytes.Concat(_verifyPublicKey, Identifier, _verifyPeerKey), LtskSeed, Ltpk);
        return SealedM3(Bytes.Concat(Item(TlvType.Identifier, Identifier), Item(TlvType.Signature, signature)));
    }

    /// <summary>A Pair Verify M3 that carries whatever items it is given.</summary>
    internal byte[] SealedM3(byte[] items)
    {
        return Bytes.Concat(Item(TlvType.State, 3), Item(TlvType.EncryptedData, Seal(_verifyKey, "PV-Msg03", items)));
    }

    /// <summary>Checks Pair Verify M4 and makes the keys of the session.</summary>
    internal void VerifyM4(byte[] m4)
    {
        Require(Value(m4, TlvType.Error) == null && Value(m4, TlvType.State)[0] == 4);
        ReadKey = Hkdf(SharedSecret, "Control-Salt", "Control-Read-Encryption-Key");
        WriteKey = Hkdf(SharedSecret, "Control-Salt", "Control-Write-Encryption-Key");
        _sentFrames = 0;
        _openedFrames = 0;
    }

    /// <summary>Frames that carry some bytes of a session to the accessory.</summary>
    internal byte[] SealFrames(byte[] plaintext)
    {
        byte[] frames = new byte[0];
        for (int start = 0; start < plaintext.Length; start += 1024)
        {
            int count = plaintext.Length - start < 1024 ? plaintext.Length - start : 1024;
            byte[] length = new byte[] { (byte)count, (byte)(count >> 8) };
            byte[] ciphertext = ReferenceAead.Seal(WriteKey, Counter(_sentFrames), length, Hex.Slice(plaintext, start, count));
            _sentFrames++;
            frames = Bytes.Concat(frames, length, ciphertext);
        }

        return frames;
    }

    /// <summary>What whole frames of a session from the accessory carry.</summary>
    internal byte[] OpenFrames(byte[] frames)
    {
        byte[] plaintext = new byte[0];
        int start = 0;
        while (start < frames.Length)
        {
            int count = frames[start] | (frames[start + 1] << 8);
            byte[] text = ReferenceAead.Open(
                ReadKey,
                Counter(_openedFrames),
                Hex.Slice(frames, start, 2),
                Hex.Slice(frames, start + 2, count),
                Hex.Slice(frames, start + 2 + count, 16));
            Require(text != null);
            _openedFrames++;
            plaintext = Bytes.Concat(plaintext, text);
            start += 2 + count + 16;
        }

        return plaintext;
    }

    /// <summary>A TLV8 item of any length, fragments included.</summary>
    internal static byte[] Item(byte type, params byte[] value)
    {
        byte[] item = value.Length == 0 ? new byte[] { type, 0 } : new byte[0];
        for (int start = 0; start < value.Length; start += 255)
        {
            int count = value.Length - start < 255 ? value.Length - start : 255;
            item = Bytes.Concat(item, new byte[] { type, (byte)count }, Hex.Slice(value, start, count));
        }

        return item;
    }

    /// <summary>The value of the first item of a type, fragments joined; null when there is none.</summary>
    internal static byte[] Value(byte[] body, byte type)
    {
        byte[] value = null;
        int at = 0;
        while (at < body.Length)
        {
            if (body[at] == type)
            {
                byte[] fragment = Hex.Slice(body, at + 2, body[at + 1]);
                value = value == null ? fragment : Bytes.Concat(value, fragment);
                if (fragment.Length < 255)
                {
                    return value;
                }
            }

            at += 2 + body[at + 1];
        }

        return value;
    }

    private static byte[] Hkdf(byte[] secret, string salt, string info)
    {
        return ReferenceSha512.Hkdf(secret, Hex.Utf8(salt), Hex.Utf8(info), 32);
    }

    private static byte[] Seal(byte[] key, string label, byte[] text)
    {
        return ReferenceAead.Seal(key, Bytes.Concat(new byte[4], Hex.Utf8(label)), new byte[0], text);
    }

    private static byte[] Open(byte[] key, string label, byte[] sealedText)
    {
        int count = sealedText.Length - 16;
        byte[] text = ReferenceAead.Open(
            key,
            Bytes.Concat(new byte[4], Hex.Utf8(label)),
            new byte[0],
            Hex.Slice(sealedText, 0, count),
            Hex.Slice(sealedText, count, 16));
        Require(text != null);
        return text;
    }

    private static byte[] Counter(ulong value)
    {
        byte[] nonce = new byte[12];
        for (int i = 0; i < 8; i++)
        {
            nonce[4 + i] = (byte)(value >> (8 * i));
        }

        return nonce;
    }

    private static void Require(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("the accessory's answer is wrong");
        }
    }
}
