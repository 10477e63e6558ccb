/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_fe25519.h"

#include "hap_bytes.h"
#include "hap_common.h"
#include "hap_word.h"

/* Saturated words beat the customary 10 limbs of 25.5 bits on rv32imac: 64 products of 8 instructions against 100 of 6,
 * fewer loads, and no limb to normalise before a store. */

const hap_fe_t hap_fe_one = { { 1, 0, 0, 0, 0, 0, 0, 0 } };

#define TOP_BIT 0x80000000u

/* out = r + carry * 2^256, with everything above bit 254 folded in as 2^255 = 19 (mod p).
 * carry < 2^26 makes the folded part less than (2^27 + 1) * 19 < 2^32, so out < 2^255 + 2^32: no second fold. */
HAP_INLINE void fold(hap_fe_t *out, const uint32_t r[8], uint32_t carry)
{
    uint32_t part = (carry << 1 | r[7] >> 31) * 19;

    out->word[0] = hap_add_carry(r[0], &part);
    out->word[1] = hap_add_carry(r[1], &part);
    out->word[2] = hap_add_carry(r[2], &part);
    out->word[3] = hap_add_carry(r[3], &part);
    out->word[4] = hap_add_carry(r[4], &part);
    out->word[5] = hap_add_carry(r[5], &part);
    out->word[6] = hap_add_carry(r[6], &part);
    out->word[7] = (r[7] & ~TOP_BIT) + part;
}

/* out = low + 38 * high, because 2^256 = 38 (mod p). */
HAP_INLINE void reduce(hap_fe_t *out, uint32_t low[8], const uint32_t high[8])
{
    uint32_t carry = 0;

    low[0] = hap_mul_add2(high[0], 38, low[0], &carry);
    low[1] = hap_mul_add2(high[1], 38, low[1], &carry);
    low[2] = hap_mul_add2(high[2], 38, low[2], &carry);
    low[3] = hap_mul_add2(high[3], 38, low[3], &carry);
    low[4] = hap_mul_add2(high[4], 38, low[4], &carry);
    low[5] = hap_mul_add2(high[5], 38, low[5], &carry);
    low[6] = hap_mul_add2(high[6], 38, low[6], &carry);
    low[7] = hap_mul_add2(high[7], 38, low[7], &carry);
    fold(out, low, carry); /* carry <= 38: 38 * (2^256 - 1) + 2^256 - 1 < 39 * 2^256 */
}

/* One row of the product: h + x * y, whose lowest word is final and leaves h, which moves down a word. Two rows to a turn of the
 * loop cost 52 instructions more than all eight in line, and save 1,030 bytes of flash. */
#define ROW(final, x)                                   \
    do                                                  \
    {                                                   \
        uint32_t factor = (x);                          \
        uint32_t carry = 0;                             \
        (final) = hap_mul_add2(factor, y0, h0, &carry); \
        h0 = hap_mul_add2(factor, y1, h1, &carry);      \
        h1 = hap_mul_add2(factor, y2, h2, &carry);      \
        h2 = hap_mul_add2(factor, y3, h3, &carry);      \
        h3 = hap_mul_add2(factor, y4, h4, &carry);      \
        h4 = hap_mul_add2(factor, y5, h5, &carry);      \
        h5 = hap_mul_add2(factor, y6, h6, &carry);      \
        h6 = hap_mul_add2(factor, y7, h7, &carry);      \
        h7 = carry;                                     \
    } while (0)

void hap_fe_mul(hap_fe_t *out, const hap_fe_t *a, const hap_fe_t *b)
{
    const uint32_t *x = a->word;
    uint32_t y0 = b->word[0];
    uint32_t y1 = b->word[1];
    uint32_t y2 = b->word[2];
    uint32_t y3 = b->word[3];
    uint32_t y4 = b->word[4];
    uint32_t y5 = b->word[5];
    uint32_t y6 = b->word[6];
    uint32_t y7 = b->word[7];
    uint32_t h0 = 0;
    uint32_t h1 = 0;
    uint32_t h2 = 0;
    uint32_t h3 = 0;
    uint32_t h4 = 0;
    uint32_t h5 = 0;
    uint32_t h6 = 0;
    uint32_t h7 = 0;
    uint32_t low[8];

    for (unsigned i = 0; i < 8; i += 2)
    {
        ROW(low[i], x[i]);
        ROW(low[i + 1], x[i + 1]);
    }

    uint32_t high[8] = { h0, h1, h2, h3, h4, h5, h6, h7 };

    reduce(out, low, high);
}

