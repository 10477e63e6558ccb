/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_aead.h"

#include "hap_chacha20.h"
#include "hap_poly1305.h"
#include "hap_test.h"

enum
{
    LONGEST = 1100, /* more than a HAP frame of 1,024 */
    GUARD = 16,
    GUARD_BYTE = 0xA5
};

static test_vectors_t v;

static void poly1305_vectors(const char *folder)
{
    test_open(&v, folder, "poly1305.txt");

    while (test_next(&v))
    {
        size_t size = 0;
        const uint8_t *key = test_bytes(&v, "key", 4 * HAP_POLY1305_KEY_WORDS);
        const uint8_t *message = test_field(&v, "message", &size);
        const uint8_t *tag = test_bytes(&v, "tag", HAP_POLY1305_TAG_BYTES);
        uint32_t key_words[HAP_POLY1305_KEY_WORDS];
        uint8_t shifted[1040];

        test_begin("Poly1305, %s", v.source);

        for (size_t i = 0; i < HAP_POLY1305_KEY_WORDS; i++)
        {
            key_words[i] = (uint32_t)key[4 * i] | (uint32_t)key[4 * i + 1] << 8 | (uint32_t)key[4 * i + 2] << 16 |
                           (uint32_t)key[4 * i + 3] << 24;
        }

        for (size_t offset = 0; offset < 4; offset++)
        {
            uint8_t actual[HAP_POLY1305_TAG_BYTES];
            hap_poly1305_t poly;

            memcpy(shifted + offset, message, size);
            hap_poly1305_init(&poly, key_words);
            hap_poly1305_update_padded(&poly, shifted + offset, size);
            hap_poly1305_final(actual, &poly);
            test_equal("tag", actual, tag, sizeof actual);
            test_all("state after final", (const uint8_t *)&poly, 0, sizeof poly);
        }

        test_end();
    }
}

static void chacha20_vectors(const char *folder)
{
    test_open(&v, folder, "chacha20.txt");

    while (test_next(&v))
    {
        size_t size = 0;
        const uint8_t *key = test_bytes(&v, "key", HAP_CHACHA20_KEY_BYTES);
        const uint8_t *counter = test_bytes(&v, "counter", 4);
        const uint8_t *nonce = test_bytes(&v, "nonce", HAP_CHACHA20_NONCE_BYTES);
        const uint8_t *text = test_field(&v, "text", &size);
        const uint8_t *ciphertext = test_bytes(&v, "ciphertext", size);
        uint8_t actual[512];
        hap_chacha20_t stream;

        test_begin("ChaCha20, %s", v.source);
        hap_chacha20_init(&stream, key, counter[3], nonce);
        hap_chacha20_xor(&stream, actual, text, size);
        test_equal("ciphertext", actual, ciphertext, size);
        test_end();
    }
}

static void aead_vectors(const char *folder)
{
    test_open(&v, folder, "chacha20_poly1305.txt");

    while (test_next(&v))
    {
        size_t aad_size = 0;
        size_t size = 0;
        const uint8_t *key = test_bytes(&v, "key", HAP_AEAD_KEY_BYTES);
        const uint8_t *nonce = test_bytes(&v, "nonce", HAP_AEAD_NONCE_BYTES);
        const uint8_t *aad = test_field(&v, "aad", &aad_size);
        const uint8_t *text = test_field(&v, "text", &size);
        const uint8_t *sealed = test_bytes(&v, "sealed", size + HAP_AEAD_TAG_BYTES);
        uint8_t actual[TEST_VALUE_BYTES];

        test_begin("AEAD, %s", v.source);
        hap_aead_seal(actual, key, nonce, aad, aad_size, text, size);
        test_equal("sealed", actual, sealed, size + HAP_AEAD_TAG_BYTES);
        TEST_CHECK(hap_aead_open(actual, key, nonce, aad, aad_size, actual, size) == HAP_OK);
        test_equal("opened", actual, text, size);
        test_end();
    }
}

/* A plain, slow ChaCha20-Poly1305 that shares no line with the library: bytes for the Poly1305 number, an array for the state. */
static uint32_t reference_rotate(uint32_t word, int count)
{
    return word << count | word >> (32 - count);
}

