// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;
using System.Text;
using HapNano.Native;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Tests;

/// <summary>
/// One published vector for each primitive, at offsets that are not zero and between guard bytes: the C tests prove the
/// arithmetic, these prove that each argument arrives in its place.
/// </summary>
[TestClass]
public sealed class NativeCryptoTests
{
    private static readonly NativeCrypto s_crypto = new();

    [TestMethod]
    public void Sha512_Fips180Abc_IsDigest()
    {
        byte[] hash = Guarded(3, 64);

        s_crypto.Sha512(Encoding.ASCII.GetBytes("xabcx"), 1, 3, hash, 3);

        AssertGuarded(
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f", hash, 3);
    }

    [TestMethod]
    public void TurnPowerSaveOff_MachineThatIsNoChip_SaysThatThereIsNothingToTurnOff()
    {
        Assert.IsLessThan(0, s_crypto.TurnPowerSaveOff());
    }

    // HomeKitADK Tests/HAPCryptoTest; the inputs are those of RFC 5869 A.1.
    [TestMethod]
    public void HkdfSha512_Adk_IsOutput()
    {
        byte[] output = Guarded(2, 42);
        byte[] secret = [.. Enumerable.Repeat((byte)0x0b, 24)];

        s_crypto.HkdfSha512(
            output, 2, 42, secret, 1, 22, Hex("000102030405060708090a0b0c"), Hex("f0f1f2f3f4f5f6f7f8f9"));

        AssertGuarded("832390086cda71fb47625bb5ceb168e4c8e26a1a16ed34d9fc7fe92c1481579338da362cb8d9f925d7cb", output, 2);
    }

    // HAP-NodeJS util/hapCrypto.spec: frame 8, its length bytes are the additional data.
    [TestMethod]
    public void SealAndOpen_HapNodejsFrame_AreEachOther()
    {
        byte[] key = [0xEE, .. Vector.Bytes(typeof(SessionFrameVectors), "HapNodejsHttpResponse_key")];
        byte[] text = Vector.Bytes(typeof(SessionFrameVectors), "HapNodejsHttpResponse_plaintext");
        byte[] frame = Vector.Bytes(typeof(SessionFrameVectors), "HapNodejsHttpResponse_frame");
        byte[] buffer = [0xA5, .. frame[..2], .. text, .. new byte[16], 0xA5];

        s_crypto.Seal(buffer, 3, text.Length, 1, 2, key, 1, 8);
        CollectionAssert.AreEqual(new byte[] { 0xA5, 0xA5 }, new[] { buffer[0], buffer[^1] });
        CollectionAssert.AreEqual(frame, buffer[1..^1]);

        Assert.IsTrue(s_crypto.Open(buffer, 3, text.Length, 1, 2, key, 1, 8));
        CollectionAssert.AreEqual(text, buffer[3..^17]);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(-2)]
    public void Open_OneBitWrong_IsRefusedWithZeroes(int at)
    {
        byte[] key = Vector.Bytes(typeof(SessionFrameVectors), "HapNodejsHttpResponse_key");
        byte[] frame = [0, .. Vector.Bytes(typeof(SessionFrameVectors), "HapNodejsHttpResponse_frame"), 0];
        int count = frame.Length - 20;
        frame[at < 0 ? frame.Length + at : at] ^= 0x10;

        Assert.IsFalse(s_crypto.Open(frame, 3, count, 1, 2, key, 0, 8));

        Assert.IsFalse(frame.AsSpan(3, count).ContainsAnyExcept((byte)0));
    }

    [TestMethod]
    public void Open_OtherNonce_IsRefused()
    {
        byte[] key = Vector.Bytes(typeof(SessionFrameVectors), "HapNodejsHttpResponse_key");
        byte[] frame = Vector.Bytes(typeof(SessionFrameVectors), "HapNodejsHttpResponse_frame");

        Assert.IsFalse(s_crypto.Open((byte[])frame.Clone(), 2, frame.Length - 18, 0, 2, key, 0, 9));
        Assert.IsFalse(s_crypto.Open((byte[])frame.Clone(), 2, frame.Length - 18, 0, 2, key, 0, 8 | (1UL << 63)));
    }

    // RFC 7748 §6.1.
    [TestMethod]
    public void X25519_Rfc7748AliceAndBob_AgreeOnTheSecret()
    {
        byte[] alice = [1, .. Hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")];
        byte[] bobKey = [2, 3, .. Hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")];
        byte[] publicKey = Guarded(4, 32);
        byte[] shared = Guarded(5, 32);

        s_crypto.X25519PublicKey(publicKey, 4, alice, 1);
        Assert.IsTrue(s_crypto.X25519(shared, 5, alice, 1, bobKey, 2));

        AssertGuarded("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a", publicKey, 4);
        AssertGuarded("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", shared, 5);
    }

    [TestMethod]
    public void X25519_PointOfLowOrder_IsRefusedWithZeroes()
    {
        byte[] shared = Guarded(1, 32);

        Assert.IsFalse(s_crypto.X25519(shared, 1, Hex(new string('7', 64)), 0, new byte[32], 0));

        AssertGuarded(new string('0', 64), shared, 1);
    }

    // RFC 8032 §7.1, test 2.
    [TestMethod]
    public void Ed25519_Rfc8032Test2_SignsAndVerifies()
    {
        byte[] seed = [9, .. Hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")];
        byte[] publicKey = Guarded(2, 32);
        byte[] signature = Guarded(3, 64);
        byte[] message = [0, 0x72, 0];

        s_crypto.Ed25519PublicKey(publicKey, 2, seed, 1);
        AssertGuarded("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", publicKey, 2);

        s_crypto.Ed25519Sign(signature, 3, message, 1, 1, seed, 1, publicKey, 2);
        AssertGuarded(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00", signature, 3);

        Assert.IsTrue(s_crypto.Ed25519Verify(signature, 3, message, 1, 1, publicKey, 2));
        Assert.IsFalse(s_crypto.Ed25519Verify(signature, 3, message, 0, 1, publicKey, 2));
    }

    [TestMethod]
    public void FixedTimeEquals_LastByteDiffers_IsFalse()
    {
        byte[] left = [0, 1, 2, 3];
        byte[] right = [1, 2, 4];

        Assert.IsTrue(s_crypto.FixedTimeEquals(left, 1, right, 0, 2));
        Assert.IsFalse(s_crypto.FixedTimeEquals(left, 1, right, 0, 3));
        Assert.IsTrue(s_crypto.FixedTimeEquals(left, 4, right, 3, 0));
    }

    [TestMethod]
    public void Random_TwoDraws_FillOnlyTheirPlaceAndDiffer()
    {
        byte[] first = Guarded(2, 32);
        byte[] second = Guarded(2, 32);

        Assert.IsTrue(s_crypto.Random(first, 2, 32));
        Assert.IsTrue(s_crypto.Random(second, 2, 32));

        AssertGuarded(Convert.ToHexStringLower(first, 2, 32), first, 2);
        CollectionAssert.AreNotEqual(first, second);
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex);

    // offset guard bytes, the place for the output, one more guard byte.
    private static byte[] Guarded(int offset, int count) => [.. Enumerable.Repeat((byte)0xA5, offset + count + 1)];

    private static void AssertGuarded(string expected, byte[] actual, int offset)
    {
        byte[] guards = [.. actual[..offset], actual[^1]];
        Assert.IsFalse(guards.AsSpan().ContainsAnyExcept((byte)0xA5));
        Assert.AreEqual(expected, Convert.ToHexStringLower(actual, offset, actual.Length - offset - 1));
    }
}