#undef ROW

/* Doubles r[1..15] in place, one bit to the left; r[15] is 0 before. */
HAP_INLINE void double_words(uint32_t r[16])
{
    r[15] = r[14] >> 31;
    r[14] = r[14] << 1 | r[13] >> 31;
    r[13] = r[13] << 1 | r[12] >> 31;
    r[12] = r[12] << 1 | r[11] >> 31;
    r[11] = r[11] << 1 | r[10] >> 31;
    r[10] = r[10] << 1 | r[9] >> 31;
    r[9] = r[9] << 1 | r[8] >> 31;
    r[8] = r[8] << 1 | r[7] >> 31;
    r[7] = r[7] << 1 | r[6] >> 31;
    r[6] = r[6] << 1 | r[5] >> 31;
    r[5] = r[5] << 1 | r[4] >> 31;
    r[4] = r[4] << 1 | r[3] >> 31;
    r[3] = r[3] << 1 | r[2] >> 31;
    r[2] = r[2] << 1 | r[1] >> 31;
    r[1] = r[1] << 1;
}

void hap_fe_square(hap_fe_t *out, const hap_fe_t *a)
{
    uint32_t x0 = a->word[0];
    uint32_t x1 = a->word[1];
    uint32_t x2 = a->word[2];
    uint32_t x3 = a->word[3];
    uint32_t x4 = a->word[4];
    uint32_t x5 = a->word[5];
    uint32_t x6 = a->word[6];
    uint32_t x7 = a->word[7];
    uint32_t r[16];
    uint32_t carry = 0;

    /* The 28 products of different words, once. */
    r[1] = hap_mul_add(x0, x1, &carry);
    r[2] = hap_mul_add(x0, x2, &carry);
    r[3] = hap_mul_add(x0, x3, &carry);
    r[4] = hap_mul_add(x0, x4, &carry);
    r[5] = hap_mul_add(x0, x5, &carry);
    r[6] = hap_mul_add(x0, x6, &carry);
    r[7] = hap_mul_add(x0, x7, &carry);
    r[8] = carry;

    carry = 0;
    r[3] = hap_mul_add2(x1, x2, r[3], &carry);
    r[4] = hap_mul_add2(x1, x3, r[4], &carry);
    r[5] = hap_mul_add2(x1, x4, r[5], &carry);
    r[6] = hap_mul_add2(x1, x5, r[6], &carry);
    r[7] = hap_mul_add2(x1, x6, r[7], &carry);
    r[8] = hap_mul_add2(x1, x7, r[8], &carry);
    r[9] = carry;

    carry = 0;
    r[5] = hap_mul_add2(x2, x3, r[5], &carry);
    r[6] = hap_mul_add2(x2, x4, r[6], &carry);
    r[7] = hap_mul_add2(x2, x5, r[7], &carry);
    r[8] = hap_mul_add2(x2, x6, r[8], &carry);
    r[9] = hap_mul_add2(x2, x7, r[9], &carry);
    r[10] = carry;

    carry = 0;
    r[7] = hap_mul_add2(x3, x4, r[7], &carry);
    r[8] = hap_mul_add2(x3, x5, r[8], &carry);
    r[9] = hap_mul_add2(x3, x6, r[9], &carry);
    r[10] = hap_mul_add2(x3, x7, r[10], &carry);
    r[11] = carry;

    carry = 0;
    r[9] = hap_mul_add2(x4, x5, r[9], &carry);
    r[10] = hap_mul_add2(x4, x6, r[10], &carry);
    r[11] = hap_mul_add2(x4, x7, r[11], &carry);
    r[12] = carry;

    carry = 0;
    r[11] = hap_mul_add2(x5, x6, r[11], &carry);
    r[12] = hap_mul_add2(x5, x7, r[12], &carry);
    r[13] = carry;

    carry = 0;
    r[13] = hap_mul_add2(x6, x7, r[13], &carry);
    r[14] = carry;

    double_words(r);

    /* The 8 squares. The whole is below 2^512, so the last carry is 0. */
    carry = 0;
    r[0] = hap_mul_add(x0, x0, &carry);
    r[1] = hap_add_carry(r[1], &carry);
    r[2] = hap_mul_add2(x1, x1, r[2], &carry);
    r[3] = hap_add_carry(r[3], &carry);
    r[4] = hap_mul_add2(x2, x2, r[4], &carry);
    r[5] = hap_add_carry(r[5], &carry);
    r[6] = hap_mul_add2(x3, x3, r[6], &carry);
    r[7] = hap_add_carry(r[7], &carry);
    r[8] = hap_mul_add2(x4, x4, r[8], &carry);
    r[9] = hap_add_carry(r[9], &carry);
    r[10] = hap_mul_add2(x5, x5, r[10], &carry);
    r[11] = hap_add_carry(r[11], &carry);
    r[12] = hap_mul_add2(x6, x6, r[12], &carry);
    r[13] = hap_add_carry(r[13], &carry);
    r[14] = hap_mul_add2(x7, x7, r[14], &carry);
    r[15] = hap_add_carry(r[15], &carry);

    reduce(out, r, r + 8);
}

