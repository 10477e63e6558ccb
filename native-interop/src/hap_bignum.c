/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

#include "hap_bignum.h"

#include <string.h>

#include "hap_word.h"

#if HAP_LIMB_BITS == 64
#define LIMBS_OF(high, low) (((uint64_t)(high) << 32) | (low))
#else
#define LIMBS_OF(high, low) low, high
#endif

/* N, RFC 5054 appendix A, 3072-bit group. Two facts about it are used below: its lowest 64 bits are all ones, so that
 * -1/N is 1 modulo a limb; its highest 64 bits are all ones, so that R - N is below 2^3008. */
static const hap_bn prime = {
    LIMBS_OF(0xFFFFFFFF, 0xFFFFFFFF), LIMBS_OF(0x4B82D120, 0xA93AD2CA), LIMBS_OF(0x43DB5BFC, 0xE0FD108E),
    LIMBS_OF(0x08E24FA0, 0x74E5AB31), LIMBS_OF(0x770988C0, 0xBAD946E2), LIMBS_OF(0xBBE11757, 0x7A615D6C),
    LIMBS_OF(0x521F2B18, 0x177B200C), LIMBS_OF(0xD8760273, 0x3EC86A64), LIMBS_OF(0xF12FFA06, 0xD98A0864),
    LIMBS_OF(0xCEE3D226, 0x1AD2EE6B), LIMBS_OF(0x1E8C94E0, 0x4A25619D), LIMBS_OF(0xABF5AE8C, 0xDB0933D7),
    LIMBS_OF(0xB3970F85, 0xA6E1E4C7), LIMBS_OF(0x8AEA7157, 0x5D060C7D), LIMBS_OF(0xECFB8504, 0x58DBEF0A),
    LIMBS_OF(0xA85521AB, 0xDF1CBA64), LIMBS_OF(0xAD33170D, 0x04507A33), LIMBS_OF(0x15728E5A, 0x8AAAC42D),
    LIMBS_OF(0x15D22618, 0x98FA0510), LIMBS_OF(0x3995497C, 0xEA956AE5), LIMBS_OF(0xDE2BCBF6, 0x95581718),
    LIMBS_OF(0xB5C55DF0, 0x6F4C52C9), LIMBS_OF(0x9B2783A2, 0xEC07A28F), LIMBS_OF(0xE39E772C, 0x180E8603),
    LIMBS_OF(0x32905E46, 0x2E36CE3B), LIMBS_OF(0xF1746C08, 0xCA18217C), LIMBS_OF(0x670C354E, 0x4ABC9804),
    LIMBS_OF(0x9ED52907, 0x7096966D), LIMBS_OF(0x1C62F356, 0x208552BB), LIMBS_OF(0x83655D23, 0xDCA3AD96),
    LIMBS_OF(0x69163FA8, 0xFD24CF5F), LIMBS_OF(0x98DA4836, 0x1C55D39A), LIMBS_OF(0xC2007CB8, 0xA163BF05),
    LIMBS_OF(0x49286651, 0xECE45B3D), LIMBS_OF(0xAE9F2411, 0x7C4B1FE6), LIMBS_OF(0xEE386BFB, 0x5A899FA5),
    LIMBS_OF(0x0BFF5CB6, 0xF406B7ED), LIMBS_OF(0xF44C42E9, 0xA637ED6B), LIMBS_OF(0xE485B576, 0x625E7EC6),
    LIMBS_OF(0x4FE1356D, 0x6D51C245), LIMBS_OF(0x302B0A6D, 0xF25F1437), LIMBS_OF(0xEF9519B3, 0xCD3A431B),
    LIMBS_OF(0x514A0879, 0x8E3404DD), LIMBS_OF(0x020BBEA6, 0x3B139B22), LIMBS_OF(0x29024E08, 0x8A67CC74),
    LIMBS_OF(0xC4C6628B, 0x80DC1CD1), LIMBS_OF(0xC90FDAA2, 0x2168C234), LIMBS_OF(0xFFFFFFFF, 0xFFFFFFFF),
};

/* Rows of a product are added four at a time: a limb of a and of t is then loaded once for four multiplications. */
#define ROWS HAP_BN_ROWS

/* Below this size halving costs more than it saves. */
#define SCHOOLBOOK_LIMBS (HAP_BN_LIMBS / 4)

static hap_limb low(hap_limb2 x)
{
    return (hap_limb)x;
}

static hap_limb high(hap_limb2 x)
{
    return (hap_limb)(x >> HAP_LIMB_BITS);
}

