/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_ed25519.h"

#include "hap_ge25519.h"
#include "hap_test.h"

enum
{
    KEY = HAP_ED25519_KEY_BYTES,
    SIGNATURE = HAP_ED25519_SIGNATURE_BYTES,
    GUARD_BYTE = 0xA5
};

static test_vectors_t v;

static void vectors(const char *folder)
{
    test_open(&v, folder, "ed25519.txt");

    while (test_next(&v))
    {
        size_t size = 0;
        const uint8_t *seed = test_bytes(&v, "seed", HAP_ED25519_SEED_BYTES);
        const uint8_t *public_key = test_bytes(&v, "public_key", KEY);
        const uint8_t *message = test_field(&v, "message", &size);
        const uint8_t *signature = test_bytes(&v, "signature", SIGNATURE);
        uint8_t buffer[SIGNATURE + 2];

        test_begin("Ed25519, %s", v.source);
        memset(buffer, GUARD_BYTE, sizeof buffer);
        hap_ed25519_public_key(buffer + 1, seed);
        test_equal("public key", buffer + 1, public_key, KEY);
        TEST_CHECK(buffer[0] == GUARD_BYTE && buffer[KEY + 1] == GUARD_BYTE);
        memcpy(buffer, seed, KEY);
        hap_ed25519_public_key(buffer, buffer);
        test_equal("public key over the seed", buffer, public_key, KEY);
        memset(buffer, GUARD_BYTE, sizeof buffer);
        hap_ed25519_sign(buffer + 1, message, size, seed, public_key);
        test_equal("signature", buffer + 1, signature, SIGNATURE);
        TEST_CHECK(buffer[0] == GUARD_BYTE && buffer[SIGNATURE + 1] == GUARD_BYTE);
        TEST_CHECK(hap_ed25519_verify(signature, message, size, public_key) == HAP_OK);
        test_end();
    }
}

static void strict_vectors(const char *folder)
{
    test_open(&v, folder, "ed25519_strict.txt");

    while (test_next(&v))
    {
        size_t size = 0;
        const uint8_t *public_key = test_bytes(&v, "public_key", KEY);
        const uint8_t *message = test_field(&v, "message", &size);
        const uint8_t *signature = test_bytes(&v, "signature", SIGNATURE);
        const uint8_t *accept = test_bytes(&v, "accept", 1);

        test_begin("Ed25519 verifier, %s", v.source);
        TEST_CHECK(hap_ed25519_verify(signature, message, size, public_key) == (accept[0] ? HAP_OK : HAP_ERR_AUTH));
        test_end();
    }
}

/* Whatever bit changes, the signature no longer verifies. */
static void flipped_bits(void)
{
    uint64_t random = 14;
    uint8_t seed[HAP_ED25519_SEED_BYTES];
    uint8_t public_key[KEY];
    uint8_t message[85]; /* the size of HAP Pair Verify M2's signed text, give or take the device id */
    uint8_t signature[SIGNATURE];

    test_random(seed, sizeof seed, &random);
    test_random(message, sizeof message, &random);
    hap_ed25519_public_key(public_key, seed);
    hap_ed25519_sign(signature, message, sizeof message, seed, public_key);

    struct
    {
        const char *name;
        uint8_t *bytes;
        size_t size;
    } parts[] = { { "signature", signature, sizeof signature }, { "public key", public_key, sizeof public_key },
                  { "message", message, sizeof message } };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
    {
        for (size_t at = 0; at < parts[i].size; at++)
        {
            test_begin("Ed25519: each bit of %s byte %u flipped is refused", parts[i].name, (unsigned)at);

            for (int bit = 0; bit < 8; bit++)
            {
                parts[i].bytes[at] ^= (uint8_t)(1 << bit);
                TEST_CHECK(hap_ed25519_verify(signature, message, sizeof message, public_key) == HAP_ERR_AUTH);
                parts[i].bytes[at] ^= (uint8_t)(1 << bit);
            }

            test_end();
        }
    }

    test_begin("Ed25519: message cut or lengthened is refused, the unchanged one is accepted");
    TEST_CHECK(hap_ed25519_verify(signature, message, sizeof message - 1, public_key) == HAP_ERR_AUTH);
    TEST_CHECK(hap_ed25519_verify(signature, message, 0, public_key) == HAP_ERR_AUTH);
    TEST_CHECK(hap_ed25519_verify(signature, message, sizeof message, public_key) == HAP_OK);
    test_end();
}