/* Sums and differences are brought below 2^256 by a multiple of p that the top words alone give, so that one pass is enough:
 * k * p = k * 2^255 - 19k: 19k goes in below, k * 2^255 at the top, whose own carry or borrow is thereby made up for.
 *
 * Sum: k = floor((floor(a7 / 2) + floor(b7 / 2)) / 2^30), 0..3, leaves a7 + b7 - k * 2^31 between 0 and 2^31 at the top, and
 * at most 2 are carried to it. */
HAP_INLINE uint32_t excess_of_sum(const hap_fe_t *a, const hap_fe_t *b)
{
    return ((a->word[7] >> 1) + (b->word[7] >> 1)) >> 30;
}

/* Difference: t = floor(b7 / 4) - floor(a7 / 4) is within 4 of a quarter of e = b7 - a7. k = floor((t + 1) / 2^29) + 1 gives
 * 4t + 8 <= k * 2^31 <= 4t + 4 + 2^31, so k * 2^31 - e, the top word before the others borrow from it (2 at most), is from 5 to
 * 2^31 + 7. k is -1..3; 0 does as well as -1, for which -e, from 2^31 to 2^32 - 1, is in range as it is. */
HAP_INLINE uint32_t want_of_difference(const hap_fe_t *a, const hap_fe_t *b)
{
    uint32_t above = ((b->word[7] >> 2) - (a->word[7] >> 2) + 1 + 0x40000000) >> 29; /* k + 1, which is never negative */

    return above - (above != 0);
}

void hap_fe_add(hap_fe_t *out, const hap_fe_t *a, const hap_fe_t *b)
{
    uint32_t k = excess_of_sum(a, b);
    uint32_t carry = 19 * k;

    for (unsigned i = 0; i < 8; i += 2)
    {
        out->word[i] = hap_add2(a->word[i], b->word[i], &carry);
        out->word[i + 1] = hap_add2(a->word[i + 1], b->word[i + 1], &carry);
    }

    out->word[7] -= k << 31;
}

void hap_fe_sub(hap_fe_t *out, const hap_fe_t *a, const hap_fe_t *b)
{
    uint32_t k = want_of_difference(a, b);
    uint32_t borrow = 19 * k;

    for (unsigned i = 0; i < 8; i += 2)
    {
        out->word[i] = hap_sub2(a->word[i], b->word[i], &borrow);
        out->word[i + 1] = hap_sub2(a->word[i + 1], b->word[i + 1], &borrow);
    }

    out->word[7] += k << 31;
}

void hap_fe_add_sub(hap_fe_t *sum, hap_fe_t *difference, const hap_fe_t *a, const hap_fe_t *b)
{
    uint32_t excess = excess_of_sum(a, b);
    uint32_t want = want_of_difference(a, b);
    uint32_t carry = 19 * excess;
    uint32_t borrow = 19 * want;

    for (unsigned i = 0; i < 8; i++)
    {
        uint32_t x = a->word[i];
        uint32_t y = b->word[i];

        sum->word[i] = hap_add2(x, y, &carry);
        difference->word[i] = hap_sub2(x, y, &borrow);
    }

    sum->word[7] -= excess << 31;
    difference->word[7] += want << 31;
}

void hap_fe_add_scaled(hap_fe_t *out, const hap_fe_t *a, const hap_fe_t *b, uint32_t factor)
{
    uint32_t r[8];
    uint32_t carry = 0;

    for (unsigned i = 0; i < 8; i++)
    {
        r[i] = hap_mul_add2(b->word[i], factor, a->word[i], &carry);
    }

    fold(out, r, carry); /* carry <= factor */
}

