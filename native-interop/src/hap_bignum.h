/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Arithmetic modulo the 3072-bit prime N of RFC 5054 appendix A, for hap_srp.c only.
 *
 * A number is HAP_BN_LIMBS limbs, least significant first. Between operations it is "loose": any value below
 * R = 2^3072, of which N leaves 2^3072 - N < 2^3008 values with two names; hap_bn_reduce gives the one below N.
 * "Montgomery form" of x is x * R mod N (P. L. Montgomery 1985); hap_bn_mul and hap_bn_sqr keep it.
 *
 * Constant time: no branch and no address depends on a number, in any function here; the index of hap_bn_select is
 * secret too. Sizes are fixed, so are the loops. No function keeps a copy: the caller wipes numbers and scratch.
 * Aliasing: r may equal a or b everywhere. Nothing overlaps scratch. */

#ifndef HAP_BIGNUM_H
#define HAP_BIGNUM_H

#include "hap_common.h"

/* A limb is the widest factor whose product the compiler can hold. Both widths run the same code; a build may ask for
 * 32-bit limbs with HAP_BN_LIMB32, as the tests do. */
#if defined(__SIZEOF_INT128__) && !defined(HAP_BN_LIMB32)
typedef uint64_t hap_limb;
__extension__ typedef unsigned __int128 hap_limb2;
#define HAP_LIMB_BITS 64
#else
typedef uint32_t hap_limb;
typedef uint64_t hap_limb2;
#define HAP_LIMB_BITS 32
#endif

#define HAP_BN_BYTES 384
#define HAP_BN_LIMBS (3072 / HAP_LIMB_BITS)

typedef hap_limb hap_bn[HAP_BN_LIMBS];

/* Products are added up four rows at a time. What the rows bring along from the columns before: the limbs a[-1], a[-2] and
 * a[-3], and a carry for each row. */
#define HAP_BN_ROWS 4

typedef struct
{
    hap_limb x[HAP_BN_ROWS - 1];
    hap_limb carry[HAP_BN_ROWS];
} hap_bn_row_start;

/* What a multiplication needs beside its operands: the double-length product, the middle products of the halves, and one turn
 * of the reduction. */
typedef struct
{
    hap_limb product[2 * HAP_BN_LIMBS];
    hap_limb halves[2 * HAP_BN_LIMBS];
    hap_limb quotient[HAP_BN_ROWS];
    hap_bn_row_start start;
} hap_bn_scratch;

/* r = size big-endian bytes, at most 384, and back. To bytes, a must be reduced. */
void hap_bn_from_bytes(hap_bn r, const uint8_t *bytes, unsigned size);
void hap_bn_to_bytes(uint8_t bytes[HAP_BN_BYTES], const hap_bn a);

/* r = value. */
void hap_bn_set(hap_bn r, hap_limb value);

/* r = N. */
void hap_bn_set_prime(hap_bn r);

/* r = R mod N: one, in Montgomery form. */
void hap_bn_set_one_mont(hap_bn r);

/* r = R * R mod N: hap_bn_mul by it brings a number into Montgomery form. */
void hap_bn_set_rr(hap_bn r, hap_bn_scratch *scratch);

/* r = a * b / R mod N and r = a * a / R mod N, loose. */
void hap_bn_mul(hap_bn r, const hap_bn a, const hap_bn b, hap_bn_scratch *scratch);
void hap_bn_sqr(hap_bn r, const hap_bn a, hap_bn_scratch *scratch);

/* r = a / R mod N, reduced: a out of Montgomery form. */
void hap_bn_from_mont(hap_bn r, const hap_bn a, hap_bn_scratch *scratch);

/* r = r * factor mod N, loose. factor below 2^31. */
void hap_bn_mul_small(hap_bn r, hap_limb factor);

/* r = a + b mod N and r = a - b mod N, loose. b must be reduced. */
void hap_bn_add(hap_bn r, const hap_bn a, const hap_bn b);
void hap_bn_sub(hap_bn r, const hap_bn a, const hap_bn b);

/* r = r mod N. */
void hap_bn_reduce(hap_bn r);

/* 1 when a is 0 or N (all the names of zero), else 0. */
int hap_bn_is_zero_mod(const hap_bn a);

/* r = table[index], reading every one of the count entries. */
void hap_bn_select(hap_bn r, hap_bn *table, unsigned count, unsigned index);

#endif