static void round_trips(void)
{
    uint64_t random = 15;
    uint8_t message[300];

    test_random(message, sizeof message, &random);

    test_begin("Ed25519: sign and verify, every message size 0..300");

    for (size_t size = 0; size <= sizeof message; size++)
    {
        uint8_t seed[HAP_ED25519_SEED_BYTES];
        uint8_t public_key[KEY];
        uint8_t signature[SIGNATURE];

        test_random(seed, sizeof seed, &random);
        hap_ed25519_public_key(public_key, seed);
        hap_ed25519_sign(signature, message, size, seed, public_key);
        TEST_CHECK(hap_ed25519_verify(signature, message, size, public_key) == HAP_OK);
        public_key[31] ^= 0x80;
        TEST_CHECK(hap_ed25519_verify(signature, message, size, public_key) == HAP_ERR_AUTH);
    }

    test_end();
}

static void unaligned_inputs(void)
{
    uint64_t random = 20;
    uint8_t inputs[2 * KEY + SIGNATURE + 10]; /* seed, public key, signature, message */

    test_begin("Ed25519: seed, key, signature and message at every alignment");
    test_random(inputs, sizeof inputs, &random);
    hap_ed25519_public_key(inputs + KEY, inputs);
    hap_ed25519_sign(inputs + 2 * KEY, inputs + 2 * KEY + SIGNATURE, 10, inputs, inputs + KEY);

    for (size_t offset = 0; offset < 4; offset++)
    {
        uint8_t shifted[sizeof inputs + 3];
        uint8_t *at = shifted + offset;

        memcpy(at, inputs, sizeof inputs);
        TEST_CHECK(hap_ed25519_verify(at + 2 * KEY, at + 2 * KEY + SIGNATURE, 10, at + KEY) == HAP_OK);
        memset(at + KEY, 0, KEY + SIGNATURE);
        hap_ed25519_public_key(at + KEY, at);
        hap_ed25519_sign(at + 2 * KEY, at + 2 * KEY + SIGNATURE, 10, at, at + KEY);
        test_equal("key and signature", at + KEY, inputs + KEY, KEY + SIGNATURE);
    }

    test_end();
}

/* No signature can be made for most of these keys, so they are tried on the decoder itself: RFC 8032 §5.1.3 refuses y >= p, and x = 0
 * with the sign bit set. */
static void decoding(void)
{
    int points = 0;

    for (unsigned small = 0; small < 19; small++)
    {
        test_begin("Ed25519 decoder: y = p + %u is refused", small);

        for (unsigned sign = 0; sign < 2; sign++)
        {
            uint8_t bytes[KEY];
            uint8_t again[KEY];
            hap_ge_t point;

            memset(bytes, 0, sizeof bytes);
            bytes[0] = (uint8_t)small;
            bytes[KEY - 1] = (uint8_t)(sign << 7);

            if (hap_ge_decode(&point, bytes))
            {
                points++;
                hap_ge_encode(again, &point);
                test_equal("encoding of what was decoded", again, bytes, KEY);
                TEST_CHECK(small != 1 || sign == 0); /* x = 0 */
            }

            memset(bytes, 0xFF, sizeof bytes);
            bytes[0] = (uint8_t)(0xED + small);
            bytes[KEY - 1] = (uint8_t)(0x7F | sign << 7);
            TEST_CHECK(hap_ge_decode(&point, bytes) == 0);
        }

        test_end();
    }

    test_begin("Ed25519 decoder: y = -1 is a point, with the sign bit it is none");
    uint8_t minus_one[KEY];
    hap_ge_t point;

    memset(minus_one, 0xFF, sizeof minus_one);
    minus_one[0] = 0xEC;
    minus_one[KEY - 1] = 0x7F;
    TEST_CHECK(hap_ge_decode(&point, minus_one) == 1);
    minus_one[KEY - 1] = 0xFF;
    TEST_CHECK(hap_ge_decode(&point, minus_one) == 0);
    TEST_CHECK(points > 10); /* about half of all y below 19 are on the curve */
    test_end();
}

/* Plain arithmetic modulo L on bits: shift in the next bit, subtract L when it fits. */
static void reference_reduce(uint8_t out[32], const uint8_t bytes[64])
{
    uint32_t r[9] = { 0 };

    for (int bit = 511; bit >= 0; bit--)
    {
        uint32_t carry = bytes[bit / 8] >> bit % 8 & 1;
        uint64_t borrow = 0;
        uint32_t t[9];

        for (int i = 0; i < 9; i++)
        {
            uint32_t top = r[i] >> 31;

            r[i] = r[i] << 1 | carry;
            carry = top;
        }

        for (int i = 0; i < 9; i++)
        {
            uint64_t difference = (uint64_t)r[i] - (i < 8 ? hap_sc_order.word[i] : 0) - borrow;

            t[i] = (uint32_t)difference;
            borrow = difference >> 63;
        }

        if (borrow == 0)
        {
            memcpy(r, t, sizeof r);
        }
    }

    for (int i = 0; i < 32; i++)
    {
        out[i] = (uint8_t)(r[i / 4] >> 8 * (i % 4));
    }
}

