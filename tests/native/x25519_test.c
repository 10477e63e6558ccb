/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_x25519.h"

#include "hap_fe25519.h"
#include "hap_test.h"

enum
{
    KEY = HAP_X25519_KEY_BYTES,
    GUARD_BYTE = 0xA5
};

static test_vectors_t v;

static const uint8_t nine[KEY] = { 9 };

static void vectors(const char *folder)
{
    uint8_t iterated[2][KEY];
    int have_iterated = 0;

    test_open(&v, folder, "x25519.txt");

    while (test_next(&v))
    {
        size_t size = 0;
        const uint8_t *one = test_find(&v, "iterated_1", &size);

        if (one != NULL)
        {
            memcpy(iterated[0], one, KEY);
            memcpy(iterated[1], test_bytes(&v, "iterated_1000", KEY), KEY);
            have_iterated = 1;
            continue;
        }

        uint8_t buffer[KEY + 2];
        const uint8_t *secret_key = test_bytes(&v, "secret_key", KEY);
        const uint8_t *peer_key = test_bytes(&v, "peer_key", KEY);
        const uint8_t *shared = test_bytes(&v, "shared", KEY);
        const uint8_t *public_key = test_bytes(&v, "public_key", KEY);

        test_begin("X25519, %s", v.source);
        memset(buffer, GUARD_BYTE, sizeof buffer);
        TEST_CHECK(hap_x25519(buffer + 1, secret_key, peer_key) == HAP_OK);
        test_equal("shared", buffer + 1, shared, KEY);
        TEST_CHECK(buffer[0] == GUARD_BYTE && buffer[KEY + 1] == GUARD_BYTE);
        hap_x25519_public_key(buffer + 1, secret_key);
        test_equal("public key", buffer + 1, public_key, KEY);
        TEST_CHECK(buffer[0] == GUARD_BYTE && buffer[KEY + 1] == GUARD_BYTE);
        TEST_CHECK(hap_x25519(buffer + 1, secret_key, nine) == HAP_OK);
        test_equal("public key by the ladder", buffer + 1, public_key, KEY);
        memcpy(buffer, secret_key, KEY);
        hap_x25519_public_key(buffer, buffer);
        test_equal("public key over the secret", buffer, public_key, KEY);
        memcpy(buffer, secret_key, KEY);
        TEST_CHECK(hap_x25519(buffer, buffer, peer_key) == HAP_OK);
        test_equal("shared over the secret", buffer, shared, KEY);
        memcpy(buffer, peer_key, KEY);
        TEST_CHECK(hap_x25519(buffer, secret_key, buffer) == HAP_OK);
        test_equal("shared over the peer key", buffer, shared, KEY);
        test_end();
    }

    test_begin("X25519, RFC 7748 §5.2: 1,000 rounds");

    if (!have_iterated)
    {
        test_fail("no such vector");
    }

    uint8_t k[KEY] = { 9 };
    uint8_t u[KEY] = { 9 };

    for (int i = 0; i < 1000; i++)
    {
        uint8_t result[KEY];

        TEST_CHECK(hap_x25519(result, k, u) == HAP_OK);
        memcpy(u, k, KEY);
        memcpy(k, result, KEY);

        if (i == 0)
        {
            test_equal("round 1", k, iterated[0], KEY);
        }
    }

    test_equal("round 1000", k, iterated[1], KEY);
    test_end();
}

static void low_order(const char *folder)
{
    uint64_t seed = 9;

    test_open(&v, folder, "x25519_low_order.txt");

    while (test_next(&v))
    {
        const uint8_t *peer_key = test_bytes(&v, "peer_key", KEY);

        test_begin("X25519 refuses %s", v.source);

        for (int i = 0; i < 4; i++)
        {
            uint8_t secret_key[KEY];
            uint8_t buffer[KEY + 2];

            test_random(secret_key, sizeof secret_key, &seed);
            memset(buffer, GUARD_BYTE, sizeof buffer);
            TEST_CHECK(hap_x25519(buffer + 1, secret_key, peer_key) == HAP_ERR_KEY);
            test_all("shared", buffer + 1, 0, KEY);
            TEST_CHECK(buffer[0] == GUARD_BYTE && buffer[KEY + 1] == GUARD_BYTE);
        }

        test_end();
    }
}

