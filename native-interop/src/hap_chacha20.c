/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_chacha20.h"

#include <string.h>

#include "hap_bytes.h"
#include "hap_common.h"
#include "hap_word.h"

HAP_INLINE uint32_t rotate_left(uint32_t word, unsigned count)
{
    return word << count | word >> (32 - count);
}

/* RFC 8439 §2.1 */
HAP_INLINE void quarter_round(uint32_t *a, uint32_t *b, uint32_t *c, uint32_t *d)
{
    *a += *b;
    *d = rotate_left(*d ^ *a, 16);
    *c += *d;
    *b = rotate_left(*b ^ *c, 12);
    *a += *b;
    *d = rotate_left(*d ^ *a, 8);
    *c += *d;
    *b = rotate_left(*b ^ *c, 7);
}

/* The 20 rounds of RFC 8439 §2.3, all 16 words in registers. */
HAP_INLINE void permute(uint32_t x[16])
{
    for (unsigned i = 0; i < 10; i++)
    {
        quarter_round(&x[0], &x[4], &x[8], &x[12]);
        quarter_round(&x[1], &x[5], &x[9], &x[13]);
        quarter_round(&x[2], &x[6], &x[10], &x[14]);
        quarter_round(&x[3], &x[7], &x[11], &x[15]);
        quarter_round(&x[0], &x[5], &x[10], &x[15]);
        quarter_round(&x[1], &x[6], &x[11], &x[12]);
        quarter_round(&x[2], &x[7], &x[8], &x[13]);
        quarter_round(&x[3], &x[4], &x[9], &x[14]);
    }
}

/* One block at 4-byte aligned addresses: text goes from memory through a register and back. Unrolled by hand, because -Os would make
 * loops of it, and an indexed x lives in memory. */
static void xor_block_aligned(const uint32_t input[16], uint8_t *out, const uint8_t *in)
{
    uint32_t x[16] = { input[0], input[1], input[2],  input[3],  input[4],  input[5],  input[6],  input[7],
                       input[8], input[9], input[10], input[11], input[12], input[13], input[14], input[15] };

    permute(x);

#define XOR_WORD(i) hap_store32_le_aligned(out + 4 * (i), hap_load32_le_aligned(in + 4 * (i)) ^ (x[i] + input[i]))
    XOR_WORD(0);
    XOR_WORD(1);
    XOR_WORD(2);
    XOR_WORD(3);
    XOR_WORD(4);
    XOR_WORD(5);
    XOR_WORD(6);
    XOR_WORD(7);
    XOR_WORD(8);
    XOR_WORD(9);
    XOR_WORD(10);
    XOR_WORD(11);
    XOR_WORD(12);
    XOR_WORD(13);
    XOR_WORD(14);
    XOR_WORD(15);
#undef XOR_WORD
}

void hap_chacha20_init(hap_chacha20_t *stream, const uint8_t key[HAP_CHACHA20_KEY_BYTES], uint32_t block_counter,
                       const uint8_t nonce[HAP_CHACHA20_NONCE_BYTES])
{
    uint32_t *word = stream->word;

    word[0] = 0x61707865; /* "expand 32-byte k" */
    word[1] = 0x3320646E;
    word[2] = 0x79622D32;
    word[3] = 0x6B206574;

    for (unsigned i = 0; i < 8; i++)
    {
        word[4 + i] = hap_load32_le(key + 4 * i);
    }

    word[12] = block_counter;

    for (unsigned i = 0; i < 3; i++)
    {
        word[13 + i] = hap_load32_le(nonce + 4 * i);
    }
}

void hap_chacha20_xor(hap_chacha20_t *stream, uint8_t *out, const uint8_t *in, size_t size)
{
    union
    {
        uint32_t align;
        uint8_t bytes[HAP_CHACHA20_BLOCK_BYTES];
    } block;
    int aligned = hap_is_aligned(out) && hap_is_aligned(in);

    for (; size >= HAP_CHACHA20_BLOCK_BYTES && aligned; size -= HAP_CHACHA20_BLOCK_BYTES)
    {
        xor_block_aligned(stream->word, out, in);
        stream->word[12]++;
        in += HAP_CHACHA20_BLOCK_BYTES;
        out += HAP_CHACHA20_BLOCK_BYTES;
    }

    if (size == 0)
    {
        return;
    }

    while (size != 0)
    {
        size_t part = size < HAP_CHACHA20_BLOCK_BYTES ? size : HAP_CHACHA20_BLOCK_BYTES;

        memset(block.bytes, 0, sizeof block.bytes);
        xor_block_aligned(stream->word, block.bytes, block.bytes);
        stream->word[12]++;

        for (size_t i = 0; i < part; i++)
        {
            out[i] = in[i] ^ block.bytes[i];
        }

        in += part;
        out += part;
        size -= part;
    }

    hap_wipe(block.bytes, sizeof block.bytes);
}
