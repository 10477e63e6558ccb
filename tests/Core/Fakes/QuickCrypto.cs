// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;

namespace HapNano.Tests.Fakes;

/// <summary>
/// Primitives with the shape of the real ones and none of their strength, a thousand times faster: for tests of what is built around them,
/// which also run on the board's interpreter. A wrong key, nonce, tag, proof or signature is found out; nothing is secret.
/// </summary>
internal class QuickCrypto : CryptoProvider
{
    /// <summary>Slices that each SRP computation takes.</summary>
    internal const int SrpSteps = 3;

    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    // work: steps left | B (384) | v (384) | K (64)
    private const int WorkB = 1;
    private const int WorkV = WorkB + SrpNumberBytes;
    private const int WorkK = WorkV + SrpNumberBytes;

    private readonly byte[] _tag = new byte[TagBytes];
    private ulong _drawn;

    /// <summary>Makes the primitives, with the same random numbers each time.</summary>
    /// <param name="seed">Other numbers for another seed.</param>
    internal QuickCrypto(ulong seed = 0)
    {
        _drawn = seed;
    }

    /// <summary>False: the source of randomness is not to be trusted.</summary>
    internal bool IsRandomReady { get; set; } = true;

    /// <summary>Draws that were refused because of it.</summary>
    internal int RefusedDraws { get; private set; }

    /// <summary>
    /// True: frames and their tags pass as they are, at little more than the cost of a native call, so that what is left to measure is the C# around
    /// them. A frame that was taken once is then taken again.
    /// </summary>
    internal bool IsPlain { get; set; }

    /// <summary>True: no frame can be sealed, as when the heap has no room for what a message needs.</summary>
    internal bool IsOutOfMemory { get; set; }

    /// <inheritdoc/>
    public override int SrpWorkBytes => WorkK + SrpProofBytes;

    /// <inheritdoc/>
    public override bool Random(byte[] buffer, int offset, int count)
    {
        Array.Clear(buffer, offset, count);
        if (IsRandomReady)
        {
            _drawn++;
            Expand(Mix(Basis, _drawn), buffer, offset, count);
            return true;
        }

        RefusedDraws++;
        return false;
    }

    /// <inheritdoc/>
    public override void Sha512(byte[] data, int offset, int count, byte[] hash, int hashOffset)
    {
        Expand(Mix(Basis, data, offset, count), hash, hashOffset, HashBytes);
    }

    /// <inheritdoc/>
    public override void HkdfSha512(
        byte[] output, int outputOffset, int outputCount, byte[] secret, int secretOffset, int secretCount, byte[] salt, byte[] info)
    {
        ulong state = Mix(Basis, secret, secretOffset, secretCount);
        state = Mix(Mix(state, salt, 0, salt.Length), info, 0, info.Length);
        Expand(state, output, outputOffset, outputCount);
    }

    /// <inheritdoc/>
    public override void Seal(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce)
    {
        if (IsOutOfMemory)
        {
            throw new OutOfMemoryException();
        }

        if (IsPlain)
        {
            return;
        }

        Cover(buffer, offset, count, key, keyOffset, nonce);
        Expand(TagState(buffer, offset, count, aadOffset, aadCount, key, keyOffset, nonce), buffer, offset + count, TagBytes);
    }

    /// <inheritdoc/>
    public override bool Open(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce)
    {
        if (IsPlain)
        {
            return true;
        }

        Expand(TagState(buffer, offset, count, aadOffset, aadCount, key, keyOffset, nonce), _tag, 0, TagBytes);
        if (!FixedTimeEquals(_tag, 0, buffer, offset + count, TagBytes))
        {
            Array.Clear(buffer, offset, count);
            return false;
        }

        Cover(buffer, offset, count, key, keyOffset, nonce);
        return true;
    }

