/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_POLY1305_H
#define HAP_POLY1305_H

#include <stddef.h>
#include <stdint.h>

/* Poly1305 (RFC 8439 §2.5) as the AEAD uses it: every piece is padded with zeros to whole 16-byte blocks (§2.8), so the shorter
 * last block of the plain authenticator never occurs. Time depends on sizes and alignment only. */

#define HAP_POLY1305_KEY_WORDS 8
#define HAP_POLY1305_BLOCK_BYTES 16
#define HAP_POLY1305_TAG_BYTES 16

typedef struct
{
    uint32_t h[5]; /* accumulator below 2^131, least significant word first: h[4] <= 7 */
    uint32_t r[4]; /* clamped */
    uint32_t s[4]; /* what the tag adds */
} hap_poly1305_t;

/* key is r, then s, as little-endian words: what the key stream gives. */
void hap_poly1305_init(hap_poly1305_t *poly, const uint32_t key[HAP_POLY1305_KEY_WORDS]);

/* Takes size bytes, and zeros up to a multiple of 16. */
void hap_poly1305_update_padded(hap_poly1305_t *poly, const uint8_t *data, size_t size);

/* Writes the tag and wipes poly. */
void hap_poly1305_final(uint8_t tag[HAP_POLY1305_TAG_BYTES], hap_poly1305_t *poly);

#endif
