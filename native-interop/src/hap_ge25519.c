/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_ge25519.h"

#include <stddef.h>

#include "hap_common.h"
#include "hap_word.h"

/* A point prepared for addition: Y + X, Y - X, 2dT, 2Z. */
typedef struct
{
    hap_fe_t part[4];
} addend_t;

/* The same with Z = 1, as the table of B stores it: y + x, y - x, 2dxy. */
typedef struct
{
    hap_fe_t part[3];
} affine_t;

#include "hap_base25519.h"

enum
{
    COMB_COLUMNS = 32, /* scalar bits i, i + 64, i + 128, i + 192 are one look-up in comb 0, those 32 above one in comb 1 */
    COMB_ENTRIES = 8,
    WINDOW_BITS = 4,   /* signed window of the verifier: odd digits -7..7 */
    WINDOW_ENTRIES = 4,
    WINDOW_DIGITS = 254 /* of a scalar below 2^253, with a carry out of its top window */
};

static const hap_fe_t curve_d = {
    { 0x135978A3, 0x75EB4DCA, 0x4141D8AB, 0x00700A4D, 0x7779E898, 0x8CC74079, 0x2B6FFE73, 0x52036CEE }
};

static const hap_fe_t curve_2d = {
    { 0x26B2F159, 0xEBD69B94, 0x8283B156, 0x00E0149A, 0xEEF3D130, 0x198E80F2, 0x56DFFCE7, 0x2406D9DC }
};

static const hap_fe_t root_of_minus_one = {
    { 0x4A0EA0B0, 0xC4EE1B27, 0xAD2FE478, 0x2F431806, 0x3DFBD7A7, 0x2B4D0099, 0x4FC1DF0B, 0x2B832480 }
};

/* A sum of points under way, with everything that the formulas and look-ups write: one place to wipe, because intermediate values of
 * a secret multiple tell as much as the multiple. */
typedef struct
{
    hap_ge_t point;
    hap_fe_t e;
    hap_fe_t f;
    hap_fe_t g;
    hap_fe_t h;
    hap_sc_t bits;  /* the digits of the comb */
    affine_t entry; /* of the comb */
} sum_t;

static void set_neutral(hap_ge_t *point)
{
    hap_wipe(point, sizeof *point);
    point->y = hap_fe_one;
    point->z = hap_fe_one;
}

/* The common end of addition and doubling: X = ef, Y = gh, Z = fg, T = eh. with_t = 0 saves the product for T, which stays stale, when
 * the point is next doubled or encoded. */
static void complete(sum_t *sum, const hap_fe_t *f, const hap_fe_t *g, int with_t)
{
    hap_fe_mul(&sum->point.x, &sum->e, f);
    hap_fe_mul(&sum->point.y, g, &sum->h);
    hap_fe_mul(&sum->point.z, f, g);

    if (with_t)
    {
        hap_fe_mul(&sum->point.t, &sum->e, &sum->h);
    }
}

/* The sum doubles. Formulas of Hisil, Wong, Carter and Dawson (2008) for a = -1; complete on this curve, neutral element included. */
static void double_sum(sum_t *sum, int with_t)
{
    hap_fe_add(&sum->e, &sum->point.x, &sum->point.y);
    hap_fe_square(&sum->e, &sum->e);
    hap_fe_square(&sum->g, &sum->point.y);
    hap_fe_square(&sum->h, &sum->point.x);
    hap_fe_add_sub(&sum->h, &sum->g, &sum->g, &sum->h);
    hap_fe_sub(&sum->e, &sum->e, &sum->h);
    hap_fe_square(&sum->f, &sum->point.z);
    hap_fe_add(&sum->f, &sum->f, &sum->f);
    hap_fe_sub(&sum->f, &sum->f, &sum->g);
    complete(sum, &sum->f, &sum->g, with_t);
}

/* The sum grows by the point of which part is the addend_t or, without has_z, the affine_t; where subtract is 1, which is public, it
 * shrinks by it: -P is P with Y + X and Y - X exchanged and T of the other sign. Complete: any two points, equal, opposite or
 * neutral ones included. */
