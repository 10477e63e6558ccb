/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

#include "hap_bignum.h"

#include <string.h>

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
#define ROWS 4

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
    return (hap_limb)0 - bit;
}

/* x * y + s + *carry: at most (L-1)^2 + 2(L-1) = L^2 - 1 for a limb of L values, so nothing is lost. */
static hap_limb multiply_add(hap_limb x, hap_limb y, hap_limb s, hap_limb *carry)
{
    hap_limb2 p = (hap_limb2)x * y + s + *carry;
    *carry = high(p);
    return low(p);
}

/* t[0..count) += a[0..count) * b[0..4), and the four limbs above that go to out, which may be t + count.
 * Column j takes a[j]b[0], a[j-1]b[1], a[j-2]b[2] and a[j-3]b[3]; each row has its own carry. count is a multiple of 4. */
static void add_rows(hap_limb *t, const hap_limb *a, unsigned count, const hap_limb b[ROWS], hap_limb out[ROWS])
{
    const hap_limb b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3];
    hap_limb c0 = 0, c1 = 0, c2 = 0, c3 = 0;
    hap_limb x1 = 0, x2 = 0, x3 = 0; /* a[j-1], a[j-2], a[j-3] */

    for (const hap_limb *end = a + count; a != end; a += ROWS, t += ROWS)
    {
        hap_limb x0 = a[0];
        hap_limb s = multiply_add(x0, b0, t[0], &c0);
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
    }

    hap_limb s = multiply_add(x1, b1, c0, &c1);
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
        add_rows(t + i, a, count, b + i, t + i + count);
    }
}

/* t[0..2*count) = a * a, column by column: each product a[i]a[j] with i < j is added once and the column's sum doubled. */
static void square_plain(hap_limb *t, const hap_limb *a, unsigned count)
{
    hap_limb s0 = 0, s1 = 0, s2 = 0; /* the running sum; below 2 * 96 * L^2, so s2 stays small */

    for (unsigned k = 0; k + 1 < 2 * count; k++)
    {
        hap_limb c0 = 0, c1 = 0, c2 = 0;
        const hap_limb *x = a + (k < count ? 0 : k - count + 1);
        const hap_limb *y = a + (k < count ? k : count - 1);

        for (; x < y; x++, y--)
        {
            hap_limb2 p = (hap_limb2)*x * *y;
            hap_limb upper = high(p);
            c0 += low(p);
            upper += c0 < low(p);
            c1 += upper;
            c2 += c1 < upper;
        }

        c2 = (c2 << 1) | (c1 >> (HAP_LIMB_BITS - 1));
        c1 = (c1 << 1) | (c0 >> (HAP_LIMB_BITS - 1));
        c0 = c0 << 1;

        hap_limb2 d = x == y ? (hap_limb2)*x * *x : 0;
        hap_limb2 sum = (hap_limb2)s0 + c0 + low(d);
        t[k] = low(sum);
        sum = (hap_limb2)s1 + c1 + high(d) + high(sum);
        s0 = low(sum);
        sum = (hap_limb2)s2 + c2 + high(sum);
        s1 = low(sum);
        s2 = high(sum);
    }

    t[2 * count - 1] = s0;
}

/* r = |a - b|; returns all ones when a < b, else 0. */
static hap_limb absolute_difference(hap_limb *r, const hap_limb *a, const hap_limb *b, unsigned count)
{
    hap_limb borrow = 0;
    for (unsigned i = 0; i < count; i++)
    {
        hap_limb2 d = (hap_limb2)a[i] - b[i] - borrow;
        r[i] = low(d);
        borrow = high(d) & 1;
    }

    hap_limb negative = mask_of(borrow);
    hap_limb carry = borrow;
    for (unsigned i = 0; i < count; i++)
    {
        r[i] = (r[i] ^ negative) + carry;
        carry &= r[i] == 0;
    }

    return negative;
}

/* Karatsuba's middle: t holds lo (count limbs) and hi (count limbs). Adds lo + hi - m to t at count / 2 where subtract is
 * all ones, lo + hi + m where it is 0. The sum a0b1 + a1b0 is never negative. m is used up. */
static void add_middle(hap_limb *t, hap_limb *m, hap_limb subtract, unsigned count)
{
    hap_limb carry = subtract & 1;
    for (unsigned i = 0; i < count; i++)
    {
        hap_limb2 sum = (hap_limb2)t[i] + t[count + i] + (m[i] ^ subtract) + carry;
        m[i] = low(sum);
        carry = high(sum);
    }

    hap_limb top = carry - (subtract & 1);
    carry = 0;
    t += count / 2;
    for (unsigned i = 0; i < count; i++)
    {
        hap_limb2 sum = (hap_limb2)t[i] + m[i] + carry;
        t[i] = low(sum);
        carry = high(sum);
    }

    carry += top;
    t += count;
    for (unsigned i = 0; i < count / 2; i++)
    {
        t[i] += carry;
        carry = t[i] < carry;
    }
}