/* All ones when bit is 1, zero when it is 0. */
static hap_limb mask_of(hap_limb bit)
{
    return (hap_limb)0 - (hap_limb)hap_hide((uint32_t)bit);
}

/* x * y + s + *carry: at most (L-1)^2 + 2(L-1) = L^2 - 1 for a limb of L values, so nothing is lost. */
static hap_limb multiply_add(hap_limb x, hap_limb y, hap_limb s, hap_limb *carry)
{
    hap_limb2 p = (hap_limb2)x * y + s + *carry;
    *carry = high(p);
    return low(p);
}

/* x + y + *carry, *carry being 0 or 1 before and after. */
static hap_limb add_carry(hap_limb x, hap_limb y, hap_limb *carry)
{
    hap_limb2 sum = (hap_limb2)x + y + *carry;
    *carry = high(sum);
    return low(sum);
}

static const hap_bn_row_start from_zero = { { 0 }, { 0 } };

/* x - y - *borrow, *borrow being 0 or 1 before and after. */
static hap_limb subtract_borrow(hap_limb x, hap_limb y, hap_limb *borrow)
{
    hap_limb2 difference = (hap_limb2)x - y - *borrow;
    *borrow = high(difference) & 1;
    return low(difference);
}

/* t[0..count) += a[0..count) * b[0..4), and the four limbs above that go to out, which may be t + count or b.
 * Column j takes a[j]b[0], a[j-1]b[1], a[j-2]b[2] and a[j-3]b[3]; each row has its own carry. count is a multiple of 4,
 * and not 0. One function for all: in line, in its three callers, it would save a call for every four rows, which is 1.2 % of the
 * instructions of M3, and take 1,176 bytes more (rv32imac, gcc 12 -Os). */
static void add_rows(hap_limb *t, const hap_limb *a, unsigned count, const hap_limb b[ROWS], const hap_bn_row_start *start,
                     hap_limb out[ROWS])
{
    const hap_limb b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3];
    const hap_limb *end = a + count;
    hap_limb x1 = start->x[0], x2 = start->x[1], x3 = start->x[2]; /* a[j-1], a[j-2], a[j-3] */
    hap_limb c0 = start->carry[0], c1 = start->carry[1], c2 = start->carry[2], c3 = start->carry[3];
    hap_limb s;

    do
    {
        hap_limb x0 = a[0];
        s = multiply_add(x0, b0, t[0], &c0);
        s = multiply_add(x1, b1, s, &c1);
        s = multiply_add(x2, b2, s, &c2);
        t[0] = multiply_add(x3, b3, s, &c3);

        x3 = a[1];
        s = multiply_add(x3, b0, t[1], &c0);
        s = multiply_add(x0, b1, s, &c1);
        s = multiply_add(x1, b2, s, &c2);
        t[1] = multiply_add(x2, b3, s, &c3);

        x2 = a[2];
        s = multiply_add(x2, b0, t[2], &c0);
        s = multiply_add(x3, b1, s, &c1);
        s = multiply_add(x0, b2, s, &c2);
        t[2] = multiply_add(x1, b3, s, &c3);

        x1 = a[3];
        s = multiply_add(x1, b0, t[3], &c0);
        s = multiply_add(x2, b1, s, &c1);
        s = multiply_add(x3, b2, s, &c2);
        t[3] = multiply_add(x0, b3, s, &c3);

        a += ROWS;
        t += ROWS;
    } while (a != end);

    s = multiply_add(x1, b1, c0, &c1);
    s = multiply_add(x2, b2, s, &c2);
    out[0] = multiply_add(x3, b3, s, &c3);
    s = multiply_add(x1, b2, c1, &c2);
    out[1] = multiply_add(x2, b3, s, &c3);
    out[2] = multiply_add(x1, b3, c2, &c3);
    out[3] = c3;
}

static void clear(hap_limb *r, unsigned count)
{
    memset(r, 0, count * sizeof(hap_limb));
}

/* t[0..2*count) = a * b. count is a multiple of 4. */
static void multiply_plain(hap_limb *t, const hap_limb *a, const hap_limb *b, unsigned count)
{
    clear(t, count);
    for (unsigned i = 0; i < count; i += ROWS)
    {
        add_rows(t + i, a, count, b + i, &from_zero, t + i + count);
    }
}

/* The carry chains below go four limbs a turn, like the rows. */

