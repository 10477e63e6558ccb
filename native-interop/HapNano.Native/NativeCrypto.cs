// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;

namespace HapNano.Native;

/// <summary>The product's <see cref="CryptoProvider"/>: checks what it is given and calls native code, in the image or in a shared library.</summary>
/// <remarks>
/// References and sizes: see <see cref="CryptoProvider"/>. SRP calls out of order throw <see cref="InvalidOperationException"/>.
/// Holds no state: what SRP remembers is in the caller's work area.
/// Power save is here because a program hands this object to its server, and the native table that it needs belongs to this assembly.
/// </remarks>
public sealed class NativeCrypto : CryptoProvider, IWifiPowerSave
{
    // RFC 5869 §2.3: L <= 255 * HashLen.
    private const int MaxHkdfBytes = 255 * HashBytes;

    private const int SetupCodeBytes = 10;

    /// <inheritdoc/>
    public override int SrpWorkBytes => HapCryptoNative.SrpWorkBytes();

    /// <inheritdoc/>
    public override bool Random(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        return HapCryptoNative.Random(buffer, offset, count) == HapCryptoNative.Ok;
    }

    /// <inheritdoc/>
    public override void Sha512(byte[] data, int offset, int count, byte[] hash, int hashOffset)
    {
        CheckRange(data, offset, count);
        CheckRange(hash, hashOffset, HashBytes);
        HapCryptoNative.Sha512(data, offset, count, hash, hashOffset);
    }

    /// <inheritdoc/>
    public override void HkdfSha512(
        byte[] output, int outputOffset, int outputCount,
        byte[] secret, int secretOffset, int secretCount,
        byte[] salt, byte[] info)
    {
        CheckRange(output, outputOffset, outputCount);
        CheckRange(secret, secretOffset, secretCount);
        CheckRange(salt, 0, 0);
        CheckRange(info, 0, 0);
        if (outputCount == 0 || outputCount > MaxHkdfBytes)
        {
            throw new ArgumentOutOfRangeException();
        }

        _ = HapCryptoNative.HkdfSha512(
            output, outputOffset, outputCount, secret, secretOffset, secretCount, salt, salt.Length, info, info.Length);
    }

    /// <inheritdoc/>
    public override void Seal(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce)
    {
        CheckSealed(buffer, offset, count);
        CheckRange(buffer, aadOffset, aadCount);
        CheckRange(key, keyOffset, KeyBytes);
        HapCryptoNative.Seal(buffer, offset, count, aadOffset, aadCount, key, keyOffset, nonce);
    }

    /// <inheritdoc/>
    public override bool Open(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce)
    {
        CheckSealed(buffer, offset, count);
        CheckRange(buffer, aadOffset, aadCount);
        CheckRange(key, keyOffset, KeyBytes);
        return HapCryptoNative.Open(buffer, offset, count, aadOffset, aadCount, key, keyOffset, nonce) == HapCryptoNative.Ok;
    }