/* t[0..2*count) = a * b by Karatsuba halves: a0b1 + a1b0 = a0b0 + a1b1 - (a0 - a1)(b0 - b1).
 * m: count limbs, and those of the halves behind them: 2 * count in all is enough. */
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
    add_middle(t, m, ~sign, count);
}

/* t[0..2*count) = a * a, halved likewise; m as above. */
static void square(hap_limb *t, const hap_limb *a, unsigned count, hap_limb *m)
{
    if (count <= SCHOOLBOOK_LIMBS)
    {
        square_plain(t, a, count);
        return;
    }

    unsigned half = count / 2;
    (void)absolute_difference(t, a, a + half, half);
    square(m, t, half, m + count);
    square(t, a, half, m + count);
    square(t + count, a + half, half, m + count);
    add_middle(t, m, ~(hap_limb)0, count);
}

/* r -= N where bit is 1, r unchanged where it is 0: adds the complement of N, and 1. Callers know that the result is
 * meant modulo R. */
static void subtract_n_if(hap_bn r, hap_limb bit)
{
    hap_limb mask = mask_of(bit);
    hap_limb carry = bit;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        hap_limb2 sum = (hap_limb2)r[i] + (~prime[i] & mask) + carry;
        r[i] = low(sum);
        carry = high(sum);
    }
}

/* r = t / R mod N, loose, for t below R * R (P. L. Montgomery 1985), four limbs a turn.
 * -1/N is 1 modulo a limb, so each limb of the quotient is the lowest limb itself. The result is below
 * (R*R + R*N) / R = R + N, so that one subtraction of N, made when there is a carry, leaves it below R. */
static void montgomery_reduce(hap_bn r, hap_bn_scratch *scratch)
{
    hap_limb *q = scratch->quotient;
    hap_limb *above = scratch->above;
    hap_limb carry = 0;

    for (hap_limb *t = scratch->product; t != scratch->product + HAP_BN_LIMBS; t += ROWS)
    {
        memcpy(q, t, ROWS * sizeof(hap_limb));
        for (unsigned i = 0; i < ROWS; i++)
        {
            hap_limb c = q[i]; /* q[i] * (L - 1) + q[i] = q[i] * L */
            for (unsigned j = i + 1; j < ROWS; j++)
            {
                q[j] = multiply_add(q[i], prime[j - i], q[j], &c);
            }
        }

        add_rows(t, prime, HAP_BN_LIMBS, q, above);
        for (unsigned i = 0; i < ROWS; i++)
        {
            hap_limb2 sum = (hap_limb2)t[HAP_BN_LIMBS + i] + above[i] + carry;
            t[HAP_BN_LIMBS + i] = low(sum);
            carry = high(sum);
        }
    }

    memcpy(r, scratch->product + HAP_BN_LIMBS, sizeof(hap_bn));
    subtract_n_if(r, carry);
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

    subtract_n_if(r, carry);
}

void hap_bn_add(hap_bn r, const hap_bn a, const hap_bn b)
{
    hap_limb carry = 0;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        hap_limb2 sum = (hap_limb2)a[i] + b[i] + carry;
        r[i] = low(sum);
        carry = high(sum);
    }

    subtract_n_if(r, carry); /* a + b - N is below R, because b is below N */
}

void hap_bn_sub(hap_bn r, const hap_bn a, const hap_bn b)
{
    hap_limb borrow = 0;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        hap_limb2 d = (hap_limb2)a[i] - b[i] - borrow;
        r[i] = low(d);
        borrow = high(d) & 1;
    }

    hap_limb mask = mask_of(borrow);
    hap_limb carry = 0;
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        hap_limb2 sum = (hap_limb2)r[i] + (prime[i] & mask) + carry;
        r[i] = low(sum);
        carry = high(sum);
    }
}

void hap_bn_reduce(hap_bn r)
{
    hap_limb carry = 1; /* of r + (R - N): 1 exactly when r is N or more */
    for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
    {
        carry = high((hap_limb2)r[i] + (hap_limb)~prime[i] + carry);
    }

    subtract_n_if(r, carry);
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

void hap_bn_set_one_mont(hap_bn r)
{
    clear(r, HAP_BN_LIMBS);
    subtract_n_if(r, 1);
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
    clear(r, HAP_BN_LIMBS);
    for (unsigned entry = 0; entry < count; entry++)
    {
        uint32_t differs = (uint32_t)(entry ^ index);
        hap_limb mask = (hap_limb)((differs | (0u - differs)) >> 31) - 1; /* all ones where entry is index */
        for (unsigned i = 0; i < HAP_BN_LIMBS; i++)
        {
            r[i] |= table[entry][i] & mask;
        }
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