/* r = |a - b|; returns all ones when a < b, else 0. */
static hap_limb absolute_difference(hap_limb *r, const hap_limb *a, const hap_limb *b, unsigned count)
{
    hap_limb borrow = 0;
    for (unsigned i = 0; i < count; i += ROWS)
    {
        r[i] = subtract_borrow(a[i], b[i], &borrow);
        r[i + 1] = subtract_borrow(a[i + 1], b[i + 1], &borrow);
        r[i + 2] = subtract_borrow(a[i + 2], b[i + 2], &borrow);
        r[i + 3] = subtract_borrow(a[i + 3], b[i + 3], &borrow);
    }

    hap_limb negative = mask_of(borrow);
    for (unsigned i = 0; i < count; i += ROWS)
    {
        r[i] = add_carry(r[i] ^ negative, 0, &borrow);
        r[i + 1] = add_carry(r[i + 1] ^ negative, 0, &borrow);
        r[i + 2] = add_carry(r[i + 2] ^ negative, 0, &borrow);
        r[i + 3] = add_carry(r[i + 3] ^ negative, 0, &borrow);
    }

    return negative;
}

/* x + y + (m xor flip) + *carry; *carry is 0..3 before and after. */
static hap_limb add_three(hap_limb x, hap_limb y, hap_limb m, hap_limb flip, hap_limb *carry)
{
    hap_limb2 sum = (hap_limb2)x + y + (m ^ flip) + *carry;
    *carry = high(sum);
    return low(sum);
}

/* Karatsuba's middle. t holds lo = l0, l1 and hi = h0, h1, half limbs each. Adds lo + hi - m at half where subtract is all
 * ones, lo + hi + m where it is 0, that is
 *
 *     l0 | l1 + h0 + l0 -+ m0 | l1 + h0 + h1 -+ m1 | h1
 *
 * where l1 + h0 is made once and kept in the place of m0. -m is made as complement and 1, and is L^(2 half) too large; the sum,
 * a0b1 + a1b0, is never negative, so that what is carried to h1 is not either. */
static void add_middle(hap_limb *t, hap_limb *m, hap_limb subtract, unsigned half)
{
    hap_limb *l1 = t + half, *h0 = l1 + half, *h1 = h0 + half;
    hap_limb shared = 0, carry = subtract & 1;
    for (unsigned i = 0; i < half; i += 2)
    {
        hap_limb x = add_carry(l1[i], h0[i], &shared);
        hap_limb y = add_carry(l1[i + 1], h0[i + 1], &shared);
        l1[i] = add_three(x, t[i], m[i], subtract, &carry);
        l1[i + 1] = add_three(y, t[i + 1], m[i + 1], subtract, &carry);
        m[i] = x;
        m[i + 1] = y;
    }

    carry += shared;
    for (unsigned i = 0; i < half; i += 2)
    {
        h0[i] = add_three(m[i], h1[i], m[half + i], subtract, &carry);
        h0[i + 1] = add_three(m[i + 1], h1[i + 1], m[half + i + 1], subtract, &carry);
    }

    carry += shared - (subtract & 1);
    for (unsigned i = 0; i < half; i++)
    {
        h1[i] += carry;
        carry = h1[i] < carry;
    }
}

/* t[0..2*count) = a * b by Karatsuba halves: a0b1 + a1b0 = a0b0 + a1b1 - (a0 - a1)(b0 - b1).
 * m: count limbs, and those of the halves behind them: 2 * count in all is enough. */
/* NOLINTNEXTLINE(misc-no-recursion): two levels, counts halve; native-interop/measure bounds the stack */
static void multiply(hap_limb *t, const hap_limb *a, const hap_limb *b, unsigned count, hap_limb *m)
{
    if (count <= SCHOOLBOOK_LIMBS)
    {
        multiply_plain(t, a, b, count);
        return;
    }

    unsigned half = count / 2;
    hap_limb sign = absolute_difference(t, a, a + half, half);
    sign ^= absolute_difference(t + half, b, b + half, half);
    multiply(m, t, t + half, half, m + count);
    multiply(t, a, b, half, m + count);
    multiply(t + count, a + half, b + half, half, m + count);
    add_middle(t, m, ~sign, half);
}

/* t[0..2*count) = a * a: four limbs at a time are multiplied by themselves and by twice the limbs above them.
 * x: count limbs. count is a multiple of 4. */
