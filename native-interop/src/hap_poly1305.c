/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_poly1305.h"

#include "hap_bytes.h"
#include "hap_common.h"
#include "hap_word.h"

void hap_poly1305_init(hap_poly1305_t *poly, const uint32_t key[HAP_POLY1305_KEY_WORDS])
{
    for (unsigned i = 0; i < 4; i++)
    {
        /* RFC 8439 §2.5: the top 4 bits of every word of r and the low 2 bits of the upper three are clear. */
        poly->r[i] = key[i] & (i == 0 ? 0x0FFFFFFF : 0x0FFFFFFC);
        poly->s[i] = key[4 + i];
        poly->h[i] = 0;
    }

    poly->h[4] = 0;
}

/* h = (h + block + 2^128) * r modulo 2^130 - 5, for count blocks.
 *
 * Bounds. r[i] < 2^28, and q[i] = 5 * floor(r[i] / 4) < 1.25 * 2^28 is r[i] * 2^128 with 2^130 = 5 (r[1..3] are multiples of 4;
 * the two low bits of r[0] are carried apart, in x4). h[4] <= 4 on entry (see the end) and at most 6 with the block, so
 * h[4] * q[i] < 2^31; each of x0..x3 < 4 * 2^32 * 1.25 * 2^28 + 2^31 < 2^63; x4 <= 18. */
static void add_blocks(hap_poly1305_t *poly, const uint8_t *data, size_t count)
{
    const uint32_t r0 = poly->r[0];
    const uint32_t r1 = poly->r[1];
    const uint32_t r2 = poly->r[2];
    const uint32_t r3 = poly->r[3];
    const uint32_t q0 = (r0 >> 2) * 5;
    const uint32_t q1 = (r1 >> 2) * 5;
    const uint32_t q2 = (r2 >> 2) * 5;
    const uint32_t q3 = (r3 >> 2) * 5;
    const int aligned = hap_is_aligned(data);
    uint32_t h0 = poly->h[0];
    uint32_t h1 = poly->h[1];
    uint32_t h2 = poly->h[2];
    uint32_t h3 = poly->h[3];
    uint32_t h4 = poly->h[4];

    for (; count != 0; count--, data += HAP_POLY1305_BLOCK_BYTES)
    {
        uint32_t carry = 0;

        if (aligned)
        {
            h0 = hap_add2(h0, hap_load32_le_aligned(data), &carry);
            h1 = hap_add2(h1, hap_load32_le_aligned(data + 4), &carry);
            h2 = hap_add2(h2, hap_load32_le_aligned(data + 8), &carry);
            h3 = hap_add2(h3, hap_load32_le_aligned(data + 12), &carry);
        }
        else
        {
            h0 = hap_add2(h0, hap_load32_le(data), &carry);
            h1 = hap_add2(h1, hap_load32_le(data + 4), &carry);
            h2 = hap_add2(h2, hap_load32_le(data + 8), &carry);
            h3 = hap_add2(h3, hap_load32_le(data + 12), &carry);
        }

        h4 += 1 + carry;

        uint64_t x0 = (uint64_t)h0 * r0 + (uint64_t)h1 * q3 + (uint64_t)h2 * q2 + (uint64_t)h3 * q1 + (uint32_t)(h4 * q0);
        uint64_t x1 = (uint64_t)h0 * r1 + (uint64_t)h1 * r0 + (uint64_t)h2 * q3 + (uint64_t)h3 * q2 + (uint32_t)(h4 * q1);
        uint64_t x2 = (uint64_t)h0 * r2 + (uint64_t)h1 * r1 + (uint64_t)h2 * r0 + (uint64_t)h3 * q3 + (uint32_t)(h4 * q2);
        uint64_t x3 = (uint64_t)h0 * r3 + (uint64_t)h1 * r2 + (uint64_t)h2 * r1 + (uint64_t)h3 * r0 + (uint32_t)(h4 * q3);
        uint32_t x4 = h4 * (r0 & 3);

        /* Carry upwards, and what lies above 2^130 back in as 5 times it: x4 < 2^31, so five quarters of it fit. Then h4 <= 3
         * and one carry: at most 4. */
        x4 += (uint32_t)(x3 >> 32);
        x0 += (uint32_t)((x4 >> 2) * 5);
        x1 += x0 >> 32;
        x2 += x1 >> 32;
        x3 = (uint32_t)x3 + (x2 >> 32);
        h0 = (uint32_t)x0;
        h1 = (uint32_t)x1;
        h2 = (uint32_t)x2;
        h3 = (uint32_t)x3;
        h4 = (x4 & 3) + (uint32_t)(x3 >> 32);
    }

    poly->h[0] = h0;
    poly->h[1] = h1;
    poly->h[2] = h2;
    poly->h[3] = h3;
    poly->h[4] = h4;
}

void hap_poly1305_update_padded(hap_poly1305_t *poly, const uint8_t *data, size_t size)
{
    size_t whole = size / HAP_POLY1305_BLOCK_BYTES;
    size_t rest = size % HAP_POLY1305_BLOCK_BYTES;

    if (whole != 0)
    {
        add_blocks(poly, data, whole);
    }

    if (rest != 0)
    {
        uint32_t block[HAP_POLY1305_BLOCK_BYTES / 4];
        uint8_t *bytes = (uint8_t *)block;

        block[0] = block[1] = block[2] = block[3] = 0;
        data += whole * HAP_POLY1305_BLOCK_BYTES;

        for (size_t i = 0; i < rest; i++)
        {
            bytes[i] = data[i];
        }

        add_blocks(poly, bytes, 1);
    }
}

void hap_poly1305_final(uint8_t tag[HAP_POLY1305_TAG_BYTES], hap_poly1305_t *poly)
{
    uint32_t *h = poly->h;
    uint32_t fold = 5;
    uint32_t carry = 0;

    /* h < 1.25 * 2^130 < 2p, so it holds p = 2^130 - 5 once or not at all: once exactly when h + 5 reaches 2^130. */
    (void)hap_add_carry(h[0], &fold);
    (void)hap_add_carry(h[1], &fold);
    (void)hap_add_carry(h[2], &fold);
    (void)hap_add_carry(h[3], &fold);
    fold = ((h[4] + fold) >> 2) * 5;

    /* tag = h - p or h, plus s, modulo 2^128; -p is 5 there. */
    h[0] = hap_add2(hap_add_carry(h[0], &fold), poly->s[0], &carry);
    h[1] = hap_add2(hap_add_carry(h[1], &fold), poly->s[1], &carry);
    h[2] = hap_add2(hap_add_carry(h[2], &fold), poly->s[2], &carry);
    h[3] = hap_add2(hap_add_carry(h[3], &fold), poly->s[3], &carry);
    hap_store_words_le(tag, h, 4);
    hap_wipe(poly, sizeof *poly);
}
