// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>The oracle's own vectors: SRP step by step.</summary>
[TestClass]
public class ReferenceSrpTests
{
    [TestMethod]
    public void Prime_IsTheGroupOfRfc5054()
    {
        Assert.AreEqual(SrpVectors.Group_N, Hex.Text(ReferenceSrp.Prime));
    }

    [TestMethod]
    [DataRow(SrpVectors.HapPlain_code, SrpVectors.HapPlain_salt, SrpVectors.HapPlain_v)]
    [DataRow(SrpVectors.HapPythonShortA_code, SrpVectors.HapPythonShortA_salt, SrpVectors.HapPythonShortA_v)]
    [DataRow(SrpVectors.HapZeroSalt_code, SrpVectors.HapZeroSalt_salt, SrpVectors.HapZeroSalt_v)]
    public void GeneratorPower_OfThePrivateKey_IsTheVerifier(string code, string salt, string v)
    {
        byte[] x = ReferenceSrp.PrivateKey(Hex.Utf8("Pair-Setup"), Hex.Bytes(salt), Hex.Bytes(code));

        Assert.AreEqual(v, Hex.Text(ReferenceSrp.GeneratorPower(x)));
    }

    [TestMethod]
    [DataRow(SrpVectors.AiohomekitPrivateKey29213713_a, SrpVectors.AiohomekitPrivateKey29213713_A)]
    [DataRow(SrpVectors.AiohomekitPrivateKey70997313_a, SrpVectors.AiohomekitPrivateKey70997313_A)]
    public void GeneratorPower_WithLeadingZeros_IsPadded(string a, string key)
    {
        Assert.AreEqual(key, Hex.Text(ReferenceSrp.GeneratorPower(Hex.Bytes(a))));
    }

    [TestMethod]
    [DataRow(SrpVectors.AdkAlice_v, SrpVectors.AdkAlice_b, SrpVectors.AdkAlice_A, SrpVectors.AdkAlice_B, SrpVectors.AdkAlice_u, SrpVectors.AdkAlice_S)]
    [DataRow(SrpVectors.HapPythonShortA_v, SrpVectors.HapPythonShortA_b, SrpVectors.HapPythonShortA_A, SrpVectors.HapPythonShortA_B, SrpVectors.HapPythonShortA_u, SrpVectors.HapPythonShortA_S)]
    [DataRow(SrpVectors.HapPlain_v, SrpVectors.HapPlain_b, SrpVectors.HapPlain_A, SrpVectors.HapPlain_B, SrpVectors.HapPlain_u, SrpVectors.HapPlain_S)]
    [DataRow(SrpVectors.HapALeadingZero_v, SrpVectors.HapALeadingZero_b, SrpVectors.HapALeadingZero_A, SrpVectors.HapALeadingZero_B, SrpVectors.HapALeadingZero_u, SrpVectors.HapALeadingZero_S)]
    [DataRow(SrpVectors.HapBLeadingZero_v, SrpVectors.HapBLeadingZero_b, SrpVectors.HapBLeadingZero_A, SrpVectors.HapBLeadingZero_B, SrpVectors.HapBLeadingZero_u, SrpVectors.HapBLeadingZero_S)]
    [DataRow(SrpVectors.HapSLeadingZero_v, SrpVectors.HapSLeadingZero_b, SrpVectors.HapSLeadingZero_A, SrpVectors.HapSLeadingZero_B, SrpVectors.HapSLeadingZero_u, SrpVectors.HapSLeadingZero_S)]
    [DataRow(SrpVectors.HapKLeadingZero_v, SrpVectors.HapKLeadingZero_b, SrpVectors.HapKLeadingZero_A, SrpVectors.HapKLeadingZero_B, SrpVectors.HapKLeadingZero_u, SrpVectors.HapKLeadingZero_S)]
    public void Accessory_PublishedNumbers_AreThese(string v, string b, string controllerKey, string accessoryKey, string u, string s)
    {
        byte[] scrambler = ReferenceSrp.Scrambler(Hex.Bytes(controllerKey), Hex.Bytes(accessoryKey));
        byte[] sessionBase = ReferenceSrp.SessionBase(Hex.Bytes(controllerKey), Hex.Bytes(v), scrambler);

        Assert.AreEqual(accessoryKey, Hex.Text(ReferenceSrp.AccessoryKey(Hex.Bytes(v), Hex.Bytes(b))));
        Assert.AreEqual(u, Hex.Text(scrambler));
        Assert.AreEqual(s, Hex.Text(ReferenceSrp.AccessorySecret(sessionBase, Hex.Bytes(b))));
    }