static void square_plain(hap_limb *t, const hap_limb *a, unsigned count, hap_limb *x)
{
    hap_limb above = 0, carry = 0;
    for (unsigned i = 0; i < count; i++)
    {
        x[i] = (a[i] << 1) | above;
        above = a[i] >> (HAP_LIMB_BITS - 1);
    }

    hap_limb top = mask_of(above); /* 2a has one bit more than x has room for */
    clear(t, count);
    for (unsigned i = 0; i < count; i += ROWS)
    {
        const hap_limb *rows = a + i;
        hap_limb *out = t + i + count;
        x[i] = rows[0];
        x[i + 1] = rows[1];
        x[i + 2] = rows[2];
        x[i + 3] = rows[3];
        if (i + ROWS == count)
        {
            top = 0;
        }
        else
        {
            x[i + ROWS] = rows[ROWS] << 1; /* without the bit that came from the limbs below */
        }

        add_rows(t + 2 * i, x + i, count - i, rows, &from_zero, out);
        out[0] = add_carry(out[0], rows[0] & top, &carry);
        out[1] = add_carry(out[1], rows[1] & top, &carry);
        out[2] = add_carry(out[2], rows[2] & top, &carry);
        out[3] = add_carry(out[3], rows[3] & top, &carry);
    }
}

/* t[0..2*count) = a * a, halved once: a second time would cost more than it saves. m: 2 * count limbs. */
static void square(hap_limb *t, const hap_limb *a, unsigned count, hap_limb *m)
{
    unsigned half = count / 2;
    (void)absolute_difference(t, a, a + half, half);
    square_plain(m, t, half, m + count);
    square_plain(t, a, half, m + count);
    square_plain(t + count, a + half, half, m + count);
    add_middle(t, m, ~(hap_limb)0, half);
}

/* r = a - N where bit is 1, a where it is 0: adds the complement of N, and 1. Callers know that the result is meant modulo R. */
static void subtract_n_if(hap_bn r, const hap_limb *a, hap_limb bit)
{
    hap_limb mask = mask_of(bit);
    hap_limb carry = bit;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i += ROWS)
    {
        r[i] = add_carry(a[i], ~prime[i] & mask, &carry);
        r[i + 1] = add_carry(a[i + 1], ~prime[i + 1] & mask, &carry);
        r[i + 2] = add_carry(a[i + 2], ~prime[i + 2] & mask, &carry);
        r[i + 3] = add_carry(a[i + 3], ~prime[i + 3] & mask, &carry);
    }
}

/* r = t / R mod N, loose, for t below R * R (P. L. Montgomery 1985), four limbs a turn.
 * -1/N is 1 modulo a limb, so each limb of the quotient is the lowest limb itself. The result is below
 * (R*R + R*N) / R = R + N, so that one subtraction of N, made when there is a carry, leaves it below R. */
static void montgomery_reduce(hap_bn r, hap_bn_scratch *scratch)
{
    hap_limb *q = scratch->quotient;
    hap_bn_row_start *start = &scratch->start;
    hap_limb carry = 0;

    start->x[0] = prime[3];
    start->x[1] = prime[2];
    start->x[2] = prime[1];
    for (hap_limb *t = scratch->product; t != scratch->product + HAP_BN_LIMBS; t += ROWS)
    {
        /* The first four columns. q[i] * prime[0] + q[i] = q[i] * L: the lowest limb becomes 0 and q[i] is carried. */
        hap_limb c0 = q[0] = t[0];
        hap_limb c1 = q[1] = multiply_add(q[0], prime[1], t[1], &c0);
        hap_limb s = multiply_add(q[0], prime[2], t[2], &c0);
        hap_limb c2 = q[2] = multiply_add(q[1], prime[1], s, &c1);
        s = multiply_add(q[0], prime[3], t[3], &c0);
        s = multiply_add(q[1], prime[2], s, &c1);
        q[3] = multiply_add(q[2], prime[1], s, &c2);
        start->carry[0] = c0;
        start->carry[1] = c1;
        start->carry[2] = c2;
        start->carry[3] = q[3];

        add_rows(t + ROWS, prime + ROWS, HAP_BN_LIMBS - ROWS, q, start, q);
        hap_limb *above = t + HAP_BN_LIMBS;
        above[0] = add_carry(above[0], q[0], &carry);
        above[1] = add_carry(above[1], q[1], &carry);
        above[2] = add_carry(above[2], q[2], &carry);
        above[3] = add_carry(above[3], q[3], &carry);
    }

    subtract_n_if(r, scratch->product + HAP_BN_LIMBS, carry);
}

void hap_bn_mul(hap_bn r, const hap_bn a, const hap_bn b, hap_bn_scratch *scratch)
{
    multiply(scratch->product, a, b, HAP_BN_LIMBS, scratch->halves);
    montgomery_reduce(r, scratch);
}

void hap_bn_sqr(hap_bn r, const hap_bn a, hap_bn_scratch *scratch)
{
    square(scratch->product, a, HAP_BN_LIMBS, scratch->halves);
    montgomery_reduce(r, scratch);
}

