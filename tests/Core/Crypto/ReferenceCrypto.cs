// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;

namespace HapNano.Tests.Crypto;

/// <summary>
/// The oracle: every primitive in plain managed code that shares nothing with the product's C. Slow, allocating, not constant-time; it also
/// lets the interpreter run whole pairings without our native code.
/// </summary>
/// <remarks>Random bytes come from a counter hashed with a seed, so that a test is the same each time; <see cref="ScriptedCrypto"/> says them outright.</remarks>
internal class ReferenceCrypto : CryptoProvider
{
    // The SRP work area: what is under way, then the numbers it needs. All of it, so that whoever clears the area has wiped everything.
    private const int StateOffset = 0;
    private const int ExponentOffset = 1;                                       // x (64), or b (32)
    private const int VerifierOffset = ExponentOffset + HashBytes;              // v
    private const int AccessoryKeyOffset = VerifierOffset + SrpNumberBytes;     // B
    private const int ControllerKeyOffset = AccessoryKeyOffset + SrpNumberBytes; // A, then also S behind it
    private const int SecretOffset = ControllerKeyOffset + SrpNumberBytes;
    private const int WorkBytes = SecretOffset + SrpNumberBytes;

    private const byte VerifierStarted = 1;
    private const byte VerifierDone = 2;
    private const byte SetStarted = 3;
    private const byte SetReady = 4;
    private const byte SessionStarted = 5;
    private const byte SessionHalf = 6;
    private const byte SessionDone = 7;

    private static readonly byte[] s_user = Hex.Utf8("Pair-Setup");

    private readonly byte[] _seed;
    private int _drawn;

    /// <summary>Makes a provider whose random bytes follow from a seed.</summary>
    internal ReferenceCrypto(string seed)
    {
        _seed = Hex.Utf8(seed);
    }

    /// <summary>False makes <see cref="Random"/> fail, as on a board whose radio is off.</summary>
    internal bool IsRandomReady { get; set; } = true;

    /// <summary>True while there is no memory for a work area.</summary>
    internal bool IsOutOfMemory { get; set; }

    /// <summary>Slices of SRP arithmetic done so far.</summary>
    internal int StepsDone { get; private set; }

    /// <inheritdoc/>
    public override int SrpWorkBytes => IsOutOfMemory ? throw new OutOfMemoryException() : WorkBytes;

    /// <inheritdoc/>
    public override bool Random(byte[] buffer, int offset, int count)
    {
        Check(buffer, offset, count);
        Array.Clear(buffer, offset, count);
        if (!IsRandomReady)
        {
            return false;
        }

        for (int i = 0; i < count; i += HashBytes)
        {
            _drawn++;
            byte[] hash = ReferenceSha512.Hash(Bytes.Concat(_seed, new byte[] { (byte)_drawn, (byte)(_drawn >> 8) }));
            Array.Copy(hash, 0, buffer, offset + i, count - i < HashBytes ? count - i : HashBytes);
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Sha512(byte[] data, int offset, int count, byte[] hash, int hashOffset)
    {
        Check(data, offset, count);
        Check(hash, hashOffset, HashBytes);
        Put(ReferenceSha512.Hash(Hex.Slice(data, offset, count)), hash, hashOffset);
    }

    /// <inheritdoc/>
    public override void HkdfSha512(
        byte[] output, int outputOffset, int outputCount,
        byte[] secret, int secretOffset, int secretCount,
        byte[] salt, byte[] info)
    {
        Check(output, outputOffset, outputCount);
        Check(secret, secretOffset, secretCount);
        Check(salt, 0, 0);
        Check(info, 0, 0);
        if (outputCount < 1 || outputCount > 255 * HashBytes)
        {
            throw new ArgumentOutOfRangeException();
        }

        Put(ReferenceSha512.Hkdf(Hex.Slice(secret, secretOffset, secretCount), salt, info, outputCount), output, outputOffset);
    }

    /// <inheritdoc/>
    public override void Seal(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce)
    {
        CheckAead(buffer, offset, count, aadOffset, aadCount, key, keyOffset);
        byte[] aad = Hex.Slice(buffer, aadOffset, aadCount);
        Put(ReferenceAead.Seal(Hex.Slice(key, keyOffset, KeyBytes), Nonce(nonce), aad, Hex.Slice(buffer, offset, count)), buffer, offset);
    }

    /// <inheritdoc/>
    public override bool Open(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce)
    {
        CheckAead(buffer, offset, count, aadOffset, aadCount, key, keyOffset);
        byte[] text = ReferenceAead.Open(
            Hex.Slice(key, keyOffset, KeyBytes),
            Nonce(nonce),
            Hex.Slice(buffer, aadOffset, aadCount),
            Hex.Slice(buffer, offset, count),
            Hex.Slice(buffer, offset + count, TagBytes));
        Put(text ?? new byte[count], buffer, offset);
        return text != null;
    }

    /// <inheritdoc/>
    public override void X25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] secretKey, int secretKeyOffset)
    {
        Check(publicKey, publicKeyOffset, KeyBytes);
        Check(secretKey, secretKeyOffset, KeyBytes);
        Put(ReferenceX25519.PublicKey(Hex.Slice(secretKey, secretKeyOffset, KeyBytes)), publicKey, publicKeyOffset);
    }