static void reference_block(uint8_t out[64], const uint8_t key[32], uint32_t counter, const uint8_t nonce[12])
{
    static const uint8_t lanes[8][4] = { { 0, 4, 8, 12 }, { 1, 5, 9, 13 }, { 2, 6, 10, 14 }, { 3, 7, 11, 15 },
                                         { 0, 5, 10, 15 }, { 1, 6, 11, 12 }, { 2, 7, 8, 13 }, { 3, 4, 9, 14 } };
    static const int turns[4] = { 16, 12, 8, 7 };
    uint8_t start[64];
    uint32_t first[16];
    uint32_t state[16];

    memcpy(start, "expand 32-byte k", 16);
    memcpy(start + 16, key, 32);

    for (int i = 0; i < 4; i++)
    {
        start[48 + i] = (uint8_t)(counter >> 8 * i);
    }

    memcpy(start + 52, nonce, 12);

    for (int i = 0; i < 16; i++)
    {
        first[i] = 0;

        for (int j = 3; j >= 0; j--)
        {
            first[i] = first[i] << 8 | start[4 * i + j];
        }

        state[i] = first[i];
    }

    for (int round = 0; round < 80; round++)
    {
        const uint8_t *lane = lanes[round % 8];

        for (int i = 0; i < 4; i++)
        {
            int to = i % 2 == 0 ? 0 : 2;
            int from = i % 2 == 0 ? 1 : 3;
            int turned = i % 2 == 0 ? 3 : 1;

            state[lane[to]] += state[lane[from]];
            state[lane[turned]] = reference_rotate(state[lane[turned]] ^ state[lane[to]], turns[i]);
        }
    }

    for (int i = 0; i < 64; i++)
    {
        out[i] = (uint8_t)((state[i / 4] + first[i / 4]) >> 8 * (i % 4));
    }
}

/* accumulator = (accumulator + block) * r modulo 2^130 - 5, by 130 doublings of a 17-byte number. */
static void reference_reduce(uint32_t a[18])
{
    for (int pass = 0; pass < 2; pass++)
    {
        uint32_t carry = 5 * (a[16] >> 2);

        a[16] &= 3;

        for (int i = 0; i < 17; i++)
        {
            carry += a[i];
            a[i] = carry & 0xFF;
            carry >>= 8;
        }
    }
}

static void reference_poly1305(uint8_t tag[16], const uint8_t key[32], const uint8_t *data, size_t blocks)
{
    uint32_t h[18] = { 0 };
    uint32_t carry = 5;

    for (; blocks != 0; blocks--, data += 16)
    {
        uint32_t sum[18] = { 0 };

        for (int i = 0; i < 16; i++)
        {
            h[i] += data[i];
        }

        h[16] += 1;
        reference_reduce(h);

        for (int bit = 127; bit >= 0; bit--)
        {
            uint32_t clamped = key[bit / 8];

            clamped &= bit / 8 % 4 == 3 ? 0x0F : bit / 8 % 4 == 0 && bit >= 8 ? 0xFC : 0xFF;

            for (int i = 0; i < 17; i++)
            {
                sum[i] = 2 * sum[i] + (clamped >> bit % 8 & 1) * h[i];
            }

            reference_reduce(sum);
        }

        memcpy(h, sum, sizeof h);
    }

    /* h - p when that is not negative */
    uint32_t minus[18];

    for (int i = 0; i < 17; i++)
    {
        carry += h[i];
        minus[i] = carry & 0xFF;
        carry >>= 8;
    }

    if (minus[16] >> 2 != 0)
    {
        memcpy(h, minus, sizeof h);
    }

    carry = 0;

    for (int i = 0; i < 16; i++)
    {
        carry += h[i] + key[16 + i];
        tag[i] = (uint8_t)carry;
        carry >>= 8;
    }
}

static void reference_seal(uint8_t *out, const uint8_t key[32], const uint8_t nonce[12], const uint8_t *aad, size_t aad_size,
                           const uint8_t *text, size_t size)
{
    static uint8_t mac_data[2 * (LONGEST + 32) + 16];
    uint8_t block[64];
    uint8_t poly_key[64];
    size_t at = 0;

    reference_block(poly_key, key, 0, nonce);

    for (size_t i = 0; i < size; i++)
    {
        if (i % 64 == 0)
        {
            reference_block(block, key, (uint32_t)(1 + i / 64), nonce);
        }

        out[i] = text[i] ^ block[i % 64];
    }

    memset(mac_data, 0, sizeof mac_data);

    for (size_t i = 0; i < aad_size; i++)
    {
        mac_data[i] = aad[i];
    }

    at = (aad_size + 15) / 16 * 16;
    memcpy(mac_data + at, out, size);
    at += (size + 15) / 16 * 16;

    for (size_t i = 0; i < 8; i++)
    {
        mac_data[at + i] = (uint8_t)((uint64_t)aad_size >> 8 * i);
        mac_data[at + 8 + i] = (uint8_t)((uint64_t)size >> 8 * i);
    }

    reference_poly1305(out + size, poly_key, mac_data, at / 16 + 1);
}

