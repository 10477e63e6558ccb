// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace HapNano.Native;

/// <content>The desktop's half: the functions of <c>native-interop/host/hap_pinvoke.c</c>. Arrays are pinned, not copied.</content>
internal static partial class HapCryptoNative
{
    private const string Library = "hapnano";

    internal static partial int Random(byte[] buffer, int offset, int count)
    {
        RandomNumberGenerator.Fill(new Span<byte>(buffer, offset, count));
        return Ok;
    }

    [DllImport(Library, EntryPoint = "hap_net_sha512", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial void Sha512(byte[] data, int offset, int count, byte[] hash, int hashOffset);

    [DllImport(Library, EntryPoint = "hap_net_hkdf_sha512", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int HkdfSha512(
        byte[] output, int outputOffset, int outputCount,
        byte[] secret, int secretOffset, int secretCount,
        byte[] salt, int saltCount, byte[] info, int infoCount);

    [DllImport(Library, EntryPoint = "hap_net_seal", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial void Seal(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce);

    [DllImport(Library, EntryPoint = "hap_net_open", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int Open(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce);

    [DllImport(Library, EntryPoint = "hap_net_x25519_public_key", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial void X25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] secretKey, int secretKeyOffset);

    [DllImport(Library, EntryPoint = "hap_net_x25519", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int X25519(byte[] shared, int sharedOffset, byte[] secretKey, int secretKeyOffset, byte[] peerKey, int peerKeyOffset);

    [DllImport(Library, EntryPoint = "hap_net_ed25519_public_key", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial void Ed25519PublicKey(byte[] publicKey, int publicKeyOffset, byte[] seed, int seedOffset);

    [DllImport(Library, EntryPoint = "hap_net_ed25519_sign", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial void Ed25519Sign(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] seed, int seedOffset, byte[] publicKey, int publicKeyOffset);

    [DllImport(Library, EntryPoint = "hap_net_ed25519_verify", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int Ed25519Verify(
        byte[] signature, int signatureOffset,
        byte[] message, int offset, int count,
        byte[] publicKey, int publicKeyOffset);

    [DllImport(Library, EntryPoint = "hap_net_srp_work_bytes", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int SrpWorkBytes();

    [DllImport(Library, EntryPoint = "hap_net_srp_start_verifier", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial void SrpStartVerifier(byte[] work, byte[] salt, int saltOffset, byte[] setupCode, int setupCodeOffset);

    [DllImport(Library, EntryPoint = "hap_net_srp_finish_verifier", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int SrpFinishVerifier(byte[] work, byte[] verifier, int verifierOffset);

    [DllImport(Library, EntryPoint = "hap_net_srp_start_set", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial void SrpStartSet(byte[] work, byte[] verifier, int verifierOffset, byte[] privateValue, int privateValueOffset);

    [DllImport(Library, EntryPoint = "hap_net_srp_public_key", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int SrpPublicKey(byte[] work, byte[] publicKey, int publicKeyOffset);

    [DllImport(Library, EntryPoint = "hap_net_srp_start_session", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int SrpStartSession(byte[] work, byte[] controllerKey, int offset, int count);

    [DllImport(Library, EntryPoint = "hap_net_srp_finish_session", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int SrpFinishSession(
        byte[] work,
        byte[] salt, int saltOffset,
        byte[] proof, int proofOffset,
        byte[] sessionKey, int sessionKeyOffset,
        byte[] answer, int answerOffset);

    [DllImport(Library, EntryPoint = "hap_net_srp_step", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int SrpStep(byte[] work);

    [DllImport(Library, EntryPoint = "hap_net_fixed_time_equals", CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
    internal static extern partial int FixedTimeEquals(byte[] left, int leftOffset, byte[] right, int rightOffset, int count);
}
