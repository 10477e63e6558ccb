// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Crypto;

/// <summary>
/// The primitives that HAP needs, and the only source of randomness. <c>NativeCrypto</c> is the product's implementation;
/// tests script this class to replay published transcripts.
/// </summary>
/// <remarks>
/// <para>References: FIPS 180-4 (SHA-512), RFC 2104 and 5869 (HMAC, HKDF), RFC 8439 (ChaCha20-Poly1305), RFC 7748 (X25519),
/// RFC 8032 (Ed25519), RFC 2945 and 5054 (SRP-6a) with HAP's padding rules.</para>
/// <para>Sizes in bytes: SHA-512 hash 64; AEAD key 32, nonce 12 (four zero bytes, then <c>nonce</c> little-endian), tag 16;
/// X25519 and Ed25519 keys 32; signature 64; SRP salt 16, verifier and public key 384, private value 32, proof and session key 64.</para>
/// <para>Every method checks null, offset and count and throws <see cref="System.ArgumentNullException"/> or
/// <see cref="System.ArgumentOutOfRangeException"/> before anything is touched. None allocates. Big-endian numbers unless stated.
/// Not thread-safe: the stack calls it under its lock.</para>
/// </remarks>
public abstract class CryptoProvider
{
    /// <summary>SHA-512 hash, in bytes.</summary>
    public const int HashBytes = 64;

    /// <summary>ChaCha20-Poly1305 key, X25519 key, Ed25519 seed and public key, in bytes.</summary>
    public const int KeyBytes = 32;

    /// <summary>Poly1305 tag, in bytes.</summary>
    public const int TagBytes = 16;

    /// <summary>Ed25519 signature, in bytes.</summary>
    public const int SignatureBytes = 64;

    /// <summary>SRP salt, in bytes.</summary>
    public const int SrpSaltBytes = 16;

    /// <summary>SRP verifier v and public keys A and B: one number modulo the 3072-bit prime, in bytes.</summary>
    public const int SrpNumberBytes = 384;

    /// <summary>SRP private values a and b, in bytes.</summary>
    public const int SrpPrivateBytes = 32;

    /// <summary>SRP proofs M1 and M2 and session key K, in bytes.</summary>
    public const int SrpProofBytes = 64;

    /// <summary>Fills <paramref name="count"/> bytes from a cryptographically secure source.</summary>
    /// <returns>False while the source cannot be trusted (on ESP32: neither radio nor entropy source is on); the bytes are then zero.</returns>
    public abstract bool Random(byte[] buffer, int offset, int count);

    /// <summary>SHA-512 of <paramref name="count"/> bytes.</summary>
    public abstract void Sha512(byte[] data, int offset, int count, byte[] hash, int hashOffset);

    /// <summary>HKDF-SHA-512, extract and expand (RFC 5869 §2).</summary>
    /// <param name="output">Receives <paramref name="outputCount"/> bytes, 1..255*64. Must not overlap the inputs.</param>
    /// <param name="outputOffset">First byte written.</param>
    /// <param name="outputCount">Bytes of output keying material.</param>
    /// <param name="secret">Input keying material: X25519 shared secret (32) or SRP session key (64).</param>
    /// <param name="secretOffset">First byte of the secret.</param>
    /// <param name="secretCount">Bytes of the secret.</param>
    /// <param name="salt">The whole array is the salt.</param>
    /// <param name="info">The whole array is the info.</param>
    public abstract void HkdfSha512(
        byte[] output, int outputOffset, int outputCount,
        byte[] secret, int secretOffset, int secretCount,
        byte[] salt, byte[] info);

    /// <summary>Seals in place (RFC 8439 §2.8): ciphertext replaces text, the tag follows it.</summary>
    /// <param name="buffer">text (count) at offset, room for 16 more bytes behind it; additional data elsewhere in the same array.</param>
    /// <param name="offset">First byte of the text.</param>
    /// <param name="count">Text bytes, 0 or more.</param>
    /// <param name="aadOffset">First byte of the additional data in <paramref name="buffer"/>.</param>
    /// <param name="aadCount">Bytes of additional data, 0 for none.</param>
    /// <param name="key">Holds the 32-byte key.</param>
    /// <param name="keyOffset">First byte of the key.</param>
    /// <param name="nonce">The last 8 nonce bytes as a little-endian number: a frame counter, or eight ASCII characters.</param>
    public abstract void Seal(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce);

    /// <summary>Opens in place what <see cref="Seal"/> made.</summary>
    /// <param name="buffer">ciphertext (count), then the 16-byte tag.</param>
    /// <param name="offset">First byte of the ciphertext.</param>
    /// <param name="count">Ciphertext bytes, without the tag.</param>
    /// <param name="aadOffset">First byte of the additional data in <paramref name="buffer"/>.</param>
    /// <param name="aadCount">Bytes of additional data, 0 for none.</param>
    /// <param name="key">Holds the 32-byte key.</param>
    /// <param name="keyOffset">First byte of the key.</param>
    /// <param name="nonce">As for <see cref="Seal"/>.</param>
    /// <returns>False when the tag does not verify; the text bytes are then zero.</returns>
    public abstract bool Open(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce);

