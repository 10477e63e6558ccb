/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_sha512.h"

#include "hap_test.h"

static test_vectors_t v;

/* count, a big-endian field that may be absent. */
static unsigned long repetitions(void)
{
    size_t size = 0;
    const uint8_t *bytes = test_find(&v, "count", &size);
    unsigned long count = bytes == NULL ? 1 : 0;

    for (size_t i = 0; bytes != NULL && i < size; i++)
    {
        count = count << 8 | bytes[i];
    }

    return count;
}

static void sha512_vectors(const char *folder)
{
    test_open(&v, folder, "sha512.txt");

    while (test_next(&v))
    {
        size_t size = 0;
        const uint8_t *message = test_field(&v, "message", &size);
        const uint8_t *digest = test_bytes(&v, "digest", HAP_SHA512_BYTES);
        unsigned long count = repetitions();
        uint8_t actual[HAP_SHA512_BYTES + 2];
        hap_sha512_t hash;

        test_begin("SHA-512, %s", v.source);
        memset(actual, 0xA5, sizeof actual);
        hap_sha512_init(&hash);

        for (unsigned long i = 0; i < count; i++)
        {
            hap_sha512_update(&hash, message, size);
        }

        hap_sha512_final(actual + 1, &hash);
        test_equal("digest", actual + 1, digest, HAP_SHA512_BYTES);
        TEST_CHECK(actual[0] == 0xA5 && actual[HAP_SHA512_BYTES + 1] == 0xA5);
        test_all("context after final", (const uint8_t *)&hash, 0, sizeof hash);

        if (count == 1)
        {
            hap_sha512(actual + 1, message, size);
            test_equal("digest of one piece", actual + 1, digest, HAP_SHA512_BYTES);
        }

        test_end();
    }
}

/* Cutting the message anywhere changes nothing: each cut of 300 bytes into two, and one byte at a time. */
static void sha512_cuts(void)
{
    uint8_t message[300];
    uint8_t whole[HAP_SHA512_BYTES];
    uint8_t cut[HAP_SHA512_BYTES];
    uint64_t seed = 2;
    hap_sha512_t hash;

    test_random(message, sizeof message, &seed);
    hap_sha512(whole, message, sizeof message);

    test_begin("SHA-512: cut in two at every byte");

    for (size_t at = 0; at <= sizeof message; at++)
    {
        hap_sha512_init(&hash);
        hap_sha512_update(&hash, message, at);
        hap_sha512_update(&hash, message + at, sizeof message - at);
        hap_sha512_final(cut, &hash);
        test_equal("digest", cut, whole, sizeof cut);
    }

    test_end();

    test_begin("SHA-512: one byte at a time");
    hap_sha512_init(&hash);

    for (size_t at = 0; at < sizeof message; at++)
    {
        hap_sha512_update(&hash, message + at, 1);
        hap_sha512_update(&hash, NULL, 0);
    }

    hap_sha512_final(cut, &hash);
    test_equal("digest", cut, whole, sizeof cut);
    test_end();
}

static void sha512_every_alignment(void)
{
    uint8_t message[512];
    uint8_t shifted[520];
    uint8_t expected[HAP_SHA512_BYTES];
    uint8_t actual[HAP_SHA512_BYTES];
    uint64_t seed = 3;

    test_begin("SHA-512: message at every alignment");
    test_random(message, sizeof message, &seed);
    hap_sha512(expected, message, sizeof message);

    for (size_t offset = 0; offset < 8; offset++)
    {
        memcpy(shifted + offset, message, sizeof message);
        hap_sha512(actual, shifted + offset, sizeof message);
        test_equal("digest", actual, expected, sizeof actual);
    }

    test_end();
}

static void sha512_overlap(void)
{
    uint8_t data[200];
    uint8_t expected[HAP_SHA512_BYTES];
    uint64_t seed = 4;

    test_begin("SHA-512: digest over its own message");
    test_random(data, sizeof data, &seed);
    hap_sha512(expected, data, sizeof data);
    hap_sha512(data, data, sizeof data);
    test_equal("digest", data, expected, sizeof expected);
    test_end();
}

