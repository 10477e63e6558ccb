/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_sha512.h"

#include <string.h>

#include "hap_bytes.h"

/* FIPS 180-4 §4.2.3: the first 64 bits of the fractional parts of the cube roots of the first 80 primes. */
static const uint64_t round_constants[80] = {
    0x428A2F98D728AE22, 0x7137449123EF65CD, 0xB5C0FBCFEC4D3B2F, 0xE9B5DBA58189DBBC,
    0x3956C25BF348B538, 0x59F111F1B605D019, 0x923F82A4AF194F9B, 0xAB1C5ED5DA6D8118,
    0xD807AA98A3030242, 0x12835B0145706FBE, 0x243185BE4EE4B28C, 0x550C7DC3D5FFB4E2,
    0x72BE5D74F27B896F, 0x80DEB1FE3B1696B1, 0x9BDC06A725C71235, 0xC19BF174CF692694,
    0xE49B69C19EF14AD2, 0xEFBE4786384F25E3, 0x0FC19DC68B8CD5B5, 0x240CA1CC77AC9C65,
    0x2DE92C6F592B0275, 0x4A7484AA6EA6E483, 0x5CB0A9DCBD41FBD4, 0x76F988DA831153B5,
    0x983E5152EE66DFAB, 0xA831C66D2DB43210, 0xB00327C898FB213F, 0xBF597FC7BEEF0EE4,
    0xC6E00BF33DA88FC2, 0xD5A79147930AA725, 0x06CA6351E003826F, 0x142929670A0E6E70,
    0x27B70A8546D22FFC, 0x2E1B21385C26C926, 0x4D2C6DFC5AC42AED, 0x53380D139D95B3DF,
    0x650A73548BAF63DE, 0x766A0ABB3C77B2A8, 0x81C2C92E47EDAEE6, 0x92722C851482353B,
    0xA2BFE8A14CF10364, 0xA81A664BBC423001, 0xC24B8B70D0F89791, 0xC76C51A30654BE30,
    0xD192E819D6EF5218, 0xD69906245565A910, 0xF40E35855771202A, 0x106AA07032BBD1B8,
    0x19A4C116B8D2D0C8, 0x1E376C085141AB53, 0x2748774CDF8EEB99, 0x34B0BCB5E19B48A8,
    0x391C0CB3C5C95A63, 0x4ED8AA4AE3418ACB, 0x5B9CCA4F7763E373, 0x682E6FF3D6B2B8A3,
    0x748F82EE5DEFB2FC, 0x78A5636F43172F60, 0x84C87814A1F0AB72, 0x8CC702081A6439EC,
    0x90BEFFFA23631E28, 0xA4506CEBDE82BDE9, 0xBEF9A3F7B2C67915, 0xC67178F2E372532B,
    0xCA273ECEEA26619C, 0xD186B8C721C0C207, 0xEADA7DD6CDE0EB1E, 0xF57D4F7FEE6ED178,
    0x06F067AA72176FBA, 0x0A637DC5A2C898A6, 0x113F9804BEF90DAE, 0x1B710B35131C471B,
    0x28DB77F523047D84, 0x32CAAB7B40C72493, 0x3C9EBE0A15C9BEBC, 0x431D67C49C100D4C,
    0x4CC5D4BECB3E42B6, 0x597F299CFC657E2A, 0x5FCB6FAB3AD6FAEC, 0x6C44198C4A475817
};

/* FIPS 180-4 §5.3.5: the first 64 bits of the fractional parts of the square roots of the first 8 primes. */
static const uint64_t initial_state[8] = {
    0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
    0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179
};

HAP_INLINE uint64_t rotate_right(uint64_t word, unsigned count)
{
    return word >> count | word << (64 - count);
}

/* FIPS 180-4 §4.1.3: Sigma 1, Sigma 0, sigma 1, sigma 0. */
HAP_INLINE uint64_t big_sigma1(uint64_t e)
{
    return rotate_right(e, 14) ^ rotate_right(e, 18) ^ rotate_right(e, 41);
}

HAP_INLINE uint64_t big_sigma0(uint64_t a)
{
    return rotate_right(a, 28) ^ rotate_right(a, 34) ^ rotate_right(a, 39);
}

HAP_INLINE uint64_t small_sigma1(uint64_t w)
{
    return rotate_right(w, 19) ^ rotate_right(w, 61) ^ w >> 6;
}

HAP_INLINE uint64_t small_sigma0(uint64_t w)
{
    return rotate_right(w, 1) ^ rotate_right(w, 8) ^ w >> 7;
}

HAP_INLINE uint64_t choice(uint64_t e, uint64_t f, uint64_t g)
{
    return g ^ (e & (f ^ g));
}

HAP_INLINE uint64_t majority(uint64_t a, uint64_t b, uint64_t c)
{
    return (a & b) | (c & (a | b));
}

enum
{
    ROUNDS = 80,
    HALF = ROUNDS / 2,
    STATE_WORDS = 8,
    BLOCK_WORDS = 16
};

