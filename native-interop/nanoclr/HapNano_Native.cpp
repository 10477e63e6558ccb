// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// Made from the assembly; not edited by hand. From the top of the repository:
//   HAPNANO_WRITE_NATIVE_TABLE=1 dotnet test tests/surface --filter NativeTable

#include "HapNano_Native.h"

// clang-format off

static const CLR_RT_MethodHandler method_lookup[] =
{
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::Random___STATIC__I4__SZARRAY_U1__I4__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::Sha512___STATIC__VOID__SZARRAY_U1__I4__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::HkdfSha512___STATIC__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::Seal___STATIC__VOID__SZARRAY_U1__I4__I4__I4__I4__SZARRAY_U1__I4__U8,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::Open___STATIC__I4__SZARRAY_U1__I4__I4__I4__I4__SZARRAY_U1__I4__U8,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::X25519PublicKey___STATIC__VOID__SZARRAY_U1__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::X25519___STATIC__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::Ed25519PublicKey___STATIC__VOID__SZARRAY_U1__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::Ed25519Sign___STATIC__VOID__SZARRAY_U1__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::Ed25519Verify___STATIC__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::SrpWorkBytes___STATIC__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::SrpStartVerifier___STATIC__VOID__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::SrpFinishVerifier___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::SrpStartSet___STATIC__VOID__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::SrpPublicKey___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::SrpStartSession___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::SrpFinishSession___STATIC__I4__SZARRAY_U1__SZARRAY_U1__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__SZARRAY_U1__I4,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::SrpStep___STATIC__I4__SZARRAY_U1,
    Library_HapNano_Native_HapNano_Native_HapCryptoNative::FixedTimeEquals___STATIC__I4__SZARRAY_U1__I4__SZARRAY_U1__I4__I4,
    Library_HapNano_Native_HapNano_Native_HapRadioNative::PowerSaveOff___STATIC__I4,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
};

const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_HapNano_Native =
{
    "HapNano.Native",
    0xD96A04A0,
    method_lookup,
    { 1, 1, 0, 0 }
};

// clang-format on