void hap_fe_swap(hap_fe_t *a, hap_fe_t *b, uint32_t bit)
{
    uint32_t mask = hap_mask(bit);

    for (unsigned i = 0; i < 8; i++)
    {
        uint32_t change = (a->word[i] ^ b->word[i]) & mask;

        a->word[i] ^= change;
        b->word[i] ^= change;
    }
}

void hap_fe_load(hap_fe_t *out, const uint8_t bytes[HAP_FE_BYTES])
{
    hap_load_words_le(out->word, bytes, 8);

    out->word[7] &= ~TOP_BIT;
}

void hap_fe_store(uint8_t bytes[HAP_FE_BYTES], const hap_fe_t *a)
{
    hap_fe_t r;
    uint32_t carry = 19;

    fold(&r, a->word, 0); /* r < 2^255 + 19 < 2p */

    /* r >= p exactly when r + 19 reaches bit 255; then r - p is r + 19 without that bit. */
    for (unsigned i = 0; i < 7; i++)
    {
        (void)hap_add_carry(r.word[i], &carry);
    }

    carry = ((r.word[7] + carry) >> 31) * 19;

    for (unsigned i = 0; i < 8; i++)
    {
        r.word[i] = hap_add_carry(r.word[i], &carry);
    }

    r.word[7] &= ~TOP_BIT;
    hap_store_words_le(bytes, r.word, 8);

    hap_wipe(&r, sizeof r);
}

uint32_t hap_fe_is_zero(const hap_fe_t *a)
{
    uint8_t bytes[HAP_FE_BYTES];
    uint32_t any = 0;

    hap_fe_store(bytes, a);

    for (unsigned i = 0; i < HAP_FE_BYTES; i++)
    {
        any |= bytes[i];
    }

    hap_wipe(bytes, sizeof bytes);
    return (hap_hide(any) - 1) >> 31; /* any is 0..255 */
}

/* out = a^(2^count) * b, count >= 1; out may not be b. */
static void square_times_mul(hap_fe_t *out, const hap_fe_t *a, unsigned count, const hap_fe_t *b)
{
    hap_fe_square(out, a);

    while (--count != 0)
    {
        hap_fe_square(out, out);
    }

    hap_fe_mul(out, out, b);
}

void hap_fe_power_252_3(hap_fe_t *out, const hap_fe_t *a)
{
    struct
    {
        hap_fe_t x;
        hap_fe_t y;
        hap_fe_t z;
    } t;

    hap_fe_square(&t.x, a);                     /* 2 */
    square_times_mul(&t.y, &t.x, 2, a);         /* 9 */
    hap_fe_mul(&t.x, &t.x, &t.y);               /* 11 */
    square_times_mul(&t.x, &t.x, 1, &t.y);      /* 31 = 2^5 - 1 */
    square_times_mul(&t.y, &t.x, 5, &t.x);      /* 2^10 - 1 */
    square_times_mul(&t.x, &t.y, 10, &t.y);     /* 2^20 - 1 */
    square_times_mul(&t.z, &t.x, 20, &t.x);     /* 2^40 - 1 */
    square_times_mul(&t.x, &t.z, 10, &t.y);     /* 2^50 - 1 */
    square_times_mul(&t.y, &t.x, 50, &t.x);     /* 2^100 - 1 */
    square_times_mul(&t.z, &t.y, 100, &t.y);    /* 2^200 - 1 */
    square_times_mul(&t.y, &t.z, 50, &t.x);     /* 2^250 - 1 */
    square_times_mul(&t.x, &t.y, 2, a);         /* 2^252 - 3 */
    *out = t.x;
    hap_wipe(&t, sizeof t);
}

void hap_fe_invert(hap_fe_t *out, const hap_fe_t *a)
{
    hap_fe_t cube;
    hap_fe_t t;

    /* p - 2 = 2^255 - 21 = 8 * (2^252 - 3) + 3 */
    hap_fe_power_252_3(&t, a);
    hap_fe_square(&cube, a);
    hap_fe_mul(&cube, &cube, a);
    square_times_mul(&t, &t, 3, &cube);
    *out = t;
    hap_wipe(&t, sizeof t);
    hap_wipe(&cube, sizeof cube);
}