static void add_parts(sum_t *sum, const hap_fe_t *part, int has_z, uint32_t subtract, int with_t)
{
    hap_fe_add_sub(&sum->h, &sum->e, &sum->point.y, &sum->point.x);
    hap_fe_mul(&sum->h, &sum->h, &part[subtract]);
    hap_fe_mul(&sum->e, &sum->e, &part[1 - subtract]);
    hap_fe_add_sub(&sum->h, &sum->e, &sum->h, &sum->e);
    hap_fe_mul(&sum->f, &sum->point.t, &part[2]);

    if (has_z)
    {
        hap_fe_mul(&sum->g, &sum->point.z, &part[3]);
    }
    else
    {
        hap_fe_add(&sum->g, &sum->point.z, &sum->point.z);
    }

    hap_fe_add_sub(&sum->g, &sum->f, &sum->g, &sum->f);
    complete(sum, subtract ? &sum->g : &sum->f, subtract ? &sum->f : &sum->g, with_t);
}

static void prepare(addend_t *out, const hap_ge_t *a)
{
    hap_fe_add_sub(&out->part[0], &out->part[1], &a->y, &a->x);
    hap_fe_mul(&out->part[2], &a->t, &curve_2d);
    hap_fe_add(&out->part[3], &a->z, &a->z);
}

/* The digits of the comb: scalar = sum of (2 * bit[i] - 1) * 2^i over 256 bits. That form exists for odd numbers only, so an even
 * scalar gets L added, which changes no multiple of B. For odd k: sum of bit[i] * 2^i = (k + 2^256 - 1) / 2 = (k >> 1) + 2^255;
 * k < 2^255 + 2^253 keeps k >> 1 below 2^255. */
static void recode(hap_sc_t *bits, const hap_sc_t *scalar)
{
    uint32_t mask = hap_mask(~scalar->word[0] & 1);
    uint32_t carry = 0;

    for (unsigned i = 0; i < 8; i++)
    {
        bits->word[i] = hap_add2(scalar->word[i], hap_sc_order.word[i] & mask, &carry);
    }

    for (unsigned i = 0; i < 7; i++)
    {
        bits->word[i] = bits->word[i] >> 1 | bits->word[i + 1] << 31;
    }

    bits->word[7] = bits->word[7] >> 1 | 0x80000000u;
}

/* a = -a when bit is 1. For canonical a: 2^256 - 1 - a is 37 - a modulo p, and at least 2^255. */
static void negate_if(hap_fe_t *a, uint32_t bit)
{
    uint32_t mask = hap_mask(bit);
    uint32_t borrow = mask & 37;

    for (unsigned i = 0; i < 8; i++)
    {
        a->word[i] = hap_sub_borrow(a->word[i] ^ mask, &borrow);
    }
}

/* Which entry of a comb a column asks for, and in negative whether the point opposite to it. */
static uint32_t comb_index(const hap_sc_t *bits, unsigned comb, unsigned column, uint32_t *negative)
{
    const uint32_t *word = &bits->word[comb];
    uint32_t digit = (word[0] >> column & 1) | (word[2] >> column & 1) << 1 | (word[4] >> column & 1) << 2;

    *negative = 1 - (word[6] >> column & 1);
    return digit ^ (hap_mask(*negative) & (COMB_ENTRIES - 1));
}

/* Reads the comb's entry for one column; every entry is read, and the sign is applied without a branch. */
static void select(affine_t *out, const affine_t *entry, uint32_t index, uint32_t negative)
{
    uint32_t mask[COMB_ENTRIES];

    for (uint32_t i = 0; i < COMB_ENTRIES; i++)
    {
        mask[i] = hap_mask(((i ^ index) - 1) >> 31);
    }

    /* Word by word rather than entry by entry, so that the masks and the sum stay in registers. */
    for (unsigned part = 0; part < 3; part++)
    {
        for (unsigned i = 0; i < 8; i++)
        {
            out->part[part].word[i] =
                (entry[0].part[part].word[i] & mask[0]) | (entry[1].part[part].word[i] & mask[1]) |
                (entry[2].part[part].word[i] & mask[2]) | (entry[3].part[part].word[i] & mask[3]) |
                (entry[4].part[part].word[i] & mask[4]) | (entry[5].part[part].word[i] & mask[5]) |
                (entry[6].part[part].word[i] & mask[6]) | (entry[7].part[part].word[i] & mask[7]);
        }
    }

    hap_fe_swap(&out->part[0], &out->part[1], negative);
    negate_if(&out->part[2], negative);
}