    /// <inheritdoc/>
    public override void X25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] secretKey, int secretKeyOffset)
    {
        CheckRange(publicKey, publicKeyOffset, KeyBytes);
        CheckRange(secretKey, secretKeyOffset, KeyBytes);
        HapCryptoNative.X25519PublicKey(publicKey, publicKeyOffset, secretKey, secretKeyOffset);
    }

    /// <inheritdoc/>
    public override bool X25519(byte[] shared, int sharedOffset, byte[] secretKey, int secretKeyOffset, byte[] peerKey, int peerKeyOffset)
    {
        CheckRange(shared, sharedOffset, KeyBytes);
        CheckRange(secretKey, secretKeyOffset, KeyBytes);
        CheckRange(peerKey, peerKeyOffset, KeyBytes);
        return HapCryptoNative.X25519(shared, sharedOffset, secretKey, secretKeyOffset, peerKey, peerKeyOffset) == HapCryptoNative.Ok;
    }

    /// <inheritdoc/>
    public override void Ed25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] seed, int seedOffset)
    {
        CheckRange(publicKey, publicKeyOffset, KeyBytes);
        CheckRange(seed, seedOffset, KeyBytes);
        HapCryptoNative.Ed25519PublicKey(publicKey, publicKeyOffset, seed, seedOffset);
    }

    /// <inheritdoc/>
    public override void Ed25519Sign(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] seed, int seedOffset, byte[] publicKey, int publicKeyOffset)
    {
        CheckRange(signature, signatureOffset, SignatureBytes);
        CheckRange(message, offset, count);
        CheckRange(seed, seedOffset, KeyBytes);
        CheckRange(publicKey, publicKeyOffset, KeyBytes);
        HapCryptoNative.Ed25519Sign(signature, signatureOffset, message, offset, count, seed, seedOffset, publicKey, publicKeyOffset);
    }

    /// <inheritdoc/>
    public override bool Ed25519Verify(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] publicKey, int publicKeyOffset)
    {
        CheckRange(signature, signatureOffset, SignatureBytes);
        CheckRange(message, offset, count);
        CheckRange(publicKey, publicKeyOffset, KeyBytes);
        return HapCryptoNative.Ed25519Verify(
            signature, signatureOffset, message, offset, count, publicKey, publicKeyOffset) == HapCryptoNative.Ok;
    }

    /// <inheritdoc/>
    public override void SrpStartVerifier(byte[] work, byte[] salt, int saltOffset, byte[] setupCode, int setupCodeOffset)
    {
        CheckWork(work);
        CheckRange(salt, saltOffset, SrpSaltBytes);
        CheckRange(setupCode, setupCodeOffset, SetupCodeBytes);
        HapCryptoNative.SrpStartVerifier(work, salt, saltOffset, setupCode, setupCodeOffset);
    }

    /// <inheritdoc/>
    public override void SrpFinishVerifier(byte[] work, byte[] verifier, int verifierOffset)
    {
        CheckWork(work);
        CheckRange(verifier, verifierOffset, SrpNumberBytes);
        CheckOrder(HapCryptoNative.SrpFinishVerifier(work, verifier, verifierOffset));
    }

    /// <inheritdoc/>
    public override void SrpStartSet(byte[] work, byte[] verifier, int verifierOffset, byte[] privateValue, int privateValueOffset)
    {
        CheckWork(work);
        CheckRange(verifier, verifierOffset, SrpNumberBytes);
        CheckRange(privateValue, privateValueOffset, SrpPrivateBytes);
        HapCryptoNative.SrpStartSet(work, verifier, verifierOffset, privateValue, privateValueOffset);
    }

    /// <inheritdoc/>
    public override void SrpPublicKey(byte[] work, byte[] publicKey, int publicKeyOffset)
    {
        CheckWork(work);
        CheckRange(publicKey, publicKeyOffset, SrpNumberBytes);
        CheckOrder(HapCryptoNative.SrpPublicKey(work, publicKey, publicKeyOffset));
    }

    /// <inheritdoc/>
    public override bool SrpStartSession(byte[] work, byte[] controllerKey, int offset, int count)
    {
        CheckWork(work);
        CheckRange(controllerKey, offset, count);
        if (count == 0 || count > SrpNumberBytes)
        {
            throw new ArgumentOutOfRangeException();
        }

        int result = HapCryptoNative.SrpStartSession(work, controllerKey, offset, count);
        if (result == HapCryptoNative.ErrorKey)
        {
            return false;
        }

        CheckOrder(result);
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
        CheckWork(work);
        CheckRange(salt, saltOffset, SrpSaltBytes);
        CheckRange(proof, proofOffset, SrpProofBytes);
        CheckRange(sessionKey, sessionKeyOffset, SrpProofBytes);
        CheckRange(answer, answerOffset, SrpProofBytes);
        int result = HapCryptoNative.SrpFinishSession(
            work, salt, saltOffset, proof, proofOffset, sessionKey, sessionKeyOffset, answer, answerOffset);
        if (result == HapCryptoNative.ErrorAuthentication)
        {
            return false;
        }

        CheckOrder(result);
        return true;
    }

    /// <inheritdoc/>
    public override bool SrpStep(byte[] work)
    {
        CheckWork(work);
        int result = HapCryptoNative.SrpStep(work);
        CheckOrder(result);
        return result == HapCryptoNative.SrpMore;
    }

    /// <inheritdoc/>
    public override bool FixedTimeEquals(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
    {
        CheckRange(left, leftOffset, count);
        CheckRange(right, rightOffset, count);
        return HapCryptoNative.FixedTimeEquals(left, leftOffset, right, rightOffset, count) != 0;
    }

    /// <inheritdoc/>
    public int TurnPowerSaveOff()
    {
        return HapRadioNative.PowerSaveOff();
    }

    private static void CheckRange(byte[] array, int offset, int count)
    {
        if (array == null)
        {
            throw new ArgumentNullException();
        }

        if (count < 0 || offset < 0 || offset > array.Length - count)
        {
            throw new ArgumentOutOfRangeException();
        }
    }

    // Text with the tag behind it. count is bounded first: count + TagBytes could wrap.
    private static void CheckSealed(byte[] buffer, int offset, int count)
    {
        CheckRange(buffer, offset, count);
        CheckRange(buffer, offset + count, TagBytes);
    }

    // An array may be longer, so that one array can serve several purposes in turn.
    private static void CheckWork(byte[] work)
    {
        CheckRange(work, 0, HapCryptoNative.SrpWorkBytes());
    }

    private static void CheckOrder(int result)
    {
        if (result == HapCryptoNative.ErrorMemory)
        {
            throw new OutOfMemoryException();
        }

        if (result < HapCryptoNative.Ok)
        {
            throw new InvalidOperationException();
        }
    }
}