    /// <inheritdoc/>
    public override bool X25519(byte[] shared, int sharedOffset, byte[] secretKey, int secretKeyOffset, byte[] peerKey, int peerKeyOffset)
    {
        Check(shared, sharedOffset, KeyBytes);
        Check(secretKey, secretKeyOffset, KeyBytes);
        Check(peerKey, peerKeyOffset, KeyBytes);
        byte[] secret = ReferenceX25519.Multiply(Hex.Slice(secretKey, secretKeyOffset, KeyBytes), Hex.Slice(peerKey, peerKeyOffset, KeyBytes));
        Put(secret, shared, sharedOffset);
        return !Bytes.IsZero(secret);
    }

    /// <inheritdoc/>
    public override void Ed25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] seed, int seedOffset)
    {
        Check(publicKey, publicKeyOffset, KeyBytes);
        Check(seed, seedOffset, KeyBytes);
        Put(ReferenceEd25519.PublicKey(Hex.Slice(seed, seedOffset, KeyBytes)), publicKey, publicKeyOffset);
    }

    /// <inheritdoc/>
    public override void Ed25519Sign(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] seed, int seedOffset, byte[] publicKey, int publicKeyOffset)
    {
        Check(signature, signatureOffset, SignatureBytes);
        Check(message, offset, count);
        Check(seed, seedOffset, KeyBytes);
        Check(publicKey, publicKeyOffset, KeyBytes);
        byte[] signed = ReferenceEd25519.Sign(
            Hex.Slice(message, offset, count),
            Hex.Slice(seed, seedOffset, KeyBytes),
            Hex.Slice(publicKey, publicKeyOffset, KeyBytes));
        Put(signed, signature, signatureOffset);
    }

    /// <inheritdoc/>
    public override bool Ed25519Verify(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] publicKey, int publicKeyOffset)
    {
        Check(signature, signatureOffset, SignatureBytes);
        Check(message, offset, count);
        Check(publicKey, publicKeyOffset, KeyBytes);
        return ReferenceEd25519.Verify(
            Hex.Slice(signature, signatureOffset, SignatureBytes),
            Hex.Slice(message, offset, count),
            Hex.Slice(publicKey, publicKeyOffset, KeyBytes));
    }

    /// <inheritdoc/>
    public override void SrpStartVerifier(byte[] work, byte[] salt, int saltOffset, byte[] setupCode, int setupCodeOffset)
    {
        Check(work, 0, WorkBytes);
        Check(salt, saltOffset, SrpSaltBytes);
        Check(setupCode, setupCodeOffset, 10);
        Array.Clear(work, 0, WorkBytes);
        byte[] x = ReferenceSrp.PrivateKey(s_user, Hex.Slice(salt, saltOffset, SrpSaltBytes), Hex.Slice(setupCode, setupCodeOffset, 10));
        Put(x, work, ExponentOffset);
        work[StateOffset] = VerifierStarted;
    }

    /// <inheritdoc/>
    public override void SrpFinishVerifier(byte[] work, byte[] verifier, int verifierOffset)
    {
        CheckState(work, VerifierDone);
        Check(verifier, verifierOffset, SrpNumberBytes);
        Array.Copy(work, VerifierOffset, verifier, verifierOffset, SrpNumberBytes);
        Array.Clear(work, 0, WorkBytes);
    }

    /// <inheritdoc/>
    public override void SrpStartSet(byte[] work, byte[] verifier, int verifierOffset, byte[] privateValue, int privateValueOffset)
    {
        Check(work, 0, WorkBytes);
        Check(verifier, verifierOffset, SrpNumberBytes);
        Check(privateValue, privateValueOffset, SrpPrivateBytes);
        Array.Clear(work, 0, WorkBytes);
        Array.Copy(verifier, verifierOffset, work, VerifierOffset, SrpNumberBytes);
        Array.Copy(privateValue, privateValueOffset, work, ExponentOffset, SrpPrivateBytes);
        work[StateOffset] = SetStarted;
    }

    /// <inheritdoc/>
    public override void SrpPublicKey(byte[] work, byte[] publicKey, int publicKeyOffset)
    {
        CheckState(work, SetReady);
        Check(publicKey, publicKeyOffset, SrpNumberBytes);
        Array.Copy(work, AccessoryKeyOffset, publicKey, publicKeyOffset, SrpNumberBytes);
    }

    /// <inheritdoc/>
    public override bool SrpStartSession(byte[] work, byte[] controllerKey, int offset, int count)
    {
        CheckState(work, SetReady);
        Check(controllerKey, offset, count);
        if (count < 1 || count > SrpNumberBytes)
        {
            throw new ArgumentOutOfRangeException();
        }

        byte[] key = Hex.Slice(controllerKey, offset, count);
        if (ReferenceSrp.Group.IsZero(ReferenceSrp.Group.FromBytes(key)))
        {
            return false;
        }

        Put(Bytes.Padded(key, SrpNumberBytes), work, ControllerKeyOffset);
        work[StateOffset] = SessionStarted;
        return true;
    }

    /// <inheritdoc/>
    public override bool SrpFinishSession(
        byte[] work,
        byte[] salt, int saltOffset,
        byte[] proof, int proofOffset,
        byte[] sessionKey, int sessionKeyOffset,
        byte[] answer, int answerOffset)
    {
        CheckState(work, SessionDone);
        Check(salt, saltOffset, SrpSaltBytes);
        Check(proof, proofOffset, SrpProofBytes);
        Check(sessionKey, sessionKeyOffset, SrpProofBytes);
        Check(answer, answerOffset, SrpProofBytes);
        byte[] secret = Number(work, SecretOffset);
        byte[] key = Number(work, ControllerKeyOffset);
        byte[] other = Bytes.WithoutLeadingZeros(Number(work, AccessoryKeyOffset));
        byte[] saltBytes = Hex.Slice(salt, saltOffset, SrpSaltBytes);
        byte[] given = Hex.Slice(proof, proofOffset, SrpProofBytes);
        Array.Clear(work, 0, WorkBytes);
        Array.Clear(sessionKey, sessionKeyOffset, SrpProofBytes);
        Array.Clear(answer, answerOffset, SrpProofBytes);
        for (int form = 0; form < 4; form++)
        {
            byte[] k = ReferenceSha512.Hash(form < 2 ? Bytes.WithoutLeadingZeros(secret) : secret);
            byte[] a = form % 2 == 0 ? Bytes.WithoutLeadingZeros(key) : key;
            if (Bytes.AreEqual(ReferenceSrp.ControllerProof(s_user, saltBytes, a, other, k), given))
            {
                Put(k, sessionKey, sessionKeyOffset);
                Put(ReferenceSrp.AccessoryProof(key, given, k), answer, answerOffset);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool SrpStep(byte[] work)
    {
        Check(work, 0, WorkBytes);
        StepsDone++;
        switch (work[StateOffset])
        {
            case VerifierStarted:
                Put(ReferenceSrp.GeneratorPower(Hex.Slice(work, ExponentOffset, HashBytes)), work, VerifierOffset);
                work[StateOffset] = VerifierDone;
                return false;
            case SetStarted:
                Put(ReferenceSrp.AccessoryKey(Number(work, VerifierOffset), PrivateValue(work)), work, AccessoryKeyOffset);
                work[StateOffset] = SetReady;
                return false;
            case SessionStarted:
                byte[] u = ReferenceSrp.Scrambler(Number(work, ControllerKeyOffset), Number(work, AccessoryKeyOffset));
                Put(ReferenceSrp.SessionBase(Number(work, ControllerKeyOffset), Number(work, VerifierOffset), u), work, SecretOffset);
                work[StateOffset] = SessionHalf;
                return true;
            case SessionHalf:
                Put(ReferenceSrp.AccessorySecret(Number(work, SecretOffset), PrivateValue(work)), work, SecretOffset);
                Array.Clear(work, ExponentOffset, HashBytes);
                Array.Clear(work, VerifierOffset, SrpNumberBytes);
                work[StateOffset] = SessionDone;
                return false;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public override bool FixedTimeEquals(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
    {
        Check(left, leftOffset, count);
        Check(right, rightOffset, count);
        return Bytes.AreEqual(Hex.Slice(left, leftOffset, count), Hex.Slice(right, rightOffset, count));
    }

    /// <summary>Throws what the contract promises.</summary>
    protected static void Check(byte[] buffer, int offset, int count)
    {
        if (buffer == null)
        {
            throw new ArgumentNullException();
        }

        if (offset < 0 || count < 0 || offset > buffer.Length || count > buffer.Length - offset)
        {
            throw new ArgumentOutOfRangeException();
        }
    }

    private static void CheckAead(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset)
    {
        Check(buffer, offset, count);
        Check(buffer, offset + count, TagBytes);
        Check(buffer, aadOffset, aadCount);
        Check(key, keyOffset, KeyBytes);
    }

    // Work areas are opaque, but a caller that mixes up the order of calls must not go unnoticed in a test.
    private static void CheckState(byte[] work, byte state)
    {
        Check(work, 0, WorkBytes);
        if (work[StateOffset] != state)
        {
            throw new InvalidOperationException();
        }
    }

    private static byte[] Number(byte[] work, int offset)
    {
        return Hex.Slice(work, offset, SrpNumberBytes);
    }

    private static byte[] PrivateValue(byte[] work)
    {
        return Hex.Slice(work, ExponentOffset, SrpPrivateBytes);
    }

    private static byte[] Nonce(ulong value)
    {
        byte[] nonce = new byte[12];
        for (int i = 0; i < 8; i++)
        {
            nonce[4 + i] = (byte)(value >> (8 * i));
        }

        return nonce;
    }

    private static void Put(byte[] source, byte[] destination, int offset)
    {
        Array.Copy(source, 0, destination, offset, source.Length);
    }
}
