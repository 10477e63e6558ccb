/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

#include "differential.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*   differential [CASES [SEED [PRIMITIVE]]]
 * One line a primitive, as the other test programs print; exit code 1 when one differed. */

enum
{
    QUICK_CASES = 2000
};

#define DEFAULT_SEED 0x48415053u

static uint64_t state;

void diff_seed(uint64_t seed)
{
    state = seed * 0x9E3779B97F4A7C15u | 1;
}

static uint64_t next(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 0x2545F4914F6CDD1Du;
}

uint32_t diff_below(uint32_t limit)
{
    return (uint32_t)((next() >> 32) * limit >> 32);
}

static uint32_t carrying_word(void)
{
    static const uint32_t words[] = {0, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0x80000000, 0x7FFFFFFF, 0xFFFF0000};
    uint32_t i = diff_below(2 * (uint32_t)(sizeof words / sizeof words[0]));

    return i < sizeof words / sizeof words[0] ? words[i] : (uint32_t)(next() >> 32);
}

void diff_draw(uint8_t *out, size_t size)
{
    int carries = (int)diff_below(2);

    for (size_t i = 0; i < size; i += 4)
    {
        uint32_t word = carries ? carrying_word() : (uint32_t)(next() >> 32);

        memcpy(out + i, &word, size - i < 4 ? size - i : 4);
    }
}

static const diff_primitive_t primitives[] = {
    {"sha512", diff_sha512, 1},
    {"hmac_sha512", diff_hmac, 1},
    {"hkdf_sha512", diff_hkdf, 1},
    {"chacha20_poly1305", diff_aead, 1},
    {"x25519_public_key", diff_x25519_key, 1},
    {"x25519_shared_secret", diff_x25519_shared, 1},
    {"ed25519_sign", diff_ed25519_sign, 1},
    {"ed25519_verify", diff_ed25519_verify, 1},
    {"srp_numbers", diff_bignum, 1},
    {"srp_exchange", diff_srp, 100},
};

/* Runs one primitive from its own seed, so that a failing case is found again without the others. */
static int run(const diff_primitive_t *primitive, unsigned long cases, uint64_t seed)
{
    unsigned long wanted = (cases + primitive->cost - 1) / primitive->cost;

    for (unsigned long i = 0; i < wanted; i++)
    {
        diff_seed(seed + i);
        const char *difference = primitive->run();

        if (difference != NULL)
        {
            printf("not ok %s: %s, seed %llu\n", primitive->name, difference, (unsigned long long)(seed + i));
            return 0;
        }
    }

    printf("ok %s, %lu cases\n", primitive->name, wanted);
    return 1;
}

int main(int count, char **arguments)
{
    unsigned long cases = count > 1 ? strtoul(arguments[1], NULL, 0) : QUICK_CASES;
    uint64_t seed = count > 2 ? strtoull(arguments[2], NULL, 0) : DEFAULT_SEED;
    int passed = 0;
    int failed = 0;

    for (size_t i = 0; i < sizeof primitives / sizeof primitives[0]; i++)
    {
        if (count <= 3 || strcmp(arguments[3], primitives[i].name) == 0)
        {
            int is_same = run(&primitives[i], cases == 0 ? QUICK_CASES : cases, seed);

            passed += is_same;
            failed += !is_same;
            fflush(stdout);
        }
    }

    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 && passed != 0 ? 0 : 1;
}