    [TestMethod]
    [DataRow(SrpVectors.HapPlain_a, SrpVectors.HapPlain_x, SrpVectors.HapPlain_A, SrpVectors.HapPlain_B, SrpVectors.HapPlain_S)]
    [DataRow(SrpVectors.HapALeadingZero_a, SrpVectors.HapALeadingZero_x, SrpVectors.HapALeadingZero_A, SrpVectors.HapALeadingZero_B, SrpVectors.HapALeadingZero_S)]
    [DataRow(SrpVectors.HapBLeadingZero_a, SrpVectors.HapBLeadingZero_x, SrpVectors.HapBLeadingZero_A, SrpVectors.HapBLeadingZero_B, SrpVectors.HapBLeadingZero_S)]
    [DataRow(SrpVectors.HapSLeadingZero_a, SrpVectors.HapSLeadingZero_x, SrpVectors.HapSLeadingZero_A, SrpVectors.HapSLeadingZero_B, SrpVectors.HapSLeadingZero_S)]
    [DataRow(SrpVectors.HapKLeadingZero_a, SrpVectors.HapKLeadingZero_x, SrpVectors.HapKLeadingZero_A, SrpVectors.HapKLeadingZero_B, SrpVectors.HapKLeadingZero_S)]
    public void Controller_PublishedNumbers_AreThese(string a, string x, string controllerKey, string accessoryKey, string s)
    {
        byte[] scrambler = ReferenceSrp.Scrambler(Hex.Bytes(controllerKey), Hex.Bytes(accessoryKey));
        byte[] secret = ReferenceSrp.ControllerSecret(Hex.Bytes(accessoryKey), Hex.Bytes(x), Hex.Bytes(a), scrambler);

        Assert.AreEqual(controllerKey, Hex.Text(ReferenceSrp.GeneratorPower(Hex.Bytes(a))));
        Assert.AreEqual(s, Hex.Text(secret));
    }

    [TestMethod]
    [DataRow("alice", SrpVectors.AdkAlice_salt, SrpVectors.AdkAlice_A, SrpVectors.AdkAlice_B, SrpVectors.AdkAlice_S, SrpVectors.AdkAlice_K, SrpVectors.AdkAlice_M1, SrpVectors.AdkAlice_M2)]
    [DataRow("Pair-Setup", SrpVectors.HapPythonShortA_salt, SrpVectors.HapPythonShortA_A, SrpVectors.HapPythonShortA_B, SrpVectors.HapPythonShortA_S, SrpVectors.HapPythonShortA_K, SrpVectors.HapPythonShortA_M1, SrpVectors.HapPythonShortA_M2)]
    [DataRow("Pair-Setup", SrpVectors.HapPlain_salt, SrpVectors.HapPlain_A, SrpVectors.HapPlain_B, SrpVectors.HapPlain_S, SrpVectors.HapPlain_K, SrpVectors.HapPlain_M1, SrpVectors.HapPlain_M2)]
    [DataRow("Pair-Setup", SrpVectors.HapALeadingZero_salt, SrpVectors.HapALeadingZero_A, SrpVectors.HapALeadingZero_B, SrpVectors.HapALeadingZero_S, SrpVectors.HapALeadingZero_K, SrpVectors.HapALeadingZero_M1, SrpVectors.HapALeadingZero_M2)]
    [DataRow("Pair-Setup", SrpVectors.HapBLeadingZero_salt, SrpVectors.HapBLeadingZero_A, SrpVectors.HapBLeadingZero_B, SrpVectors.HapBLeadingZero_S, SrpVectors.HapBLeadingZero_K, SrpVectors.HapBLeadingZero_M1, SrpVectors.HapBLeadingZero_M2)]
    [DataRow("Pair-Setup", SrpVectors.HapSLeadingZero_salt, SrpVectors.HapSLeadingZero_A, SrpVectors.HapSLeadingZero_B, SrpVectors.HapSLeadingZero_S, SrpVectors.HapSLeadingZero_K, SrpVectors.HapSLeadingZero_M1, SrpVectors.HapSLeadingZero_M2)]
    [DataRow("Pair-Setup", SrpVectors.HapKLeadingZero_salt, SrpVectors.HapKLeadingZero_A, SrpVectors.HapKLeadingZero_B, SrpVectors.HapKLeadingZero_S, SrpVectors.HapKLeadingZero_K, SrpVectors.HapKLeadingZero_M1, SrpVectors.HapKLeadingZero_M2)]
    public void Proofs_PublishedNumbers_AreThese(
        string user, string salt, string controllerKey, string accessoryKey, string s, string k, string m1, string m2)
    {
        byte[] sessionKey = ReferenceSha512.Hash(Bytes.WithoutLeadingZeros(Hex.Bytes(s)));
        byte[] proof = ReferenceSrp.ControllerProof(
            Hex.Utf8(user),
            Hex.Bytes(salt),
            Bytes.WithoutLeadingZeros(Hex.Bytes(controllerKey)),
            Bytes.WithoutLeadingZeros(Hex.Bytes(accessoryKey)),
            sessionKey);

        Assert.AreEqual(k, Hex.Text(sessionKey));
        Assert.AreEqual(m1, Hex.Text(proof));
        Assert.AreEqual(m2, Hex.Text(ReferenceSrp.AccessoryProof(Hex.Bytes(controllerKey), proof, sessionKey)));
    }
}
