/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_sc25519.h"

#include "hap_bytes.h"
#include "hap_common.h"
#include "hap_word.h"

const hap_sc_t hap_sc_order = {
    { 0x5CF5D3ED, 0x5812631A, 0xA2F79CD6, 0x14DEF9DE, 0x00000000, 0x00000000, 0x00000000, 0x10000000 }
};

/* floor(2^512 / L) */
static const uint32_t barrett_factor[9] = {
    0x0A2C131B, 0xED9CE5A3, 0x086329A7, 0x2106215D, 0xFFFFFFEB, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF,
    0x0000000F
};

/* a -= L when a >= L. */
static void subtract_order(uint32_t a[9])
{
    uint32_t difference[9];
    uint32_t borrow = 0;

    for (unsigned i = 0; i < 9; i++)
    {
        difference[i] = hap_sub2(a[i], i < 8 ? hap_sc_order.word[i] : 0, &borrow);
    }

    uint32_t mask = hap_mask(1 - borrow);

    for (unsigned i = 0; i < 9; i++)
    {
        a[i] ^= (a[i] ^ difference[i]) & mask;
    }

    hap_wipe(difference, sizeof difference);
}

/* r += a * b, of count and 8 or 9 words: b_count. r[0..b_count) is there before, and r[b_count..b_count + count) is written. */
static void multiply_add(uint32_t *r, const uint32_t *a, unsigned count, const uint32_t *b, unsigned b_count)
{
    for (; count != 0; count--, a++, r++)
    {
        uint32_t carry = 0;

        for (unsigned j = 0; j < b_count; j++)
        {
            r[j] = hap_mul_add2(*a, b[j], r[j], &carry);
        }

        r[b_count] = carry;
    }
}

/* Barrett's reduction of a 16-word number x (Handbook of Applied Cryptography 14.42, radix 2^32, k = 8).
 * q = floor(floor(x / 2^224) * barrett_factor / 2^288) is floor(x / L) or 1 less, so one subtraction finishes: cutting x off costs
 * less than 2^224 / L < 2^-27, and 2^512 / L exceeds barrett_factor by less than 0.23. */
static void reduce(hap_sc_t *out, const uint32_t x[16])
{
    uint32_t q[18] = { 0 };
    uint32_t product[17] = { 0 };
    uint32_t r[9];
    uint32_t borrow = 0;

    multiply_add(q, x + 7, 9, barrett_factor, 9);
    multiply_add(product, q + 9, 9, hap_sc_order.word, 8);

    /* Modulo 2^288: the difference is below 2L. */
    for (unsigned i = 0; i < 9; i++)
    {
        r[i] = hap_sub2(x[i], product[i], &borrow);
    }

    subtract_order(r);

    for (unsigned i = 0; i < 8; i++)
    {
        out->word[i] = r[i];
    }

    hap_wipe(q, sizeof q);
    hap_wipe(product, sizeof product);
    hap_wipe(r, sizeof r);
}

void hap_sc_load(hap_sc_t *out, const uint8_t bytes[HAP_SC_BYTES])
{
    hap_load_words_le(out->word, bytes, 8);
}

void hap_sc_load_clamped(hap_sc_t *out, const uint8_t bytes[HAP_SC_BYTES])
{
    hap_sc_load(out, bytes);
    out->word[0] &= ~7u;
    out->word[7] = (out->word[7] & 0x7FFFFFFF) | 0x40000000;
}

void hap_sc_store(uint8_t bytes[HAP_SC_BYTES], const hap_sc_t *a)
{
    hap_store_words_le(bytes, a->word, 8);
}

void hap_sc_reduce(hap_sc_t *out, const uint8_t bytes[2 * HAP_SC_BYTES])
{
    uint32_t x[16];

    hap_load_words_le(x, bytes, 16);

    reduce(out, x);
    hap_wipe(x, sizeof x);
}

void hap_sc_mul_add(hap_sc_t *out, const hap_sc_t *a, const hap_sc_t *b, const hap_sc_t *c)
{
    uint32_t x[16] = { 0 };

    for (unsigned i = 0; i < 8; i++)
    {
        x[i] = c->word[i];
    }

    multiply_add(x, a->word, 8, b->word, 8);
    reduce(out, x);
    hap_wipe(x, sizeof x);
}

uint32_t hap_sc_is_reduced(const hap_sc_t *a)
{
    uint32_t borrow = 0;

    for (unsigned i = 0; i < 8; i++)
    {
        (void)hap_sub2(a->word[i], hap_sc_order.word[i], &borrow);
    }

    return borrow;
}