static uint8_t text[LONGEST];
static uint8_t expected[LONGEST + HAP_AEAD_TAG_BYTES];
static uint8_t area[GUARD + 4 + LONGEST + HAP_AEAD_TAG_BYTES + GUARD];
static uint8_t apart[GUARD + 4 + LONGEST + HAP_AEAD_TAG_BYTES + GUARD];

static void check_guards(const uint8_t *buffer, size_t buffer_size, size_t offset, size_t size)
{
    test_all("guard before", buffer, GUARD_BYTE, offset);
    test_all("guard after", buffer + offset + size, GUARD_BYTE, buffer_size - offset - size);
}

/* One size at one alignment, in place and apart, against the reference. */
static void round_trip(size_t size, size_t offset, const uint8_t key[32], const uint8_t nonce[12], const uint8_t *aad,
                       size_t aad_size)
{
    uint8_t *buffer = area + offset;
    uint8_t *other = apart + offset;
    size_t sealed_size = size + HAP_AEAD_TAG_BYTES;

    memset(area, GUARD_BYTE, sizeof area);
    memcpy(buffer, text, size);
    hap_aead_seal(buffer, key, nonce, aad, aad_size, buffer, size);
    test_equal("sealed in place", buffer, expected, sealed_size);
    check_guards(area, sizeof area, offset, sealed_size);

    memset(apart, GUARD_BYTE, sizeof apart);
    TEST_CHECK(hap_aead_open(other, key, nonce, aad, aad_size, buffer, size) == HAP_OK);
    test_equal("opened apart", other, text, size);
    check_guards(apart, sizeof apart, offset, size);
    test_equal("input of open", buffer, expected, sealed_size);

    TEST_CHECK(hap_aead_open(buffer, key, nonce, aad, aad_size, buffer, size) == HAP_OK);
    test_equal("opened in place", buffer, text, size);
    test_equal("tag left in place", buffer + size, expected + size, HAP_AEAD_TAG_BYTES);
    check_guards(area, sizeof area, offset, sealed_size);

    memset(apart, GUARD_BYTE, sizeof apart);
    hap_aead_seal(other, key, nonce, aad, aad_size, buffer, size);
    test_equal("sealed apart", other, expected, sealed_size);
    check_guards(apart, sizeof apart, offset, sealed_size);
}

static void all_sizes(void)
{
    uint64_t seed = 6;
    uint8_t key[HAP_AEAD_KEY_BYTES];
    uint8_t nonce[HAP_AEAD_NONCE_BYTES];
    uint8_t aad[32];

    test_random(key, sizeof key, &seed);
    test_random(nonce, sizeof nonce, &seed);
    test_random(aad, sizeof aad, &seed);
    test_random(text, sizeof text, &seed);

    for (size_t size = 0; size <= LONGEST; size++)
    {
        size_t aad_size = size % 3 == 0 ? 0 : size % 3 == 1 ? 2 : size % 33;

        test_begin("AEAD: %u bytes of text, %u of additional data, every alignment, in place and apart", (unsigned)size,
                   (unsigned)aad_size);
        reference_seal(expected, key, nonce, aad, aad_size, text, size);

        for (size_t offset = GUARD; offset < GUARD + 4; offset++)
        {
            round_trip(size, offset, key, nonce, aad, aad_size);
        }

        test_end();
    }
}

/* in and out at different alignments */
static void crossed_alignments(void)
{
    uint64_t seed = 7;
    uint8_t key[HAP_AEAD_KEY_BYTES];
    uint8_t nonce[HAP_AEAD_NONCE_BYTES];
    enum { SIZE = 333 };

    test_random(key, sizeof key, &seed);
    test_random(nonce, sizeof nonce, &seed);
    reference_seal(expected, key, nonce, NULL, 0, text, SIZE);

    for (size_t from = 0; from < 4; from++)
    {
        for (size_t to = 0; to < 4; to++)
        {
            test_begin("AEAD: text at alignment %u, output at %u", (unsigned)from, (unsigned)to);
            memcpy(area + from, text, SIZE);
            memset(apart, GUARD_BYTE, sizeof apart);
            hap_aead_seal(apart + to, key, nonce, NULL, 0, area + from, SIZE);
            test_equal("sealed", apart + to, expected, SIZE + HAP_AEAD_TAG_BYTES);
            check_guards(apart, sizeof apart, to, SIZE + HAP_AEAD_TAG_BYTES);
            memset(area, GUARD_BYTE, sizeof area);
            TEST_CHECK(hap_aead_open(area + from, key, nonce, NULL, 0, apart + to, SIZE) == HAP_OK);
            test_equal("opened", area + from, text, SIZE);
            check_guards(area, sizeof area, from, SIZE);
            test_end();
        }
    }
}