static void hmac_vectors(const char *folder)
{
    test_open(&v, folder, "hmac_sha512.txt");

    while (test_next(&v))
    {
        size_t key_size = 0;
        size_t size = 0;
        size_t mac_size = 0;
        const uint8_t *key = test_field(&v, "key", &key_size);
        const uint8_t *data = test_field(&v, "data", &size);
        const uint8_t *mac = test_field(&v, "mac", &mac_size);
        uint8_t actual[HAP_SHA512_BYTES];
        uint8_t overlapped[256];

        test_begin("HMAC-SHA-512, %s", v.source);
        hap_hmac_sha512(actual, key, key_size, data, size);
        test_equal("mac", actual, mac, mac_size);
        memcpy(overlapped, key, key_size);
        hap_hmac_sha512(overlapped, overlapped, key_size, data, size);
        test_equal("mac over key", overlapped, actual, sizeof actual);
        memcpy(overlapped, data, size);
        hap_hmac_sha512(overlapped, key, key_size, overlapped, size);
        test_equal("mac over data", overlapped, actual, sizeof actual);
        test_end();
    }
}

static void hkdf_vectors(const char *folder)
{
    test_open(&v, folder, "hkdf_sha512.txt");

    while (test_next(&v))
    {
        size_t secret_size = 0;
        size_t salt_size = 0;
        size_t info_size = 0;
        size_t size = 0;
        const uint8_t *secret = test_field(&v, "secret", &secret_size);
        const uint8_t *salt = test_field(&v, "salt", &salt_size);
        const uint8_t *info = test_field(&v, "info", &info_size);
        const uint8_t *output = test_field(&v, "output", &size);
        uint8_t actual[300];

        test_begin("HKDF-SHA-512, %s", v.source);
        memset(actual, 0xA5, sizeof actual);
        TEST_CHECK(hap_hkdf_sha512(actual + 1, size, secret, secret_size, salt, salt_size, info, info_size) == HAP_OK);
        test_equal("output", actual + 1, output, size);
        TEST_CHECK(actual[0] == 0xA5 && actual[size + 1] == 0xA5);
        test_end();
    }
}

/* A shorter output is the start of a longer one: every size up to three blocks, against one long expansion. */
static void hkdf_sizes(void)
{
    static uint8_t longest[HAP_HKDF_MAX_BYTES + 2];
    static uint8_t actual[HAP_HKDF_MAX_BYTES + 2];
    uint8_t secret[64];
    uint64_t seed = 5;

    test_random(secret, sizeof secret, &seed);
    memset(longest, 0xA5, sizeof longest);

    test_begin("HKDF-SHA-512: the longest output, 16,320 bytes");
    TEST_CHECK(hap_hkdf_sha512(longest + 1, HAP_HKDF_MAX_BYTES, secret, sizeof secret, NULL, 0, NULL, 0) == HAP_OK);
    TEST_CHECK(longest[0] == 0xA5 && longest[HAP_HKDF_MAX_BYTES + 1] == 0xA5);
    test_end();

    test_begin("HKDF-SHA-512: every output size 1..192");

    for (size_t size = 1; size <= 192; size++)
    {
        memset(actual, 0xA5, size + 2);
        TEST_CHECK(hap_hkdf_sha512(actual + 1, size, secret, sizeof secret, NULL, 0, NULL, 0) == HAP_OK);
        test_equal("output", actual + 1, longest + 1, size);
        TEST_CHECK(actual[0] == 0xA5 && actual[size + 1] == 0xA5);
    }

    test_end();

    test_begin("HKDF-SHA-512: sizes 0 and 16,321 are refused, output untouched");
    memset(actual, 0xA5, sizeof actual);
    TEST_CHECK(hap_hkdf_sha512(actual, 0, secret, sizeof secret, NULL, 0, NULL, 0) == HAP_ERR_SIZE);
    TEST_CHECK(hap_hkdf_sha512(actual, HAP_HKDF_MAX_BYTES + 1, secret, sizeof secret, NULL, 0, NULL, 0) == HAP_ERR_SIZE);
    test_all("output", actual, 0xA5, sizeof actual);
    test_end();
}

int main(int argc, char **argv)
{
    const char *folder = test_folder(argc, argv);

    sha512_vectors(folder);
    sha512_cuts();
    sha512_every_alignment();
    sha512_overlap();
    hmac_vectors(folder);
    hkdf_vectors(folder);
    hkdf_sizes();
    return test_finish();
}
