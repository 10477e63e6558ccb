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

static inline uint64_t rotate_right(uint64_t word, unsigned count)
{
    return word >> count | word << (64 - count);
}

/* FIPS 180-4 §4.1.3: Sigma 1, Sigma 0, sigma 1, sigma 0. */
static inline uint64_t big_sigma1(uint64_t e)
{
    return rotate_right(e, 14) ^ rotate_right(e, 18) ^ rotate_right(e, 41);
}

static inline uint64_t big_sigma0(uint64_t a)
{
    return rotate_right(a, 28) ^ rotate_right(a, 34) ^ rotate_right(a, 39);
}

static inline uint64_t small_sigma1(uint64_t w)
{
    return rotate_right(w, 19) ^ rotate_right(w, 61) ^ w >> 6;
}

static inline uint64_t small_sigma0(uint64_t w)
{
    return rotate_right(w, 1) ^ rotate_right(w, 8) ^ w >> 7;
}

/* FIPS 180-4 §6.4.2 on one block. The schedule is a ring of 16 words: W[t] replaces W[t-16]. */
static void compress(uint64_t state[8], const uint8_t block[HAP_SHA512_BLOCK_BYTES])
{
    uint64_t w[16];
    uint64_t v[8]; /* a..h */

    for (unsigned i = 0; i < 16; i++)
    {
        w[i] = hap_load64_be(block + 8 * i);
    }

    memcpy(v, state, sizeof v);

    for (unsigned t = 0; t < 80; t++)
    {
        if (t >= 16)
        {
            w[t & 15] += small_sigma1(w[(t + 14) & 15]) + w[(t + 9) & 15] + small_sigma0(w[(t + 1) & 15]);
        }

        uint64_t choice = v[6] ^ (v[4] & (v[5] ^ v[6]));
        uint64_t majority = (v[0] & v[1]) | (v[2] & (v[0] | v[1]));
        uint64_t t1 = v[7] + big_sigma1(v[4]) + choice + round_constants[t] + w[t & 15];
        uint64_t t2 = big_sigma0(v[0]) + majority;

        v[7] = v[6];
        v[6] = v[5];
        v[5] = v[4];
        v[4] = v[3] + t1;
        v[3] = v[2];
        v[2] = v[1];
        v[1] = v[0];
        v[0] = t1 + t2;
    }

    for (unsigned i = 0; i < 8; i++)
    {
        state[i] += v[i];
    }

    hap_wipe(w, sizeof w);
    hap_wipe(v, sizeof v);
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

    while (size != 0)
    {
        if (used == 0 && size >= HAP_SHA512_BLOCK_BYTES)
        {
            compress(hash->state, data);
            data += HAP_SHA512_BLOCK_BYTES;
            size -= HAP_SHA512_BLOCK_BYTES;
            continue;
        }

        size_t room = HAP_SHA512_BLOCK_BYTES - used;
        size_t part = size < room ? size : room;

        memcpy(hash->block + used, data, part);
        data += part;
        size -= part;
        used += part;

        if (used == HAP_SHA512_BLOCK_BYTES)
        {
            compress(hash->state, hash->block);
            used = 0;
        }
    }
}

void hap_sha512_final(uint8_t digest[HAP_SHA512_BYTES], hap_sha512_t *hash)
{
    size_t used = (size_t)(hash->size % HAP_SHA512_BLOCK_BYTES);

    /* FIPS 180-4 §5.1.2: a 1 bit, zeros, then the size in bits as a 128-bit number, whose upper half is 0 here. */
    hash->block[used++] = 0x80;
    memset(hash->block + used, 0, HAP_SHA512_BLOCK_BYTES - used);

    if (used > HAP_SHA512_BLOCK_BYTES - 16)
    {
        compress(hash->state, hash->block);
        memset(hash->block, 0, HAP_SHA512_BLOCK_BYTES);
    }

    hap_store64_be(hash->block + HAP_SHA512_BLOCK_BYTES - 8, hash->size << 3);
    compress(hash->state, hash->block);

    for (unsigned i = 0; i < 8; i++)
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
    memset(hmac->pad, 0, sizeof hmac->pad);

    /* RFC 2104 §2: a key longer than the block is hashed first. */
    if (key_size > HAP_SHA512_BLOCK_BYTES)
    {
        hap_sha512(hmac->pad, key, key_size);
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

    hap_hmac_sha512(prk, salt, salt_size, secret, secret_size);

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
