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

/* Barrett's reduction of a 16-word number x (Handbook of Applied Cryptography 14.42, radix 2^32, k = 8).
 * q = floor(floor(x / 2^224) * barrett_factor / 2^288) is floor(x / L) or 1 less, so one subtraction finishes: cutting x off costs
 * less than 2^224 / L < 2^-27, and 2^512 / L exceeds barrett_factor by less than 0.23. */
static void reduce(hap_sc_t *out, const uint32_t x[16])
{
    uint32_t q[18] = { 0 };
    uint32_t r[9];
    uint32_t product[9] = { 0 };
    uint32_t borrow = 0;

    for (unsigned i = 0; i < 9; i++)
    {
        uint32_t carry = 0;

        for (unsigned j = 0; j < 9; j++)
        {
            q[i + j] = hap_mul_add2(x[7 + i], barrett_factor[j], q[i + j], &carry);
        }

        q[i + 9] = carry;
    }

    /* product = q * L modulo 2^288: all that the difference, which is below 2L, needs. */
    for (unsigned i = 0; i < 9; i++)
    {
        uint32_t carry = 0;

        for (unsigned j = 0; i + j < 9; j++)
        {
            product[i + j] = hap_mul_add2(q[9 + i], j < 8 ? hap_sc_order.word[j] : 0, product[i + j], &carry);
        }
    }

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

    for (unsigned i = 0; i < 8; i++)
    {
        uint32_t carry = 0;

        for (unsigned j = 0; j < 8; j++)
        {
            x[i + j] = hap_mul_add2(a->word[i], b->word[j], x[i + j], &carry);
        }

        x[i + 8] = carry;
    }

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
