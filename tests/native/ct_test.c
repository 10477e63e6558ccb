/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Secret dependence. Runs under valgrind's memcheck only: secrets are marked undefined before a call, and memcheck counts an
 * error whenever a branch or an address depends on an undefined bit. Its tracking is exact for the arithmetic used here, and
 * follows values through memory. What it cannot see: instructions whose own time varies with their operands (none of what the
 * code uses does on the chips it is for: multiplication is single-cycle on the ESP32-C3), and branches that only another
 * compiler would emit. So native-interop/prove also runs it as the code that the board's compiler made, in a machine that takes the same
 * requests (native-interop/shadow) and minds divisions too.
 *
 * The last cases are leaks made on purpose. They pass when memcheck reports them: a checker that sees nothing proves nothing. */

#include <valgrind/memcheck.h>

#include "hap_aead.h"
#include "hap_ed25519.h"
#include "hap_sha512.h"
#include "hap_srp.h"
#include "hap_x25519.h"

#include "hap_test.h"

enum
{
    TEXT = 1024,
    SECRET = 200
};

static uint8_t secret[SECRET];
static uint8_t key[32];
static uint8_t public_key[32];
static uint8_t text[TEXT + HAP_AEAD_TAG_BYTES];
static uint8_t out[TEXT + HAP_AEAD_TAG_BYTES];
static uint8_t known[HAP_SRP_NUMBER_BYTES];
static int result;
static hap_srp_t work;

static void taint(void *data, size_t size)
{
    (void)VALGRIND_MAKE_MEM_UNDEFINED(data, size);
}

static void reveal(void *data, size_t size)
{
    (void)VALGRIND_MAKE_MEM_DEFINED(data, size);
}

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void sha512(void)
{
    hap_sha512(out, secret, sizeof secret);
}

static void hmac(void)
{
    hap_hmac_sha512(out, secret, sizeof secret, text, TEXT);
}

static void hkdf(void)
{
    result = hap_hkdf_sha512(out, 100, key, sizeof key, known, 20, known, 30);
}

static void seal(void)
{
    hap_aead_seal(out, key, known, known, 2, text, TEXT);
}

static void seal_odd(void)
{
    hap_aead_seal(out + 1, key, known, known, 2, text + 1, 333);
}

static void open_forged(void)
{
    result = hap_aead_open(out, key, known, known, 2, text, TEXT);
}

static void open_genuine(void)
{
    hap_aead_seal(out, key, known, known, 2, text, TEXT);
    result = hap_aead_open(out, key, known, known, 2, out, TEXT);
}

static void x25519_public_key(void)
{
    hap_x25519_public_key(out, key);
}

static void x25519(void)
{
    result = hap_x25519(out, key, public_key);
}

static void x25519_low_order(void)
{
    static const uint8_t zero[32];

    result = hap_x25519(out, key, zero);
}

static void ed25519_public_key(void)
{
    hap_ed25519_public_key(out, key);
}

static void ed25519_sign(void)
{
    hap_ed25519_sign(out, text, 85, key, public_key);
}

static void equal(void)
{
    result = hap_equal_ct(secret, secret + 64, 64);
}

static void equal_odd(void)
{
    result = hap_equal_ct(secret + 1, secret + 64, 33);
}

static void wipe(void)
{
    hap_wipe(secret + 3, 150);
}

/* Whether more slices follow is public: their number is the same for all secrets, which this would notice if it were not. */
static void finish_steps(void)
{
    do
    {
        result = hap_srp_step(&work);
    } while (result == HAP_SRP_MORE);
}

static void srp_verifier(void)
{
    hap_srp_start_verifier(&work, known, key);
    finish_steps();
    result = hap_srp_finish_verifier(out, &work);
}

/* v, b and so w and S secret; A, B, salt and proof known. */
static void srp_session(void)
{
    text[0] = 1; /* v < N */
    hap_srp_start_set(&work, text, key);
    finish_steps();
    result = hap_srp_public_key(out, &work);
    result = hap_srp_start_session(&work, known, sizeof known);
    finish_steps();
    result = hap_srp_finish_session(out, out + 64, &work, known, known + 64);
}