/* RFC 7748 §5: u-coordinates from p to 2^255 - 1 are accepted as their value modulo p, and bit 255 is masked. */
static void non_canonical_peers(void)
{
    uint64_t seed = 10;
    uint8_t secret_key[KEY];

    test_random(secret_key, sizeof secret_key, &seed);

    for (unsigned above = 2; above < 19; above++)
    {
        uint8_t large[KEY];
        uint8_t small[KEY] = { 0 };
        uint8_t actual[KEY];
        uint8_t expected[KEY];

        test_begin("X25519: peer key p + %u is taken as %u", above, above);
        memset(large, 0xFF, sizeof large);
        large[0] = (uint8_t)(0xED + above);
        large[KEY - 1] = 0x7F;
        small[0] = (uint8_t)above;
        TEST_CHECK(hap_x25519(expected, secret_key, small) == HAP_OK);
        TEST_CHECK(hap_x25519(actual, secret_key, large) == HAP_OK);
        test_equal("shared", actual, expected, KEY);
        large[KEY - 1] = 0xFF;
        TEST_CHECK(hap_x25519(actual, secret_key, large) == HAP_OK);
        test_equal("shared, bit 255 set", actual, expected, KEY);
        test_end();
    }
}

/* RFC 7748 §5: the low 3 bits, bit 254 and bit 255 of a secret key do not matter. */
static void clamping(void)
{
    uint64_t seed = 11;
    uint8_t secret_key[KEY];
    uint8_t peer_key[KEY];
    uint8_t shared[KEY];
    uint8_t public_key[KEY];

    test_begin("X25519: clamped bits do not matter, all others do");
    test_random(secret_key, sizeof secret_key, &seed);
    test_random(peer_key, sizeof peer_key, &seed);
    TEST_CHECK(hap_x25519(shared, secret_key, peer_key) == HAP_OK);
    hap_x25519_public_key(public_key, secret_key);

    for (unsigned bit = 0; bit < 256; bit++)
    {
        uint8_t actual[KEY];
        int clamped = bit < 3 || bit >= 254;

        secret_key[bit / 8] ^= (uint8_t)(1 << bit % 8);
        TEST_CHECK(hap_x25519(actual, secret_key, peer_key) == HAP_OK);
        TEST_CHECK((memcmp(actual, shared, KEY) == 0) == clamped);
        hap_x25519_public_key(actual, secret_key);
        TEST_CHECK((memcmp(actual, public_key, KEY) == 0) == clamped);
        secret_key[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }

    test_end();
}

static void unaligned_keys(void)
{
    uint64_t seed = 19;
    uint8_t keys[2 * KEY];
    uint8_t shared[KEY];
    uint8_t public_key[KEY];

    test_begin("X25519: keys and results at every alignment");
    test_random(keys, sizeof keys, &seed);
    TEST_CHECK(hap_x25519(shared, keys, keys + KEY) == HAP_OK);
    hap_x25519_public_key(public_key, keys);

    for (size_t offset = 0; offset < 4; offset++)
    {
        uint8_t shifted[2 * KEY + 3];
        uint8_t result[KEY + 3];

        memcpy(shifted + offset, keys, sizeof keys);
        TEST_CHECK(hap_x25519(result + offset, shifted + offset, shifted + offset + KEY) == HAP_OK);
        test_equal("shared", result + offset, shared, KEY);
        hap_x25519_public_key(result + offset, shifted + offset);
        test_equal("public key", result + offset, public_key, KEY);
    }

    test_end();
}

/* The comb of the base point against the ladder, and both sides of an agreement. Extreme keys first: the carries of all ones. */
static void comb_against_ladder(void)
{
    uint64_t seed = 12;

    test_begin("X25519: 400 keys, comb against ladder, both sides agree");

    for (int i = 0; i < 400; i++)
    {
        uint8_t secrets[2][KEY];
        uint8_t keys[2][KEY];
        uint8_t by_ladder[KEY];
        uint8_t shared[2][KEY];

        test_random(secrets[0], KEY, &seed);
        test_random(secrets[1], KEY, &seed);

        if (i < 4)
        {
            memset(secrets[0], i % 2 == 0 ? 0x00 : 0xFF, KEY);
            memset(secrets[1], i / 2 == 0 ? 0x00 : 0xFF, KEY);
        }

        for (int side = 0; side < 2; side++)
        {
            hap_x25519_public_key(keys[side], secrets[side]);
            TEST_CHECK(hap_x25519(by_ladder, secrets[side], nine) == HAP_OK);
            test_equal("public key", keys[side], by_ladder, KEY);
        }

        for (int side = 0; side < 2; side++)
        {
            TEST_CHECK(hap_x25519(shared[side], secrets[side], keys[1 - side]) == HAP_OK);
        }

        test_equal("shared", shared[0], shared[1], KEY);
    }

    test_end();
}

/* A plain field on bytes, which shares no line with the library. */
static void reference_fold(uint32_t r[65], uint8_t out[KEY])
{
    for (int pass = 0; pass < 3; pass++)
    {
        uint32_t carry = 0;

        for (int i = 0; i < 64; i++)
        {
            carry += r[i];
            r[i] = carry & 0xFF;
            carry >>= 8;
        }

        for (int i = 0; i < 32; i++)
        {
            r[i] += 38 * r[32 + i];
            r[32 + i] = 0;
        }

        r[0] += 38 * 38 * carry;
    }

    /* Below 2^256 by now, almost; bring it below 2^255, then below p. */
    for (int pass = 0; pass < 3; pass++)
    {
        uint32_t carry = 0;

        for (int i = 0; i < 33; i++)
        {
            carry += r[i];
            r[i] = carry & 0xFF;
            carry >>= 8;
        }

        r[0] += 19 * (r[31] >> 7) + 38 * r[32];
        r[31] &= 0x7F;
        r[32] = 0;
    }

    uint32_t trial = 19;
    uint8_t minus[KEY];

    for (int i = 0; i < 32; i++)
    {
        trial += r[i];
        minus[i] = (uint8_t)trial;
        trial >>= 8;
    }

    for (int i = 0; i < 32; i++)
    {
        out[i] = (uint8_t)(minus[31] >> 7 != 0 ? (i == 31 ? minus[i] & 0x7F : minus[i]) : r[i]);
    }
}

static void words_to_bytes(uint8_t bytes[KEY], const hap_fe_t *a)
{
    for (int i = 0; i < KEY; i++)
    {
        bytes[i] = (uint8_t)(a->word[i / 4] >> 8 * (i % 4));
    }
}

static void reference_mul(uint8_t out[KEY], const hap_fe_t *a, const hap_fe_t *b)
{
    uint8_t x[KEY];
    uint8_t y[KEY];
    uint32_t r[65] = { 0 };

    words_to_bytes(x, a);
    words_to_bytes(y, b);

    for (int i = 0; i < KEY; i++)
    {
        for (int j = 0; j < KEY; j++)
        {
            r[i + j] += (uint32_t)x[i] * y[j];
        }
    }

    reference_fold(r, out);
}

/* out = a + factor * b, or a - b + 4p when subtract */
static void reference_linear(uint8_t out[KEY], const hap_fe_t *a, const hap_fe_t *b, uint32_t factor, int subtract)
{
    uint8_t x[KEY];
    uint8_t y[KEY];
    uint32_t r[65] = { 0 };

    words_to_bytes(x, a);
    words_to_bytes(y, b);

    /* -b = (2^256 - 1 - b) - (2^256 - 1) and 2^256 - 1 = 37, so add 37's negative p - 37 as well */
    for (int i = 0; i < KEY; i++)
    {
        r[i] = x[i];
        r[i] += subtract ? 255u - y[i] : 0;
        r[i] += subtract ? (i == 0 ? 0xEDu - 37 : i == 31 ? 0x7Fu : 0xFFu) : 0;
    }

    if (!subtract)
    {
        for (int byte = 0; byte < 4; byte++)
        {
            for (int i = 0; i < KEY; i++)
            {
                r[i + byte] += (factor >> 8 * byte & 0xFF) * y[i];
            }
        }
    }

    reference_fold(r, out);
}

/* Elements whose words carry: mostly all ones, all zeros, p and its neighbours, one odd word, top words at the steps of the multiple of p
 * that sums and differences choose, and random ones. */
static void interesting(hap_fe_t *a, uint64_t *seed)
{
    uint8_t choice[2];
    uint8_t bytes[32];

    test_random(choice, sizeof choice, seed);
    test_random(bytes, sizeof bytes, seed);

    for (int i = 0; i < 8; i++)
    {
        uint32_t random = (uint32_t)bytes[4 * i] << 24 | (uint32_t)bytes[4 * i + 1] << 16 | (uint32_t)bytes[4 * i + 2] << 8 |
                          bytes[4 * i + 3];

        switch (choice[0] % 5)
        {
        case 0:
            a->word[i] = random;
            break;
        case 1:
            a->word[i] = 0xFFFFFFFF;
            break;
        case 2:
            a->word[i] = random & 0x10000 ? 0xFFFFFFFF : 0;
            break;
        case 3:
            a->word[i] = i == 0 ? 0xFFFFFFED : i == 7 ? 0x7FFFFFFF : 0xFFFFFFFF;
            break;
        default:
            a->word[i] = 0;
            break;
        }
    }

    if (choice[0] % 5 != 0)
    {
        a->word[0] += (uint32_t)(choice[1] % 80) - 40;
    }

    if (choice[1] & 0x80)
    {
        a->word[7] ^= 0x80000000;
    }

    if (choice[0] & 0x80)
    {
        a->word[7] = (uint32_t)(bytes[0] & 7) << 29;
        a->word[7] += (uint32_t)(bytes[1] & 15) - 8;
    }
}

static void check_element(const char *what, const hap_fe_t *actual, const uint8_t expected[KEY])
{
    uint8_t bytes[KEY];

    hap_fe_store(bytes, actual);
    test_equal(what, bytes, expected, KEY);
}

static void field(void)
{
    uint64_t seed = 13;

    test_begin("field: 20,000 pairs of carry-heavy elements against byte arithmetic");

    for (int i = 0; i < 20000; i++)
    {
        hap_fe_t a;
        hap_fe_t b;
        hap_fe_t x;
        hap_fe_t y;
        uint8_t expected[KEY];
        uint8_t difference[KEY];
        uint32_t factor = i % 2 == 0 ? 121665 : 0x3FFFFFF;

        interesting(&a, &seed);
        interesting(&b, &seed);

        reference_mul(expected, &a, &b);
        hap_fe_mul(&x, &a, &b);
        check_element("product", &x, expected);
        x = a;
        hap_fe_mul(&x, &x, &b);
        check_element("product over a", &x, expected);
        x = b;
        hap_fe_mul(&x, &a, &x);
        check_element("product over b", &x, expected);

        reference_mul(expected, &a, &a);
        hap_fe_square(&x, &a);
        check_element("square", &x, expected);

        reference_linear(expected, &a, &b, factor, 0);
        hap_fe_add_scaled(&x, &a, &b, factor);
        check_element("a + factor b", &x, expected);

        reference_linear(expected, &a, &b, 1, 0);
        reference_linear(difference, &a, &b, 1, 1);
        hap_fe_add(&x, &a, &b);
        check_element("sum", &x, expected);
        hap_fe_sub(&x, &a, &b);
        check_element("difference", &x, difference);
        x = a;
        y = b;
        hap_fe_add_sub(&x, &y, &x, &y);
        check_element("sum in place", &x, expected);
        check_element("difference in place", &y, difference);
        x = a;
        y = b;
        hap_fe_add_sub(&y, &x, &x, &y);
        check_element("sum crossed", &y, expected);
        check_element("difference crossed", &x, difference);

        x = a;
        y = b;
        hap_fe_swap(&x, &y, 0);
        TEST_CHECK(memcmp(&x, &a, sizeof a) == 0 && memcmp(&y, &b, sizeof b) == 0);
        hap_fe_swap(&x, &y, 1);
        TEST_CHECK(memcmp(&x, &b, sizeof b) == 0 && memcmp(&y, &a, sizeof a) == 0);
    }

    test_end();

    test_begin("field: 200 inverses, and the inverse of 0");

    for (int i = 0; i < 200; i++)
    {
        hap_fe_t a;
        hap_fe_t inverse;
        uint8_t expected[KEY] = { 1 };

        interesting(&a, &seed);

        if (i == 0)
        {
            memset(&a, 0, sizeof a);
        }

        expected[0] = hap_fe_is_zero(&a) ? 0 : 1;
        hap_fe_invert(&inverse, &a);
        hap_fe_mul(&a, &a, &inverse);
        check_element("a * 1/a", &a, expected);
    }

    test_end();

    test_begin("field: zero in all its 3 forms, and its neighbours");

    for (uint32_t multiple = 0; multiple < 3; multiple++)
    {
        for (int offset = -2; offset <= 2; offset++)
        {
            hap_fe_t a;
            uint8_t bytes[KEY] = { 0 };

            if ((multiple == 0 && offset < 0) || (multiple == 2 && offset > 37))
            {
                continue;
            }

            /* multiple * p + offset: p ends in ...ED, 2p in ...DA */
            memset(&a, multiple == 0 ? 0 : 0xFF, sizeof a);
            a.word[0] = multiple == 0 ? 0 : multiple == 1 ? 0xFFFFFFED : 0xFFFFFFDA;
            a.word[7] = multiple == 1 ? 0x7FFFFFFF : a.word[7];
            a.word[0] += (uint32_t)offset;
            TEST_CHECK(hap_fe_is_zero(&a) == (offset == 0));

            if (offset >= 0)
            {
                bytes[0] = (uint8_t)offset;
                check_element("p * n + small", &a, bytes);
            }
        }
    }

    test_end();
}

int main(int argc, char **argv)
{
    const char *folder = test_folder(argc, argv);

    vectors(folder);
    low_order(folder);
    non_canonical_peers();
    clamping();
    unaligned_keys();
    comb_against_ladder();
    field();
    return test_finish();
}
