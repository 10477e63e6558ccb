// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Native;

/// <summary>
/// The methods that native code provides. <see cref="NativeCrypto"/> has checked arrays, offsets and counts; P/Invoke relies on
/// that, an image's glue checks once more.
/// Results are those of <c>hap_common.h</c>: 0 is success, named negatives are not.
/// </summary>
/// <remarks>
/// This file is the one declaration; the project adds the halves that belong to its target, P/Invoke (Desktop) or InternalCall (Device).
/// On a board the order and the signatures of these methods and those of <see cref="HapRadioNative"/>, and the number of managed methods behind them, make the checksum that the image
/// compares. The class must stay the first of the assembly: the checksum does not cover methods in front of it, and each would shift the table.
/// </remarks>
internal static partial class HapCryptoNative
{
    /// <summary>HAP_OK.</summary>
    internal const int Ok = 0;

    /// <summary>HAP_ERR_AUTH: a tag, signature or proof does not verify.</summary>
    internal const int ErrorAuthentication = -2;

    /// <summary>HAP_ERR_KEY: a peer's public key that must be refused.</summary>
    internal const int ErrorKey = -3;

    /// <summary>HAP_ERR_MEMORY: an image that leaves SRP to Mbed TLS had no memory for it.</summary>
    internal const int ErrorMemory = -5;

    /// <summary>HAP_SRP_MORE: another slice is needed.</summary>
    internal const int SrpMore = 1;

    /// <summary>Fills bytes from the system's source. 0, or negative while the source cannot be trusted; the bytes are then zero.</summary>
    internal static partial int Random(byte[] buffer, int offset, int count);

    /// <summary>SHA-512; hash receives 64 bytes.</summary>
    internal static partial void Sha512(byte[] data, int offset, int count, byte[] hash, int hashOffset);

    /// <summary>HKDF-SHA-512. Negative when outputCount is out of range.</summary>
    internal static partial int HkdfSha512(
        byte[] output, int outputOffset, int outputCount,
        byte[] secret, int secretOffset, int secretCount,
        byte[] salt, int saltCount, byte[] info, int infoCount);

    /// <summary>ChaCha20-Poly1305 in place; 16 tag bytes follow the text.</summary>
    internal static partial void Seal(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce);

    /// <summary>Opens in place. Negative when the tag does not verify; the text is then zero.</summary>
    internal static partial int Open(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce);

    /// <summary>X25519 public key, 32 bytes.</summary>
    internal static partial void X25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] secretKey, int secretKeyOffset);

    /// <summary>X25519 shared secret, 32 bytes. Negative when it is zero.</summary>
    internal static partial int X25519(byte[] shared, int sharedOffset, byte[] secretKey, int secretKeyOffset, byte[] peerKey, int peerKeyOffset);

    /// <summary>Ed25519 public key, 32 bytes.</summary>
    internal static partial void Ed25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] seed, int seedOffset);

    /// <summary>Ed25519 signature, 64 bytes.</summary>
    internal static partial void Ed25519Sign(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] seed, int seedOffset, byte[] publicKey, int publicKeyOffset);

    /// <summary>0 when the signature is valid, else negative.</summary>
    internal static partial int Ed25519Verify(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] publicKey, int publicKeyOffset);

    /// <summary>Size of the SRP work area.</summary>
    internal static partial int SrpWorkBytes();

    /// <summary>Starts v.</summary>
    internal static partial void SrpStartVerifier(byte[] work, byte[] salt, int saltOffset, byte[] setupCode, int setupCodeOffset);

    /// <summary>Reads v, 384 bytes. Negative out of order.</summary>
    internal static partial int SrpFinishVerifier(byte[] work, byte[] verifier, int verifierOffset);

    /// <summary>Starts a set.</summary>
    internal static partial void SrpStartSet(byte[] work, byte[] verifier, int verifierOffset, byte[] privateValue, int privateValueOffset);

    /// <summary>Reads B, 384 bytes. Negative out of order.</summary>
    internal static partial int SrpPublicKey(byte[] work, byte[] publicKey, int publicKeyOffset);

    /// <summary>Starts S. <see cref="ErrorKey"/> when A mod N is 0, another negative out of order.</summary>
    internal static partial int SrpStartSession(byte[] work, byte[] controllerKey, int offset, int count);

    /// <summary>K and M2, 64 bytes each. <see cref="ErrorAuthentication"/> when no form of M1 matches, another negative out of order.</summary>
    internal static partial int SrpFinishSession(
        byte[] work,
        byte[] salt, int saltOffset,
        byte[] proof, int proofOffset,
        byte[] sessionKey, int sessionKeyOffset,
        byte[] answer, int answerOffset);

    /// <summary>One slice. 1 while there are more, 0 when the result can be read, negative out of order or without memory.</summary>
    internal static partial int SrpStep(byte[] work);

    /// <summary>1 when equal, else 0.</summary>
    internal static partial int FixedTimeEquals(byte[] left, int leftOffset, byte[] right, int rightOffset, int count);
}
