/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_GE25519_H
#define HAP_GE25519_H

#include "hap_fe25519.h"
#include "hap_sc25519.h"

/* The group of edwards25519, -x^2 + y^2 = 1 + d x^2 y^2 (RFC 8032 §5.1), with B its base point.
 * A point is x = X/Z, y = Y/Z, and T = XY/Z where the next operation adds. */

typedef struct
{
    hap_fe_t x;
    hap_fe_t y;
    hap_fe_t z;
    hap_fe_t t;
} hap_ge_t;

/* out = [scalar]B, T not set. scalar < 2^255, not reduced modulo L. Time depends on nothing. */
void hap_ge_base_mul(hap_ge_t *out, const hap_sc_t *scalar);

/* out = [s]B - [k]a, T not set; s < 2^255, k < 2^253. For public values only: time depends on k. */
void hap_ge_base_mul_sub(hap_ge_t *out, const hap_sc_t *s, const hap_sc_t *k, const hap_ge_t *a);

/* RFC 8032 §5.1.2. Time depends on nothing. */
void hap_ge_encode(uint8_t bytes[HAP_FE_BYTES], const hap_ge_t *a);

/* RFC 8032 §5.1.3. Returns 1, or 0 when bytes are no canonical encoding of a point: y >= p, no such x, or x = 0 with the
 * sign bit set. For public values only. */
int hap_ge_decode(hap_ge_t *out, const uint8_t bytes[HAP_FE_BYTES]);

/* 1 when the order of a, a point as decoded (Z = 1), divides 8, else 0. For public values only. */
int hap_ge_has_small_order(const hap_ge_t *a);

#endif