/* A comparison that stops at the first difference: a branch on a secret. */
static void leaky_compare(void)
{
    const volatile uint8_t *left = secret;
    const volatile uint8_t *right = key;
    int i = 0;

    while (i < 32 && left[i] == right[i])
    {
        i++;
    }

    result = i;
}

/* A table read at a secret place: an address that depends on a secret. */
static void leaky_table(void)
{
    static const volatile uint8_t table[256] = { 1, 2, 3 };

    out[0] = table[key[0]];
}

/* A secret bit that decides whether work is done: what a scalar multiplication without a mask does. */
static void leaky_bit(void)
{
    const volatile uint8_t *bits = key;

    for (int i = 0; i < 256; i++)
    {
        if (bits[i / 8] >> i % 8 & 1)
        {
            out[i] ^= 0x55;
        }
    }
}

#ifdef SHADOW_MEMCHECK_H
/* The instruction whose time depends on its operands. memcheck does not mind it. */
static void leaky_division(void)
{
    const volatile uint8_t *divisor = key;

    out[0] = (uint8_t)(1000u / (divisor[0] | 1u));
}
#endif

typedef struct
{
    const char *name;
    void (*run)(void);
    int leaks;
} ct_case_t;

static const ct_case_t cases[] = {
    { "SHA-512 of a secret", sha512, 0 },
    { "HMAC-SHA-512, key and data secret", hmac, 0 },
    { "HKDF-SHA-512, secret input", hkdf, 0 },
    { "seal a frame, key and text secret", seal, 0 },
    { "seal 333 unaligned bytes, key and text secret", seal_odd, 0 },
    { "open a forged frame, key secret", open_forged, 0 },
    { "open a genuine frame, key and text secret", open_genuine, 0 },
    { "X25519 public key, secret key secret", x25519_public_key, 0 },
    { "X25519 shared secret, secret key secret", x25519, 0 },
    { "X25519 with a low-order key, secret key secret", x25519_low_order, 0 },
    { "Ed25519 public key, seed secret", ed25519_public_key, 0 },
    { "Ed25519 signature, seed and message secret", ed25519_sign, 0 },
    { "constant-time comparison", equal, 0 },
    { "constant-time comparison, unaligned", equal_odd, 0 },
    { "wipe", wipe, 0 },
    { "SRP verifier, setup code secret", srp_verifier, 0 },
    { "SRP set and session, v and b secret", srp_session, 0 },
    { "a comparison that stops early is caught", leaky_compare, 1 },
    { "a table read at a secret place is caught", leaky_table, 1 },
    { "a branch on a secret bit is caught", leaky_bit, 1 },
#ifdef SHADOW_MEMCHECK_H
    { "a division by a secret is caught", leaky_division, 1 },
#endif
};

static void prepare(void)
{
    uint64_t seed = 17;

    reveal(text, sizeof text);
    reveal(out, sizeof out);
    test_random(secret, sizeof secret, &seed);
    test_random(key, sizeof key, &seed);
    test_random(public_key, sizeof public_key, &seed);
    test_random(text, sizeof text, &seed);
    test_random(known, sizeof known, &seed);
    taint(secret, sizeof secret);
    taint(key, sizeof key);
    taint(text, sizeof text);
}

int main(void)
{
    if (!RUNNING_ON_VALGRIND)
    {
        test_die("this program proves nothing", "run it under valgrind");
    }

    for (size_t i = 0; i < COUNT(cases); i++)
    {
        unsigned before;
        unsigned after;

        test_begin("secret dependence: %s", cases[i].name);
        prepare();
        before = (unsigned)VALGRIND_COUNT_ERRORS;
        cases[i].run();
        after = (unsigned)VALGRIND_COUNT_ERRORS;
        reveal(&result, sizeof result);

        if (cases[i].leaks && after == before)
        {
            test_fail("memcheck did not notice");
        }
        else if (!cases[i].leaks && after != before)
        {
            test_fail("memcheck found %u branches or addresses that depend on a secret", after - before);
        }

        test_end();
    }

    return test_finish();
}