/* The sum grows by both combs' entries of one column; T is not set. */
static void add_column(sum_t *sum, unsigned column, int is_public)
{
    for (unsigned comb = 0; comb < 2; comb++)
    {
        uint32_t negative;
        uint32_t index = comb_index(&sum->bits, comb, column, &negative);

        if (is_public)
        {
            add_parts(sum, base_comb[comb][index].part, 0, negative, comb == 0);
        }
        else
        {
            select(&sum->entry, base_comb[comb], index, negative);
            add_parts(sum, sum->entry.part, 0, 0, comb == 0);
        }
    }
}

void hap_ge_base_mul(hap_ge_t *out, const hap_sc_t *scalar)
{
    sum_t sum;

    recode(&sum.bits, scalar);
    set_neutral(&sum.point);

    for (unsigned column = COMB_COLUMNS; column-- != 0;)
    {
        double_sum(&sum, 1);
        add_column(&sum, column, 0);
    }

    *out = sum.point;
    hap_wipe(&sum, sizeof sum);
}

/* Width-4 non-adjacent form: scalar = sum of digit[i] * 2^i, digits 0 or odd, -7..7, any nonzero one followed by 3 zeros. */
static void recode_window(int8_t digit[WINDOW_DIGITS], const hap_sc_t *scalar)
{
    unsigned carry = 0;

    hap_wipe(digit, WINDOW_DIGITS);

    for (unsigned i = 0; i < WINDOW_DIGITS;)
    {
        unsigned window = scalar->word[i >> 5] >> (i & 31);

        if ((i & 31) > 32 - WINDOW_BITS && i < 7 * 32)
        {
            window |= scalar->word[(i >> 5) + 1] << (32 - (i & 31));
        }

        if ((window & 1) == carry)
        {
            i++;
            continue;
        }

        window = (window & ((1 << WINDOW_BITS) - 1)) + carry;
        carry = window >> (WINDOW_BITS - 1);
        digit[i] = (int8_t)((int)window - (int)(carry << WINDOW_BITS));
        i += WINDOW_BITS;
    }
}

/* The sum shrinks by digit times the point of odd; digit is odd, -7..7, and public. */
static void subtract_multiple(sum_t *sum, const addend_t odd[WINDOW_ENTRIES], int digit, int with_t)
{
    uint32_t subtract = digit > 0;

    add_parts(sum, odd[(subtract ? digit : -digit) >> 1].part, 1, subtract, with_t);
}

void hap_ge_base_mul_sub(hap_ge_t *out, const hap_sc_t *s, const hap_sc_t *k, const hap_ge_t *a)
{
    addend_t odd[WINDOW_ENTRIES];                      /* a, 3a, 5a, 7a */
    const addend_t *twice = &odd[WINDOW_ENTRIES - 1]; /* 2a, in the place that is filled last */
    int8_t digit[WINDOW_DIGITS];
    sum_t sum;

    prepare(&odd[0], a);
    sum.point = *a;
    double_sum(&sum, 1);
    prepare(&odd[WINDOW_ENTRIES - 1], &sum.point);
    sum.point = *a;

    for (unsigned i = 1; i < WINDOW_ENTRIES; i++)
    {
        add_parts(&sum, twice->part, 1, 0, 1);
        prepare(&odd[i], &sum.point);
    }

    recode(&sum.bits, s);
    recode_window(digit, k);
    set_neutral(&sum.point);

    for (unsigned i = WINDOW_DIGITS; i-- != 0;)
    {
        int in_comb = i < COMB_COLUMNS;

        double_sum(&sum, digit[i] != 0 || in_comb);

        if (digit[i] != 0)
        {
            subtract_multiple(&sum, odd, digit[i], in_comb);
        }

        if (in_comb)
        {
            add_column(&sum, i, 1);
        }
    }

    *out = sum.point;
}

