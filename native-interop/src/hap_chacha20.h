/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_CHACHA20_H
#define HAP_CHACHA20_H

#include <stddef.h>
#include <stdint.h>

/* ChaCha20 (RFC 8439 §2.3, §2.4). Time depends on size and alignment only. */

#define HAP_CHACHA20_KEY_BYTES 32
#define HAP_CHACHA20_NONCE_BYTES 12
#define HAP_CHACHA20_BLOCK_BYTES 64

/* A position in a key stream. The caller wipes it. */
typedef struct
{
    uint32_t word[16]; /* constants, key, block counter, nonce */
} hap_chacha20_t;

void hap_chacha20_init(hap_chacha20_t *stream, const uint8_t key[HAP_CHACHA20_KEY_BYTES], uint32_t block_counter,
                       const uint8_t nonce[HAP_CHACHA20_NONCE_BYTES]);

/* Writes the next block of the key stream itself, as little-endian words. */
void hap_chacha20_block(hap_chacha20_t *stream, uint32_t key_stream[HAP_CHACHA20_BLOCK_BYTES / 4]);

/* out = in ^ key stream; out equals in or lies apart from it. Always starts at a block: size may be no multiple of 64 only in the
 * last call on a stream. */
void hap_chacha20_xor(hap_chacha20_t *stream, uint8_t *out, const uint8_t *in, size_t size);

#endif
