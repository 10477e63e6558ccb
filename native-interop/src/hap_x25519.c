/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_x25519.h"

#include <string.h>

#include "hap_ge25519.h"

/* RFC 7748 §5: (A - 2) / 4 with A = 486662. */
#define A24 121665

void hap_x25519_public_key(uint8_t public_key[HAP_X25519_KEY_BYTES], const uint8_t secret_key[HAP_X25519_KEY_BYTES])
{
    hap_sc_t scalar;
    hap_ge_t point;

    hap_sc_load_clamped(&scalar, secret_key);
    hap_ge_base_mul(&point, &scalar);

    /* RFC 7748 §4.1: u = (1 + y) / (1 - y) on the isogenous point of edwards25519. Z - Y is never 0: that would be the neutral
     * element, but no clamped scalar is a multiple of L. */
    hap_fe_add_sub(&point.x, &point.y, &point.z, &point.y);
    hap_fe_invert(&point.y, &point.y);
    hap_fe_mul(&point.x, &point.x, &point.y);
    hap_fe_store(public_key, &point.x);

    hap_wipe(&scalar, sizeof scalar);
    hap_wipe(&point, sizeof point);
}

/* The state of the Montgomery ladder: (x2 : z2) and (x3 : z3) differ by the peer's point, whose coordinate is x1. */
typedef struct
{
    hap_sc_t scalar;
    hap_fe_t x1;
    hap_fe_t x2;
    hap_fe_t z2;
    hap_fe_t x3;
    hap_fe_t z3;
    hap_fe_t e;
    hap_fe_t t;
} ladder_t;

/* One step of RFC 7748 §5: (x2 : z2) doubles, (x3 : z3) becomes the sum. */
static void step(ladder_t *l)
{
    hap_fe_add_sub(&l->x2, &l->z2, &l->x2, &l->z2); /* A, B */
    hap_fe_add_sub(&l->x3, &l->z3, &l->x3, &l->z3); /* C, D */
    hap_fe_mul(&l->z3, &l->z3, &l->x2);             /* DA */
    hap_fe_mul(&l->x3, &l->x3, &l->z2);             /* CB */
    hap_fe_add_sub(&l->x3, &l->z3, &l->z3, &l->x3);
    hap_fe_square(&l->x3, &l->x3);
    hap_fe_square(&l->z3, &l->z3);
    hap_fe_mul(&l->z3, &l->z3, &l->x1);
    hap_fe_square(&l->x2, &l->x2);                  /* AA */
    hap_fe_square(&l->z2, &l->z2);                  /* BB */
    hap_fe_sub(&l->e, &l->x2, &l->z2);              /* E = AA - BB */
    hap_fe_add_scaled(&l->t, &l->x2, &l->e, A24);   /* AA + a24 * E */
    hap_fe_mul(&l->x2, &l->x2, &l->z2);
    hap_fe_mul(&l->z2, &l->e, &l->t);
}

int hap_x25519(uint8_t shared[HAP_X25519_KEY_BYTES], const uint8_t secret_key[HAP_X25519_KEY_BYTES],
               const uint8_t peer_key[HAP_X25519_KEY_BYTES])
{
    ladder_t l;
    uint32_t swapped = 0;
    uint32_t is_zero;

    hap_sc_load_clamped(&l.scalar, secret_key);
    hap_fe_load(&l.x1, peer_key);
    l.x2 = hap_fe_one;
    memset(&l.z2, 0, sizeof l.z2);
    l.x3 = l.x1;
    l.z3 = hap_fe_one;

    for (unsigned i = 255; i-- != 0;)
    {
        uint32_t bit = l.scalar.word[i >> 5] >> (i & 31) & 1;

        hap_fe_swap(&l.x2, &l.x3, swapped ^ bit);
        hap_fe_swap(&l.z2, &l.z3, swapped ^ bit);
        swapped = bit;
        step(&l);
    }

    /* The last bit of a clamped scalar is 0: nothing is left to swap. */
    hap_fe_invert(&l.z2, &l.z2);
    hap_fe_mul(&l.x2, &l.x2, &l.z2);
    is_zero = hap_fe_is_zero(&l.x2);
    hap_fe_store(shared, &l.x2);
    hap_wipe(&l, sizeof l);

    return (int)is_zero * HAP_ERR_KEY;
}