/* 64 bytes that sit on the edges of Barrett's quotient: multiples of L and their neighbours, all ones, random. */
static void interesting(uint8_t bytes[64], int i, uint64_t *random)
{
    test_random(bytes, 64, random);

    if (i % 4 == 1)
    {
        memset(bytes + 32 * (i / 4 % 2), 0xFF, 32);
    }
    else if (i % 4 == 2)
    {
        /* bytes = q * L + small, q of 1..32 bytes; the product wraps nowhere, L < 2^253 */
        uint32_t product[16] = { 0 };
        uint32_t q[8] = { 0 };

        for (int j = 0; j < 4 * (1 + i / 4 % 8); j++)
        {
            q[j / 4] |= (uint32_t)(i / 32 % 2 == 0 ? bytes[j] : 0xFF) << 8 * (j % 4);
        }

        for (int j = 0; j < 8; j++)
        {
            uint64_t carry = 0;

            for (int k = 0; k < 8; k++)
            {
                carry += (uint64_t)q[j] * hap_sc_order.word[k] + product[j + k];
                product[j + k] = (uint32_t)carry;
                carry >>= 32;
            }

            product[j + 8] = (uint32_t)carry;
        }

        int64_t small = (int64_t)(bytes[40] % 5) - 2;

        for (int j = 0; j < 16; j++)
        {
            int64_t sum = (int64_t)product[j] + small;

            product[j] = (uint32_t)sum;
            small = sum >> 32;
        }

        for (int j = 0; j < 64; j++)
        {
            bytes[j] = (uint8_t)(product[j / 4] >> 8 * (j % 4));
        }
    }
    else if (i % 4 == 3)
    {
        memset(bytes, i / 4 % 2 == 0 ? 0x00 : 0xFF, 64);
        bytes[i / 8 % 64] ^= 1;
    }
}

static void scalars(void)
{
    uint64_t random = 16;

    test_begin("scalars: 4,000 reductions of 512 bits against bit-by-bit reduction");

    for (int i = 0; i < 4000; i++)
    {
        uint8_t bytes[64];
        uint8_t expected[32];
        uint8_t actual[32];
        hap_sc_t reduced;

        interesting(bytes, i, &random);
        reference_reduce(expected, bytes);
        hap_sc_reduce(&reduced, bytes);
        hap_sc_store(actual, &reduced);
        test_equal("remainder", actual, expected, sizeof actual);
        TEST_CHECK(hap_sc_is_reduced(&reduced) == 1);
    }

    test_end();

    test_begin("scalars: 2,000 products and sums against bit-by-bit reduction");

    for (int i = 0; i < 2000; i++)
    {
        uint8_t ab[64];
        uint8_t c[64];
        uint8_t product[64];
        uint8_t expected[32];
        uint8_t actual[32];
        hap_sc_t factors[2];
        hap_sc_t sum;
        uint32_t carry = 0;

        interesting(ab, i, &random);
        interesting(c, i / 3, &random);

        for (int at = 0; at < 64; at++)
        {
            for (int j = at < 32 ? 0 : at - 31; j <= at && j < 32; j++)
            {
                carry += (uint32_t)ab[j] * ab[32 + at - j];
            }

            carry += at < 32 ? c[at] : 0;
            product[at] = (uint8_t)carry;
            carry >>= 8;
        }

        reference_reduce(expected, product);
        hap_sc_load(&factors[0], ab);
        hap_sc_load(&factors[1], ab + 32);
        hap_sc_load(&sum, c);
        hap_sc_mul_add(&sum, &factors[0], &factors[1], &sum);
        hap_sc_store(actual, &sum);
        test_equal("a b + c", actual, expected, sizeof actual);
    }

    test_end();

    test_begin("scalars: L - 1 is reduced; L, L + 1 and 2^256 - 1 are not");
    hap_sc_t edge = hap_sc_order;
    TEST_CHECK(hap_sc_is_reduced(&edge) == 0);
    edge.word[0]++;
    TEST_CHECK(hap_sc_is_reduced(&edge) == 0);
    edge.word[0] -= 2;
    TEST_CHECK(hap_sc_is_reduced(&edge) == 1);
    memset(&edge, 0xFF, sizeof edge);
    TEST_CHECK(hap_sc_is_reduced(&edge) == 0);
    memset(&edge, 0, sizeof edge);
    TEST_CHECK(hap_sc_is_reduced(&edge) == 1);
    test_end();
}

int main(int argc, char **argv)
{
    const char *folder = test_folder(argc, argv);

    vectors(folder);
    strict_vectors(folder);
    flipped_bits();
    round_trips();
    unaligned_inputs();
    decoding();
    scalars();
    return test_finish();
}