void hap_ge_encode(uint8_t bytes[HAP_FE_BYTES], const hap_ge_t *a)
{
    uint8_t x_bytes[HAP_FE_BYTES];
    hap_fe_t inverse;
    hap_fe_t t;

    hap_fe_invert(&inverse, &a->z);
    hap_fe_mul(&t, &a->x, &inverse);
    hap_fe_store(x_bytes, &t);
    hap_fe_mul(&t, &a->y, &inverse);
    hap_fe_store(bytes, &t);
    bytes[HAP_FE_BYTES - 1] = (uint8_t)(bytes[HAP_FE_BYTES - 1] | (x_bytes[0] & 1) << 7);
    hap_wipe(&inverse, sizeof inverse);
    hap_wipe(&t, sizeof t);
    hap_wipe(x_bytes, sizeof x_bytes);
}

/* x with v x^2 = u, where u / v is a square: candidate u v^3 (u v^7)^((p-5)/8), or that times the root of -1. Returns 0 when u / v
 * is no square (RFC 8032 §5.1.3 steps 2 and 3). */
static int recover_x(hap_fe_t *x, const hap_fe_t *u, const hap_fe_t *v)
{
    hap_fe_t t;
    hap_fe_t w;

    hap_fe_square(&t, v);
    hap_fe_mul(&t, &t, v);
    hap_fe_mul(x, &t, u);        /* u v^3 */
    hap_fe_square(&t, &t);
    hap_fe_mul(&t, &t, v);
    hap_fe_mul(&t, &t, u);       /* u v^7 */
    hap_fe_power_252_3(&t, &t);
    hap_fe_mul(x, x, &t);

    hap_fe_square(&t, x);
    hap_fe_mul(&t, &t, v);
    hap_fe_sub(&w, &t, u);

    if (hap_fe_is_zero(&w))
    {
        return 1;
    }

    hap_fe_mul(x, x, &root_of_minus_one);
    hap_fe_add(&w, &t, u);
    return (int)hap_fe_is_zero(&w);
}

int hap_ge_decode(hap_ge_t *out, const uint8_t bytes[HAP_FE_BYTES])
{
    uint8_t canonical[HAP_FE_BYTES];
    unsigned sign = bytes[HAP_FE_BYTES - 1] >> 7;
    hap_fe_t u;
    hap_fe_t v;

    hap_fe_load(&out->y, bytes);
    hap_fe_store(canonical, &out->y);
    canonical[HAP_FE_BYTES - 1] = (uint8_t)(canonical[HAP_FE_BYTES - 1] | sign << 7);

    if (!hap_equal_ct(canonical, bytes, HAP_FE_BYTES))
    {
        return 0;
    }

    out->z = hap_fe_one;
    hap_fe_square(&u, &out->y);
    hap_fe_mul(&v, &u, &curve_d);
    hap_fe_sub(&u, &u, &hap_fe_one);
    hap_fe_add(&v, &v, &hap_fe_one);

    if (!recover_x(&out->x, &u, &v))
    {
        return 0;
    }

    hap_fe_store(canonical, &out->x);

    if ((canonical[0] & 1) != sign)
    {
        static const hap_fe_t zero = { { 0 } };

        if (hap_fe_is_zero(&out->x))
        {
            return 0;
        }

        hap_fe_sub(&out->x, &zero, &out->x);
    }

    hap_fe_mul(&out->t, &out->x, &out->y);
    return 1;
}

/* A point of order 1 or 2 has x = 0, of order 4 y = 0, and of order 8 a double with y = 0, which is (x^2 + y^2) / (2 - ...). So
 * the order divides 8 exactly when x y (x^2 + y^2) = 0; with Z = 1, x y is T. */
int hap_ge_has_small_order(const hap_ge_t *a)
{
    hap_fe_t t;
    hap_fe_t u;

    hap_fe_square(&t, &a->x);
    hap_fe_square(&u, &a->y);
    hap_fe_add(&t, &t, &u);
    hap_fe_mul(&t, &t, &a->t);
    return (int)hap_fe_is_zero(&t);
}