    /// <summary>X25519 public key of a 32-byte secret (RFC 7748 §6.1).</summary>
    public abstract void X25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] secretKey, int secretKeyOffset);

    /// <summary>X25519 shared secret, 32 bytes.</summary>
    /// <returns>False when the secret is all zero (the peer sent a low-order point); the output is then zero.</returns>
    public abstract bool X25519(byte[] shared, int sharedOffset, byte[] secretKey, int secretKeyOffset, byte[] peerKey, int peerKeyOffset);

    /// <summary>Ed25519 public key of a 32-byte seed (RFC 8032 §5.1.5).</summary>
    public abstract void Ed25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] seed, int seedOffset);

    /// <summary>Ed25519 signature over <paramref name="count"/> bytes of <paramref name="message"/>. Must not overlap it.</summary>
    public abstract void Ed25519Sign(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] seed, int seedOffset, byte[] publicKey, int publicKeyOffset);

    /// <summary>Verifies an Ed25519 signature strictly (RFC 8032 §5.1.7: S below L, canonical encodings).</summary>
    /// <returns>True only when it is valid.</returns>
    public abstract bool Ed25519Verify(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] publicKey, int publicKeyOffset);

    /// <summary>Bytes of the work area that every SRP method below takes as <c>work</c>. Its content is the provider's own and secret.</summary>
    public abstract int SrpWorkBytes { get; }

    /// <summary>Starts v = g^x, x = H(salt | H("Pair-Setup" ":" code)); run <see cref="SrpStep"/> until it is done.</summary>
    /// <param name="work">Work area, <see cref="SrpWorkBytes"/> long.</param>
    /// <param name="salt">16 bytes.</param>
    /// <param name="saltOffset">First byte of the salt.</param>
    /// <param name="setupCode">10 ASCII bytes, XXX-XX-XXX.</param>
    /// <param name="setupCodeOffset">First byte of the code.</param>
    public abstract void SrpStartVerifier(byte[] work, byte[] salt, int saltOffset, byte[] setupCode, int setupCodeOffset);

    /// <summary>Reads v (384 bytes) when the steps of <see cref="SrpStartVerifier"/> are done, and wipes the work area.</summary>
    public abstract void SrpFinishVerifier(byte[] work, byte[] verifier, int verifierOffset);

    /// <summary>Starts the set that one Pair Setup needs: B = kv + g^b and the powers of v that M3 multiplies; run <see cref="SrpStep"/> until it is done.</summary>
    /// <param name="work">Work area.</param>
    /// <param name="verifier">v, 384 bytes.</param>
    /// <param name="verifierOffset">First byte of v.</param>
    /// <param name="privateValue">b, 32 random bytes.</param>
    /// <param name="privateValueOffset">First byte of b.</param>
    public abstract void SrpStartSet(byte[] work, byte[] verifier, int verifierOffset, byte[] privateValue, int privateValueOffset);

    /// <summary>Reads B (384 bytes, padded) of a prepared set. The caller draws b again when B starts with a zero byte.</summary>
    public abstract void SrpPublicKey(byte[] work, byte[] publicKey, int publicKeyOffset);

    /// <summary>Starts S = A^b * v^(u*b) on a prepared set, and consumes the set; run <see cref="SrpStep"/> until it is done.</summary>
    /// <param name="work">Work area with a prepared set.</param>
    /// <param name="controllerKey">A, 1..384 bytes.</param>
    /// <param name="offset">First byte of A.</param>
    /// <param name="count">Bytes of A.</param>
    /// <returns>False when A mod N is 0; the set is then untouched.</returns>
    public abstract bool SrpStartSession(byte[] work, byte[] controllerKey, int offset, int count);

    /// <summary>
    /// Compares the controller's proof with all four forms of M1 (K from S stripped or padded, A stripped or padded), in constant time,
    /// and gives K and M2 of the form that matched. The work area is wiped.
    /// </summary>
    /// <param name="work">Work area whose session steps are done.</param>
    /// <param name="salt">16 bytes, the salt sent in M2.</param>
    /// <param name="saltOffset">First byte of the salt.</param>
    /// <param name="proof">M1 of the controller, 64 bytes.</param>
    /// <param name="proofOffset">First byte of the proof.</param>
    /// <param name="sessionKey">Receives K, 64 bytes; zero when no form matches.</param>
    /// <param name="sessionKeyOffset">First byte written.</param>
    /// <param name="answer">Receives M2, 64 bytes; zero when no form matches.</param>
    /// <param name="answerOffset">First byte written.</param>
    /// <returns>True when one of the four forms matches.</returns>
    public abstract bool SrpFinishSession(
        byte[] work,
        byte[] salt, int saltOffset,
        byte[] proof, int proofOffset,
        byte[] sessionKey, int sessionKeyOffset,
        byte[] answer, int answerOffset);

    /// <summary>Does the next slice, at most 4 million instructions, of whatever was started in this work area.</summary>
    /// <returns>True while more slices are needed; false when the result can be read.</returns>
    public abstract bool SrpStep(byte[] work);

    /// <summary>Compares in time that depends on <paramref name="count"/> only.</summary>
    public abstract bool FixedTimeEquals(byte[] left, int leftOffset, byte[] right, int rightOffset, int count);
}
