/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_AEAD_H
#define HAP_AEAD_H

#include "hap_common.h"

/* AEAD_CHACHA20_POLY1305 (RFC 8439 §2.8). Time depends on sizes and alignment only, never on key or text; fastest when
 * out and the input start on a 4-byte boundary. Stack 320 bytes. A frame of 1,024 bytes takes 39,700 instructions, 47,700 where
 * it is not aligned; one of 64 bytes 5,300. */

#define HAP_AEAD_KEY_BYTES 32
#define HAP_AEAD_NONCE_BYTES 12
#define HAP_AEAD_TAG_BYTES 16

#ifdef __cplusplus
extern "C" {
#endif

/* Encrypts and authenticates.
 *   out   text_size + 16 bytes: ciphertext, then tag. Equal to text (in place) or apart from it, never partly over it;
 *         aad stays apart from it.
 *   nonce HAP: four zero bytes, then a 64-bit number, little-endian. Never twice under one key.
 *   text_size  at most 2^38 - 64 (RFC 8439 §2.8): not checked where size_t is 32 bits and cannot exceed it. */
HAP_EXPORT void hap_aead_seal(uint8_t *out, const uint8_t key[HAP_AEAD_KEY_BYTES],
                              const uint8_t nonce[HAP_AEAD_NONCE_BYTES], const uint8_t *aad, size_t aad_size,
                              const uint8_t *text, size_t text_size);

/* Verifies and decrypts.
 *   out     text_size bytes of text. Equal to sealed (in place) or apart from it, never partly over it.
 *   sealed  text_size bytes of ciphertext, then the 16-byte tag. text_size excludes the tag.
 * Returns HAP_OK, or HAP_ERR_AUTH when the tag does not verify: the text_size bytes of out are then zero, and nothing was
 * decrypted. */
HAP_MUST_CHECK HAP_EXPORT int hap_aead_open(uint8_t *out, const uint8_t key[HAP_AEAD_KEY_BYTES],
                                            const uint8_t nonce[HAP_AEAD_NONCE_BYTES], const uint8_t *aad,
                                            size_t aad_size, const uint8_t *sealed, size_t text_size);

#ifdef __cplusplus
}
#endif

#endif