void hap_bn_from_mont(hap_bn r, const hap_bn a, hap_bn_scratch *scratch)
{
    memcpy(scratch->product, a, sizeof(hap_bn));
    clear(scratch->product + HAP_BN_LIMBS, HAP_BN_LIMBS);
    montgomery_reduce(r, scratch);
    hap_bn_reduce(r);
}

void hap_bn_mul_small(hap_bn r, hap_limb factor)
{
    hap_limb above = 0;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        r[i] = multiply_add(r[i], factor, 0, &above);
    }

    /* above * R = above * (R - N) mod N, and R - N is the complement of N, and 1. above * (R - N) is below 2^3040, so
     * that after a carry there is room for the last R - N. */
    hap_limb carry = above;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        r[i] = multiply_add(above, ~prime[i], r[i], &carry);
    }

    subtract_n_if(r, r, carry);
}

void hap_bn_add(hap_bn r, const hap_bn a, const hap_bn b)
{
    hap_limb carry = 0;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        r[i] = add_carry(a[i], b[i], &carry);
    }

    subtract_n_if(r, r, carry); /* a + b - N is below R, because b is below N */
}

void hap_bn_sub(hap_bn r, const hap_bn a, const hap_bn b)
{
    hap_limb borrow = 0, carry = 0;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        r[i] = subtract_borrow(a[i], b[i], &borrow);
    }

    hap_limb mask = mask_of(borrow);
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        r[i] = add_carry(r[i], prime[i] & mask, &carry);
    }
}

void hap_bn_reduce(hap_bn r)
{
    hap_limb carry = 1; /* of r + (R - N): 1 exactly when r is N or more */
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        carry = high((hap_limb2)r[i] + (hap_limb)~prime[i] + carry);
    }

    subtract_n_if(r, r, carry);
}

int hap_bn_is_zero_mod(const hap_bn a)
{
    hap_limb any = 0, other = 0;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        any |= a[i];
        other |= a[i] ^ prime[i];
    }

    return any == 0 || other == 0;
}

void hap_bn_set(hap_bn r, hap_limb value)
{
    clear(r, HAP_BN_LIMBS);
    r[0] = value;
}

void hap_bn_set_prime(hap_bn r)
{
    memcpy(r, prime, sizeof(hap_bn));
}

void hap_bn_set_one_mont(hap_bn r)
{
    clear(r, HAP_BN_LIMBS);
    subtract_n_if(r, r, 1);
}

void hap_bn_set_rr(hap_bn r, hap_bn_scratch *scratch)
{
    /* 2^96 in Montgomery form, then five squarings: 96 * 2^5 = 3072. */
    hap_bn_set_one_mont(r);
    for (unsigned i = 0; i < 96 / 24; i++)
    {
        hap_bn_mul_small(r, (hap_limb)1 << 24);
    }

    for (unsigned i = 0; i < 5; i++)
    {
        hap_bn_sqr(r, r, scratch);
    }
}

void hap_bn_select(hap_bn r, hap_bn *table, unsigned count, unsigned index)
{
    for (unsigned i = 0; i < HAP_BN_LIMBS; i += ROWS)
    {
        const hap_limb *from = &table[0][i];
        hap_limb r0 = 0, r1 = 0, r2 = 0, r3 = 0;
        const hap_limb *end = from + count * HAP_BN_LIMBS;
        for (uint32_t away = index; from != end; away--, from += HAP_BN_LIMBS)
        {
            /* away counts down to 0, which is the entry, and on to the negative: all ones at 0, else 0. */
            hap_limb mask = (hap_limb)hap_hide((away | (0u - away)) >> 31) - 1;
            r0 |= from[0] & mask;
            r1 |= from[1] & mask;
            r2 |= from[2] & mask;
            r3 |= from[3] & mask;
        }

        r[i] = r0;
        r[i + 1] = r1;
        r[i + 2] = r2;
        r[i + 3] = r3;
    }
}

void hap_bn_from_bytes(hap_bn r, const uint8_t *bytes, unsigned size)
{
    clear(r, HAP_BN_LIMBS);
    for (unsigned i = 0; i < size; i++)
    {
        r[i / sizeof(hap_limb)] |= (hap_limb)bytes[size - 1 - i] << (8 * (i % sizeof(hap_limb)));
    }
}

void hap_bn_to_bytes(uint8_t bytes[HAP_BN_BYTES], const hap_bn a)
{
    for (unsigned i = 0; i < HAP_BN_BYTES; i++)
    {
        bytes[HAP_BN_BYTES - 1 - i] = (uint8_t)(a[i / sizeof(hap_limb)] >> (8 * (i % sizeof(hap_limb))));
    }
}
