/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_FE25519_H
#define HAP_FE25519_H

#include <stdint.h>

/* Arithmetic modulo p = 2^255 - 19, the field of X25519 and Ed25519.
 *
 * An element is eight 32-bit words, least significant first, and stands for its value modulo p: every value below 2^256 is
 * valid input and possible output, so operations compose in any order. Only hap_fe_store makes the value unique.
 * Outputs may equal inputs. Time depends on nothing; no function branches on or indexes by a value. */

#define HAP_FE_BYTES 32

typedef struct
{
    uint32_t word[8];
} hap_fe_t;

extern const hap_fe_t hap_fe_one;

/* Bit 255 of bytes is ignored; values of p and above are taken modulo p. */
void hap_fe_load(hap_fe_t *out, const uint8_t bytes[HAP_FE_BYTES]);

/* The canonical encoding: below p, little-endian. */
void hap_fe_store(uint8_t bytes[HAP_FE_BYTES], const hap_fe_t *a);

void hap_fe_add(hap_fe_t *out, const hap_fe_t *a, const hap_fe_t *b);
void hap_fe_sub(hap_fe_t *out, const hap_fe_t *a, const hap_fe_t *b);

/* sum = a + b and difference = a - b: two elements, each of which may also be a or b. */
void hap_fe_add_sub(hap_fe_t *sum, hap_fe_t *difference, const hap_fe_t *a, const hap_fe_t *b);

void hap_fe_mul(hap_fe_t *out, const hap_fe_t *a, const hap_fe_t *b);
void hap_fe_square(hap_fe_t *out, const hap_fe_t *a);

/* out = a + factor * b, for a factor below 2^26. */
void hap_fe_add_scaled(hap_fe_t *out, const hap_fe_t *a, const hap_fe_t *b, uint32_t factor);

/* out = a^(2^252 - 3) = a^((p - 5) / 8): the heart of inversion and square root. */
void hap_fe_power_252_3(hap_fe_t *out, const hap_fe_t *a);

/* out = a^(p - 2) = 1 / a; 0 for 0. */
void hap_fe_invert(hap_fe_t *out, const hap_fe_t *a);

/* Exchanges a and b when bit is 1, nothing when it is 0. */
void hap_fe_swap(hap_fe_t *a, hap_fe_t *b, uint32_t bit);

/* 1 when the value is 0 modulo p, else 0. */
uint32_t hap_fe_is_zero(const hap_fe_t *a);

#endif
