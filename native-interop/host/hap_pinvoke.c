/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* What HapNano.Native calls on a desktop: one function for each method of HapCryptoNative, with the same arguments in the same
 * order. An array arrives as the address of its first byte, so that offset and array stay apart here as they do on a board.
 * Null, offsets and counts have been checked by the managed caller. */

#include "hap_aead.h"
#include "hap_common.h"
#include "hap_ed25519.h"
#include "hap_sha512.h"
#include "hap_srp.h"
#include "hap_x25519.h"

/* HAP's nonce: four zero bytes, then the number, little-endian. */
static void set_nonce(uint8_t bytes[HAP_AEAD_NONCE_BYTES], uint64_t nonce)
{
    for (unsigned i = 0; i < HAP_AEAD_NONCE_BYTES; i++)
    {
        bytes[i] = i < 4 ? 0 : (uint8_t)(nonce >> (8 * (i - 4)));
    }
}

static hap_srp_t *srp(uint8_t *work)
{
    return (hap_srp_t *)(void *)work;
}

HAP_EXPORT void hap_net_sha512(const uint8_t *data, int32_t offset, int32_t count, uint8_t *hash, int32_t hash_offset)
{
    hap_sha512(hash + hash_offset, data + offset, (size_t)count);
}

HAP_EXPORT int32_t hap_net_hkdf_sha512(uint8_t *output, int32_t output_offset, int32_t output_count,
                                       const uint8_t *secret, int32_t secret_offset, int32_t secret_count,
                                       const uint8_t *salt, int32_t salt_count, const uint8_t *info, int32_t info_count)
{
    return hap_hkdf_sha512(output + output_offset, (size_t)output_count, secret + secret_offset, (size_t)secret_count,
                           salt, (size_t)salt_count, info, (size_t)info_count);
}

HAP_EXPORT void hap_net_seal(uint8_t *buffer, int32_t offset, int32_t count, int32_t aad_offset, int32_t aad_count,
                             const uint8_t *key, int32_t key_offset, uint64_t nonce)
{
    uint8_t nonce_bytes[HAP_AEAD_NONCE_BYTES];
    set_nonce(nonce_bytes, nonce);
    hap_aead_seal(buffer + offset, key + key_offset, nonce_bytes, buffer + aad_offset, (size_t)aad_count,
                  buffer + offset, (size_t)count);
}

HAP_EXPORT int32_t hap_net_open(uint8_t *buffer, int32_t offset, int32_t count, int32_t aad_offset, int32_t aad_count,
                                const uint8_t *key, int32_t key_offset, uint64_t nonce)
{
    uint8_t nonce_bytes[HAP_AEAD_NONCE_BYTES];
    set_nonce(nonce_bytes, nonce);
    return hap_aead_open(buffer + offset, key + key_offset, nonce_bytes, buffer + aad_offset, (size_t)aad_count,
                         buffer + offset, (size_t)count);
}

HAP_EXPORT void hap_net_x25519_public_key(uint8_t *public_key, int32_t public_key_offset,
                                          const uint8_t *secret_key, int32_t secret_key_offset)
{
    hap_x25519_public_key(public_key + public_key_offset, secret_key + secret_key_offset);
}

HAP_EXPORT int32_t hap_net_x25519(uint8_t *shared, int32_t shared_offset, const uint8_t *secret_key, int32_t secret_key_offset,
                                  const uint8_t *peer_key, int32_t peer_key_offset)
{
    return hap_x25519(shared + shared_offset, secret_key + secret_key_offset, peer_key + peer_key_offset);
}

HAP_EXPORT void hap_net_ed25519_public_key(uint8_t *public_key, int32_t public_key_offset,
                                           const uint8_t *seed, int32_t seed_offset)
{
    hap_ed25519_public_key(public_key + public_key_offset, seed + seed_offset);
}

HAP_EXPORT void hap_net_ed25519_sign(uint8_t *signature, int32_t signature_offset,
                                     const uint8_t *message, int32_t offset, int32_t count,
                                     const uint8_t *seed, int32_t seed_offset,
                                     const uint8_t *public_key, int32_t public_key_offset)
{
    hap_ed25519_sign(signature + signature_offset, message + offset, (size_t)count, seed + seed_offset,
                     public_key + public_key_offset);
}

HAP_EXPORT int32_t hap_net_ed25519_verify(const uint8_t *signature, int32_t signature_offset,
                                          const uint8_t *message, int32_t offset, int32_t count,
                                          const uint8_t *public_key, int32_t public_key_offset)
{
    return hap_ed25519_verify(signature + signature_offset, message + offset, (size_t)count, public_key + public_key_offset);
}

HAP_EXPORT int32_t hap_net_srp_work_bytes(void)
{
    return (int32_t)sizeof(hap_srp_t);
}

HAP_EXPORT void hap_net_srp_start_verifier(uint8_t *work, const uint8_t *salt, int32_t salt_offset,
                                           const uint8_t *setup_code, int32_t setup_code_offset)
{
    hap_srp_start_verifier(srp(work), salt + salt_offset, setup_code + setup_code_offset);
}

HAP_EXPORT int32_t hap_net_srp_finish_verifier(uint8_t *work, uint8_t *verifier, int32_t verifier_offset)
{
    return hap_srp_finish_verifier(verifier + verifier_offset, srp(work));
}

HAP_EXPORT void hap_net_srp_start_set(uint8_t *work, const uint8_t *verifier, int32_t verifier_offset,
                                      const uint8_t *private_value, int32_t private_value_offset)
{
    hap_srp_start_set(srp(work), verifier + verifier_offset, private_value + private_value_offset);
}

HAP_EXPORT int32_t hap_net_srp_public_key(uint8_t *work, uint8_t *public_key, int32_t public_key_offset)
{
    return hap_srp_public_key(public_key + public_key_offset, srp(work));
}

HAP_EXPORT int32_t hap_net_srp_start_session(uint8_t *work, const uint8_t *controller_key, int32_t offset, int32_t count)
{
    return hap_srp_start_session(srp(work), controller_key + offset, (size_t)count);
}

HAP_EXPORT int32_t hap_net_srp_finish_session(uint8_t *work, const uint8_t *salt, int32_t salt_offset,
                                              const uint8_t *proof, int32_t proof_offset,
                                              uint8_t *session_key, int32_t session_key_offset,
                                              uint8_t *answer, int32_t answer_offset)
{
    return hap_srp_finish_session(session_key + session_key_offset, answer + answer_offset, srp(work), salt + salt_offset,
                                  proof + proof_offset);
}

HAP_EXPORT int32_t hap_net_srp_step(uint8_t *work)
{
    return hap_srp_step(srp(work));
}

HAP_EXPORT int32_t hap_net_fixed_time_equals(const uint8_t *left, int32_t left_offset, const uint8_t *right,
                                             int32_t right_offset, int32_t count)
{
    return hap_equal_ct(left + left_offset, right + right_offset, (size_t)count);
}