/* The working variables and the message schedule of FIPS 180-4 §6.4.2, which do not move: a round looks at both through a window
 * that slides one word. v[0..7] is h g f e d c b a; a round adds to d, which the next one calls e, and appends its a:
 *
 *     round t      h  g  f  e  d  c  b  a
 *     round t + 1     h  g  f  e  d  c  b  a
 *
 * Half of the rounds fit, then the last window moves to the front: 832 bytes instead of 1,472, and no register is copied. */
typedef struct
{
    uint64_t v[STATE_WORDS + HALF];
    uint64_t w[BLOCK_WORDS + HALF];
} work_t;

/* count rounds, an even number; with schedule, also the words that lie 16 rounds ahead. */
static void do_rounds(uint64_t *v, uint64_t *w, const uint64_t *k, unsigned count, int schedule)
{
    for (; count != 0; count -= 2)
    {
        uint64_t a = v[7];
        uint64_t b = v[6];
        uint64_t e = v[3];
        uint64_t f = v[2];
        uint64_t g = v[1];
        uint64_t t1 = v[0] + big_sigma1(e) + choice(e, f, g) + k[0] + w[0];
        uint64_t next_e = v[4] + t1;
        uint64_t next_a = t1 + big_sigma0(a) + majority(a, b, v[5]);

        v[4] = next_e;
        v[8] = next_a;

        /* The second round: its a, b, c are next_a, a, b; its e, f, g, h are next_e, e, f, g. */
        t1 = g + big_sigma1(next_e) + choice(next_e, e, f) + k[1] + w[1];
        v[5] += t1;
        v[9] = t1 + big_sigma0(next_a) + majority(next_a, a, b);

        if (schedule)
        {
            w[16] = w[0] + small_sigma0(w[1]) + w[9] + small_sigma1(w[14]);
            w[17] = w[1] + small_sigma0(w[2]) + w[10] + small_sigma1(w[15]);
        }

        v += 2;
        w += 2;
        k += 2;
    }
}

/* Copies the last window of v and w to the front. */
static void rewind_windows(work_t *work)
{
    for (unsigned i = 0; i < STATE_WORDS; i++)
    {
        work->v[i] = work->v[HALF + i];
        work->w[i] = work->w[HALF + i];
        work->w[STATE_WORDS + i] = work->w[HALF + STATE_WORDS + i];
        hap_keep_stores(work);
    }
}

/* FIPS 180-4 §6.4.2 on count blocks, at least one. */
static void compress(uint64_t state[STATE_WORDS], const uint8_t *block, size_t count)
{
    work_t work;

    do
    {
        for (unsigned i = 0; i < BLOCK_WORDS; i++, block += 8)
        {
            work.w[i] = hap_load64_be(block);
        }

        for (unsigned i = 0; i < STATE_WORDS; i++)
        {
            work.v[i] = state[STATE_WORDS - 1 - i];
        }

        do_rounds(work.v, work.w, round_constants, HALF, 1);
        rewind_windows(&work);
        do_rounds(work.v, work.w, round_constants + HALF, HALF - BLOCK_WORDS, 1);
        do_rounds(work.v + HALF - BLOCK_WORDS, work.w + HALF - BLOCK_WORDS, round_constants + ROUNDS - BLOCK_WORDS,
                  BLOCK_WORDS, 0);

        for (unsigned i = 0; i < STATE_WORDS; i++)
        {
            state[i] += work.v[HALF + STATE_WORDS - 1 - i];
        }
    } while (--count != 0);

    hap_wipe(&work, sizeof work);
}

void hap_sha512_init(hap_sha512_t *hash)
{
    memcpy(hash->state, initial_state, sizeof hash->state);
    hash->size = 0;
}

void hap_sha512_update(hap_sha512_t *hash, const uint8_t *data, size_t size)
{
    size_t used = (size_t)(hash->size % HAP_SHA512_BLOCK_BYTES);

    hash->size += size;

    if (used != 0)
    {
        size_t room = HAP_SHA512_BLOCK_BYTES - used;
        size_t part = size < room ? size : room;

        if (part != 0)
        {
            memcpy(hash->block + used, data, part);
        }

        if (part < room)
        {
            return;
        }

        compress(hash->state, hash->block, 1);
        data += part;
        size -= part;
    }

    size_t whole = size / HAP_SHA512_BLOCK_BYTES;

    if (whole != 0)
    {
        compress(hash->state, data, whole);
        data += whole * HAP_SHA512_BLOCK_BYTES;
        size -= whole * HAP_SHA512_BLOCK_BYTES;
    }

    if (size != 0)
    {
        memcpy(hash->block, data, size);
    }
}

