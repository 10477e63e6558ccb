/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_SC25519_H
#define HAP_SC25519_H

#include <stdint.h>

/* Arithmetic modulo L = 2^252 + 27742317777372353535851937790883648493, the order of the base point (RFC 8032 §5.1).
 * Scalars are little-endian words. Time depends on nothing. */

#define HAP_SC_BYTES 32

typedef struct
{
    uint32_t word[8];
} hap_sc_t;

extern const hap_sc_t hap_sc_order; /* L */

void hap_sc_load(hap_sc_t *out, const uint8_t bytes[HAP_SC_BYTES]);

/* A secret scalar: the multiple of 8 with bit 254 set and bit 255 clear that the bytes give (RFC 7748 §5, RFC 8032 §5.1.5). */
void hap_sc_load_clamped(hap_sc_t *out, const uint8_t bytes[HAP_SC_BYTES]);

void hap_sc_store(uint8_t bytes[HAP_SC_BYTES], const hap_sc_t *a);

/* out = the 512-bit number in bytes, modulo L. */
void hap_sc_reduce(hap_sc_t *out, const uint8_t bytes[2 * HAP_SC_BYTES]);

/* out = (a * b + c) mod L. Any 256-bit a, b, c: (2^256-1)^2 + 2^256-1 < 2^512. */
void hap_sc_mul_add(hap_sc_t *out, const hap_sc_t *a, const hap_sc_t *b, const hap_sc_t *c);

/* 1 when a < L, else 0. */
uint32_t hap_sc_is_reduced(const hap_sc_t *a);

#endif