/* Key, nonce and additional data at every alignment */
static void unaligned_inputs(void)
{
    uint64_t seed = 18;
    uint8_t inputs[HAP_AEAD_KEY_BYTES + HAP_AEAD_NONCE_BYTES + 20 + 3];
    uint8_t shifted[sizeof inputs];
    enum { SIZE = 100 };

    test_begin("AEAD: key, nonce and additional data at every alignment");
    test_random(inputs, sizeof inputs, &seed);
    reference_seal(expected, inputs, inputs + 32, inputs + 44, 20, text, SIZE);

    for (size_t offset = 0; offset < 4; offset++)
    {
        memcpy(shifted + offset, inputs, sizeof inputs - 3);
        hap_aead_seal(area, shifted + offset, shifted + offset + 32, shifted + offset + 44, 20, text, SIZE);
        test_equal("sealed", area, expected, SIZE + HAP_AEAD_TAG_BYTES);
    }

    test_end();
}

/* Opens a copy of expected with one thing changed: refused, text zero, tag and guards untouched. */
static void refuse(uint8_t key[32], uint8_t nonce[12], uint8_t *aad, size_t aad_size, const uint8_t *sealed, size_t size)
{
    memset(area, GUARD_BYTE, sizeof area);
    memcpy(area + GUARD, sealed, size + HAP_AEAD_TAG_BYTES);
    TEST_CHECK(hap_aead_open(area + GUARD, key, nonce, aad, aad_size, area + GUARD, size) == HAP_ERR_AUTH);
    test_all("text in place", area + GUARD, 0, size);
    test_equal("tag", area + GUARD + size, sealed + size, HAP_AEAD_TAG_BYTES);
    check_guards(area, sizeof area, GUARD, size + HAP_AEAD_TAG_BYTES);

    memset(apart, GUARD_BYTE, sizeof apart);
    TEST_CHECK(hap_aead_open(apart + GUARD, key, nonce, aad, aad_size, sealed, size) == HAP_ERR_AUTH);
    test_all("text apart", apart + GUARD, 0, size);
    check_guards(apart, sizeof apart, GUARD, size);
}

static void flipped_bits(void)
{
    uint64_t seed = 8;
    uint8_t key[HAP_AEAD_KEY_BYTES];
    uint8_t nonce[HAP_AEAD_NONCE_BYTES];
    uint8_t aad[2];
    enum { SIZE = 150 };

    test_random(key, sizeof key, &seed);
    test_random(nonce, sizeof nonce, &seed);
    test_random(aad, sizeof aad, &seed);
    reference_seal(expected, key, nonce, aad, sizeof aad, text, SIZE);

    for (size_t at = 0; at < SIZE + HAP_AEAD_TAG_BYTES; at++)
    {
        test_begin("AEAD: every bit of %s byte %u flipped is refused", at < SIZE ? "ciphertext" : "tag",
                   (unsigned)(at < SIZE ? at : at - SIZE));

        for (int bit = 0; bit < 8; bit++)
        {
            expected[at] ^= (uint8_t)(1 << bit);
            refuse(key, nonce, aad, sizeof aad, expected, SIZE);
            expected[at] ^= (uint8_t)(1 << bit);
        }

        test_end();
    }

    struct
    {
        const char *name;
        uint8_t *bytes;
        size_t size;
    } others[] = { { "key", key, sizeof key }, { "nonce", nonce, sizeof nonce }, { "additional data", aad, sizeof aad } };

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    {
        test_begin("AEAD: every bit of the %s flipped is refused", others[i].name);

        for (size_t bit = 0; bit < 8 * others[i].size; bit++)
        {
            others[i].bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
            refuse(key, nonce, aad, sizeof aad, expected, SIZE);
            others[i].bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }

        test_end();
    }

    test_begin("AEAD: additional data cut, or moved into the text, is refused");
    refuse(key, nonce, aad, 1, expected, SIZE);
    refuse(key, nonce, aad, 0, expected, SIZE);
    refuse(key, nonce, aad, sizeof aad, expected, SIZE - 1);
    test_end();

    test_begin("AEAD: what was not changed still opens");
    TEST_CHECK(hap_aead_open(area, key, nonce, aad, sizeof aad, expected, SIZE) == HAP_OK);
    test_equal("opened", area, text, SIZE);
    test_end();
}

int main(int argc, char **argv)
{
    const char *folder = test_folder(argc, argv);

    poly1305_vectors(folder);
    chacha20_vectors(folder);
    aead_vectors(folder);
    all_sizes();
    crossed_alignments();
    unaligned_inputs();
    flipped_bits();
    return test_finish();
}