    /// <inheritdoc/>
    public override void X25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] secretKey, int secretKeyOffset)
    {
        for (int i = 0; i < KeyBytes; i++)
        {
            publicKey[publicKeyOffset + i] = (byte)(secretKey[secretKeyOffset + i] ^ 0x55);
        }
    }

    /// <inheritdoc/>
    public override bool X25519(
        byte[] sharedSecret, int sharedSecretOffset, byte[] secretKey, int secretKeyOffset, byte[] peerKey, int peerKeyOffset)
    {
        int any = 0;
        for (int i = 0; i < KeyBytes; i++)
        {
            int value = secretKey[secretKeyOffset + i] ^ 0x55 ^ peerKey[peerKeyOffset + i];
            sharedSecret[sharedSecretOffset + i] = (byte)value;
            any |= value;
        }

        return any != 0;
    }

    /// <inheritdoc/>
    public override void Ed25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] seed, int seedOffset)
    {
        for (int i = 0; i < KeyBytes; i++)
        {
            publicKey[publicKeyOffset + i] = (byte)(seed[seedOffset + i] ^ 0x33);
        }
    }

    /// <inheritdoc/>
    public override void Ed25519Sign(
        byte[] signature, int signatureOffset, byte[] message, int offset, int count, byte[] seed, int seedOffset, byte[] publicKey, int publicKeyOffset)
    {
        Expand(Mix(Mix(Basis, publicKey, publicKeyOffset, KeyBytes), message, offset, count), signature, signatureOffset, SignatureBytes);
    }

    /// <inheritdoc/>
    public override bool Ed25519Verify(
        byte[] signature, int signatureOffset, byte[] message, int offset, int count, byte[] publicKey, int publicKeyOffset)
    {
        byte[] expected = new byte[SignatureBytes];
        Ed25519Sign(expected, 0, message, offset, count, null, 0, publicKey, publicKeyOffset);
        return FixedTimeEquals(expected, 0, signature, signatureOffset, SignatureBytes);
    }

    /// <inheritdoc/>
    public override void SrpStartVerifier(byte[] work, byte[] salt, int saltOffset, byte[] setupCode, int setupCodeOffset)
    {
        Array.Clear(work, 0, work.Length);
        ulong state = Mix(Mix(Basis, salt, saltOffset, SrpSaltBytes), setupCode, setupCodeOffset, 10);
        Expand(state, work, WorkV, SrpNumberBytes);
    }

    /// <inheritdoc/>
    public override void SrpFinishVerifier(byte[] work, byte[] verifier, int verifierOffset)
    {
        Array.Copy(work, WorkV, verifier, verifierOffset, SrpNumberBytes);
        Array.Clear(work, 0, work.Length);
    }

    /// <inheritdoc/>
    public override void SrpStartSet(byte[] work, byte[] verifier, int verifierOffset, byte[] privateValue, int privateValueOffset)
    {
        Array.Clear(work, 0, work.Length);
        Array.Copy(verifier, verifierOffset, work, WorkV, SrpNumberBytes);
        Expand(Mix(Basis, privateValue, privateValueOffset, SrpPrivateBytes), work, WorkB, SrpNumberBytes);
        work[WorkB] = 1;
        work[0] = SrpSteps;
    }

    /// <inheritdoc/>
    public override void SrpPublicKey(byte[] work, byte[] publicKey, int publicKeyOffset)
    {
        Array.Copy(work, WorkB, publicKey, publicKeyOffset, SrpNumberBytes);
    }

    /// <inheritdoc/>
    public override bool SrpStartSession(byte[] work, byte[] controllerKey, int offset, int count)
    {
        int any = 0;
        for (int i = 0; i < count; i++)
        {
            any |= controllerKey[offset + i];
        }

        ulong state = Mix(Mix(Basis, controllerKey, offset, count), work, WorkB, SrpNumberBytes + SrpNumberBytes);
        Expand(state, work, WorkK, SrpProofBytes);
        work[0] = SrpSteps;
        return any != 0;
    }

    /// <inheritdoc/>
    public override bool SrpFinishSession(
        byte[] work, byte[] salt, int saltOffset, byte[] proof, int proofOffset, byte[] sessionKey, int sessionKeyOffset, byte[] answer, int answerOffset)
    {
        byte[] expected = new byte[SrpProofBytes];
        Array.Copy(work, WorkK, sessionKey, sessionKeyOffset, SrpProofBytes);
        Prove(work, WorkK, 1, expected, 0);
        Prove(work, WorkK, 2, answer, answerOffset);
        bool isRight = FixedTimeEquals(expected, 0, proof, proofOffset, SrpProofBytes);
        if (!isRight)
        {
            Array.Clear(sessionKey, sessionKeyOffset, SrpProofBytes);
            Array.Clear(answer, answerOffset, SrpProofBytes);
        }

        Array.Clear(work, 0, work.Length);
        return isRight;
    }

    /// <inheritdoc/>
    public override bool SrpStep(byte[] work)
    {
        work[0] -= (byte)(work[0] > 0 ? 1 : 0);
        return work[0] > 0;
    }

    /// <inheritdoc/>
    public override bool FixedTimeEquals(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
    {
        int difference = 0;
        for (int i = 0; i < count; i++)
        {
            difference |= left[leftOffset + i] ^ right[rightOffset + i];
        }

        return difference == 0;
    }

    /// <summary>The controller's half: K from its key, the accessory's, and the verifier that the code gives.</summary>
    internal byte[] ControllerSessionKey(byte[] controllerKey, byte[] accessoryKey, byte[] salt, string code)
    {
        byte[] work = new byte[SrpWorkBytes];
        byte[] sessionKey = new byte[SrpProofBytes];
        SrpStartVerifier(work, salt, 0, Hex.Utf8(code), 0);
        Array.Copy(accessoryKey, 0, work, WorkB, SrpNumberBytes);
        SrpStartSession(work, controllerKey, 0, controllerKey.Length);
        Array.Copy(work, WorkK, sessionKey, 0, SrpProofBytes);
        return sessionKey;
    }

    /// <summary>Proof of K: number 1 is the controller's, 2 the accessory's.</summary>
    internal static void Prove(byte[] sessionKey, int offset, ulong number, byte[] proof, int proofOffset)
    {
        Expand(Mix(Mix(Basis, number), sessionKey, offset, SrpProofBytes), proof, proofOffset, SrpProofBytes);
    }

    private static ulong TagState(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce)
    {
        ulong state = Mix(Mix(Basis, nonce), key, keyOffset, KeyBytes);
        return Mix(Mix(state, buffer, aadOffset, aadCount), buffer, offset, count);
    }

    private static void Cover(byte[] buffer, int offset, int count, byte[] key, int keyOffset, ulong nonce)
    {
        ulong stream = Mix(Mix(Basis, nonce + 1), key, keyOffset, KeyBytes);
        for (int i = 0; i < count; i++)
        {
            buffer[offset + i] ^= (byte)(stream >> (8 * (i & 7)));
        }
    }

    private static ulong Mix(ulong state, ulong value)
    {
        return (state ^ value) * Prime;
    }

    private static ulong Mix(ulong state, byte[] data, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            state = (state ^ data[offset + i]) * Prime;
        }

        return (state ^ (ulong)count) * Prime;
    }

    private static void Expand(ulong state, byte[] output, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if ((i & 7) == 0)
            {
                state = (state ^ (state >> 29)) * Prime;
            }

            output[offset + i] = (byte)(state >> (8 * (i & 7)));
        }
    }
}