void hap_sha512_final(uint8_t digest[HAP_SHA512_BYTES], hap_sha512_t *hash)
{
    size_t used = (size_t)(hash->size % HAP_SHA512_BLOCK_BYTES);

    /* FIPS 180-4 §5.1.2: a 1 bit, zeros, then the size in bits as a 128-bit number, whose upper half is 0 here. */
    hash->block[used++] = 0x80;
    hap_wipe(hash->block + used, HAP_SHA512_BLOCK_BYTES - used);

    if (used > HAP_SHA512_BLOCK_BYTES - 16)
    {
        compress(hash->state, hash->block, 1);
        hap_wipe(hash->block, HAP_SHA512_BLOCK_BYTES);
    }

    hap_store64_be(hash->block + HAP_SHA512_BLOCK_BYTES - 8, hash->size << 3);
    compress(hash->state, hash->block, 1);

    for (unsigned i = 0; i < STATE_WORDS; i++)
    {
        hap_store64_be(digest + 8 * i, hash->state[i]);
    }

    hap_wipe(hash, sizeof *hash);
}

void hap_sha512(uint8_t digest[HAP_SHA512_BYTES], const uint8_t *data, size_t size)
{
    hap_sha512_t hash;

    hap_sha512_init(&hash);
    hap_sha512_update(&hash, data, size);
    hap_sha512_final(digest, &hash);
}

/* HMAC under way: the hash of whichever of the two passes runs, and the padded key for the outer one. */
typedef struct
{
    hap_sha512_t hash;
    uint8_t pad[HAP_SHA512_BLOCK_BYTES]; /* key ^ ipad, and after the inner pass key ^ opad */
} hmac_t;

enum
{
    INNER_PAD = 0x36,
    OUTER_PAD = 0x5C
};

static void hmac_init(hmac_t *hmac, const uint8_t *key, size_t key_size)
{
    hap_wipe(hmac->pad, sizeof hmac->pad);

    /* RFC 2104 §2: a key longer than the block is hashed first. */
    if (key_size > HAP_SHA512_BLOCK_BYTES)
    {
        hap_sha512_init(&hmac->hash);
        hap_sha512_update(&hmac->hash, key, key_size);
        hap_sha512_final(hmac->pad, &hmac->hash);
    }
    else if (key_size != 0)
    {
        memcpy(hmac->pad, key, key_size);
    }

    for (unsigned i = 0; i < HAP_SHA512_BLOCK_BYTES; i++)
    {
        hmac->pad[i] ^= INNER_PAD;
    }

    hap_sha512_init(&hmac->hash);
    hap_sha512_update(&hmac->hash, hmac->pad, sizeof hmac->pad);
}

static void hmac_final(uint8_t mac[HAP_SHA512_BYTES], hmac_t *hmac)
{
    hap_sha512_final(mac, &hmac->hash);

    for (unsigned i = 0; i < HAP_SHA512_BLOCK_BYTES; i++)
    {
        hmac->pad[i] ^= INNER_PAD ^ OUTER_PAD;
    }

    hap_sha512_init(&hmac->hash);
    hap_sha512_update(&hmac->hash, hmac->pad, sizeof hmac->pad);
    hap_sha512_update(&hmac->hash, mac, HAP_SHA512_BYTES);
    hap_sha512_final(mac, &hmac->hash);
    hap_wipe(hmac, sizeof *hmac);
}

void hap_hmac_sha512(uint8_t mac[HAP_SHA512_BYTES], const uint8_t *key, size_t key_size,
                     const uint8_t *data, size_t size)
{
    hmac_t hmac;

    hmac_init(&hmac, key, key_size);
    hap_sha512_update(&hmac.hash, data, size);
    hmac_final(mac, &hmac);
}

int hap_hkdf_sha512(uint8_t *out, size_t out_size, const uint8_t *secret, size_t secret_size,
                    const uint8_t *salt, size_t salt_size, const uint8_t *info, size_t info_size)
{
    uint8_t prk[HAP_SHA512_BYTES];
    uint8_t block[HAP_SHA512_BYTES];
    hmac_t hmac;

    if (out_size == 0 || out_size > HAP_HKDF_MAX_BYTES)
    {
        return HAP_ERR_SIZE;
    }

    /* RFC 5869 §2.2: PRK = HMAC(salt, secret). Not hap_hmac_sha512, whose frame would lie on top of this one. */
    hmac_init(&hmac, salt, salt_size);
    hap_sha512_update(&hmac.hash, secret, secret_size);
    hmac_final(prk, &hmac);

    /* RFC 5869 §2.3: T(n) = HMAC(PRK, T(n-1) | info | n), T(0) empty. */
    for (uint8_t n = 1; out_size != 0; n++)
    {
        size_t part = out_size < sizeof block ? out_size : sizeof block;

        hmac_init(&hmac, prk, sizeof prk);
        hap_sha512_update(&hmac.hash, block, n == 1 ? 0 : sizeof block);
        hap_sha512_update(&hmac.hash, info, info_size);
        hap_sha512_update(&hmac.hash, &n, 1);
        hmac_final(block, &hmac);
        memcpy(out, block, part);
        out += part;
        out_size -= part;
    }

    hap_wipe(prk, sizeof prk);
    hap_wipe(block, sizeof block);
    return HAP_OK;
}
