// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace HapNano.Native;

/// <content>The board's half: the native table of the image.</content>
internal static partial class HapCryptoNative
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int Random(byte[] buffer, int offset, int count);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial void Sha512(byte[] data, int offset, int count, byte[] hash, int hashOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int HkdfSha512(
        byte[] output, int outputOffset, int outputCount,
        byte[] secret, int secretOffset, int secretCount,
        byte[] salt, int saltCount, byte[] info, int infoCount);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial void Seal(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int Open(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial void X25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] secretKey, int secretKeyOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int X25519(byte[] shared, int sharedOffset, byte[] secretKey, int secretKeyOffset, byte[] peerKey, int peerKeyOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial void Ed25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] seed, int seedOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial void Ed25519Sign(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] seed, int seedOffset, byte[] publicKey, int publicKeyOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int Ed25519Verify(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] publicKey, int publicKeyOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int SrpWorkBytes();

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial void SrpStartVerifier(byte[] work, byte[] salt, int saltOffset, byte[] setupCode, int setupCodeOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int SrpFinishVerifier(byte[] work, byte[] verifier, int verifierOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial void SrpStartSet(byte[] work, byte[] verifier, int verifierOffset, byte[] privateValue, int privateValueOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int SrpPublicKey(byte[] work, byte[] publicKey, int publicKeyOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int SrpStartSession(byte[] work, byte[] controllerKey, int offset, int count);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int SrpFinishSession(
        byte[] work,
        byte[] salt, int saltOffset,
        byte[] proof, int proofOffset,
        byte[] sessionKey, int sessionKeyOffset,
        byte[] answer, int answerOffset);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int SrpStep(byte[] work);

    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int FixedTimeEquals(byte[] left, int leftOffset, byte[] right, int rightOffset, int count);
}
