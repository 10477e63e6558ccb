/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_chacha20.h"

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

/* Makes count blocks, at least one. key_stream not null: writes the key stream there (one block). Else out = in ^ key stream, both
 * 4-byte aligned: a word of text goes from memory through one register and back. Unrolled by hand, because -Os would make loops
 * of it, and an indexed x lives in memory. */
static void make_blocks(hap_chacha20_t *stream, uint32_t *key_stream, uint8_t *out, const uint8_t *in, size_t count)
{
    uint32_t *input = stream->word;

    do
    {
        uint32_t x[16] = { input[0], input[1], input[2],  input[3],  input[4],  input[5],  input[6],  input[7],
                           input[8], input[9], input[10], input[11], input[12], input[13], input[14], input[15] };

        permute(x);

#define FOR_EACH_WORD(DO) \
    DO(0);                \
    DO(1);                \
    DO(2);                \
    DO(3);                \
    DO(4);                \
    DO(5);                \
    DO(6);                \
    DO(7);                \
    DO(8);                \
    DO(9);                \
    DO(10);               \
    DO(11);               \
    DO(12);               \
    DO(13);               \
    DO(14);               \
    DO(15)
#define WRITE_WORD(i) key_stream[i] = x[i] + input[i]
#define XOR_WORD(i) hap_store32_le_aligned(out + (size_t)4 * (i), hap_load32_le_aligned(in + (size_t)4 * (i)) ^ (x[i] + input[i]))
        if (key_stream != NULL)
        {
            FOR_EACH_WORD(WRITE_WORD);
        }
        else
        {
            FOR_EACH_WORD(XOR_WORD);
            in += HAP_CHACHA20_BLOCK_BYTES;
            out += HAP_CHACHA20_BLOCK_BYTES;
        }
#undef XOR_WORD
#undef WRITE_WORD
#undef FOR_EACH_WORD

        input[12]++;
    } while (--count != 0);
}

void hap_chacha20_init(hap_chacha20_t *stream, const uint8_t key[HAP_CHACHA20_KEY_BYTES], uint32_t block_counter,
                       const uint8_t nonce[HAP_CHACHA20_NONCE_BYTES])
{
    stream->word[0] = 0x61707865; /* "expand 32-byte k" */
    stream->word[1] = 0x3320646E;
    stream->word[2] = 0x79622D32;
    stream->word[3] = 0x6B206574;
    hap_load_words_le(&stream->word[4], key, 8);
    stream->word[12] = block_counter;
    hap_load_words_le(&stream->word[13], nonce, 3);
}

void hap_chacha20_block(hap_chacha20_t *stream, uint32_t key_stream[HAP_CHACHA20_BLOCK_BYTES / 4])
{
    /* No text: the pointers are not used, but a null constant there makes a compiler warn of the branch that uses them. */
    make_blocks(stream, key_stream, (uint8_t *)key_stream, (const uint8_t *)key_stream, 1);
}

HAP_INLINE void xor_word(uint8_t *out, const uint8_t *in, uint32_t word)
{
    hap_store32_le(out, hap_load32_le(in) ^ word);
}

/* Any alignment, any size up to a block. */
static void xor_any(uint8_t *out, const uint8_t *in, size_t size, const uint32_t key_stream[HAP_CHACHA20_BLOCK_BYTES / 4])
{
    /* clang-tidy does not follow make_blocks, which fills all of key_stream. */
    for (; size >= 16; size -= 16)
    {
        /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): as above */
        xor_word(out, in, key_stream[0]);
        xor_word(out + 4, in + 4, key_stream[1]);
        xor_word(out + 8, in + 8, key_stream[2]);
        xor_word(out + 12, in + 12, key_stream[3]);
        key_stream += 4;
        in += 16;
        out += 16;
    }

    for (unsigned i = 0; i < size; i++)
    {
        /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): as above */
        out[i] = (uint8_t)(in[i] ^ key_stream[i / 4] >> 8 * (i % 4));
    }
}

void hap_chacha20_xor(hap_chacha20_t *stream, uint8_t *out, const uint8_t *in, size_t size)
{
    uint32_t key_stream[HAP_CHACHA20_BLOCK_BYTES / 4];
    size_t whole = size / HAP_CHACHA20_BLOCK_BYTES;

    if (whole != 0 && hap_is_aligned(out) && hap_is_aligned(in))
    {
        make_blocks(stream, NULL, out, in, whole);
        whole *= HAP_CHACHA20_BLOCK_BYTES;
        in += whole;
        out += whole;
        size -= whole;
    }

    if (size == 0)
    {
        return;
    }

    while (size != 0)
    {
        size_t part = size < HAP_CHACHA20_BLOCK_BYTES ? size : HAP_CHACHA20_BLOCK_BYTES;

        hap_chacha20_block(stream, key_stream);
        xor_any(out, in, part, key_stream);
        in += part;
        out += part;
        size -= part;
    }

    hap_wipe(key_stream, sizeof key_stream);
}
