/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "bench.h"

#include <string.h>

#include "hap_srp.h"

/* Made by native-interop/measure of tests/vectors/srp.txt. */
#include "srp_vectors.h"

static hap_srp_t work;
static uint8_t v[HAP_SRP_NUMBER_BYTES], K[HAP_SRP_HASH_BYTES], M2[HAP_SRP_HASH_BYTES];
static int result;

/* The longest slice so far, and how to come to it again: the area as it was before. */
static uint32_t longest;
static hap_srp_t before_longest;

/* Calls of hap_srp_step until it is done. */
static int run_steps(void)
{
    int more;

    do
    {
        more = hap_srp_step(&work);
    } while (more == HAP_SRP_MORE);

    return more;
}

/* The same, watching each. */
static int watch_steps(void)
{
    static hap_srp_t before;
    int more;

    do
    {
        uint32_t count;

        before = work;
        count = bench_retired();
        more = hap_srp_step(&work);
        count = bench_retired() - count;

        if (count > longest)
        {
            longest = count;
            before_longest = before;
        }
    } while (more == HAP_SRP_MORE);

    return more;
}

static void make_verifier(void)
{
    hap_srp_start_verifier(&work, HapPlain_salt, HapPlain_code);
    result = run_steps() != HAP_OK ? HAP_ERR_STATE : hap_srp_finish_verifier(v, &work);
}

static int is_verifier(void)
{
    return result == HAP_OK && memcmp(v, HapPlain_v, sizeof v) == 0;
}

static void make_set(void)
{
    hap_srp_start_set(&work, HapPlain_v, HapPlain_b);
    result = run_steps();
}

static int is_set(void)
{
    uint8_t B[HAP_SRP_NUMBER_BYTES];

    return result == HAP_OK && hap_srp_public_key(B, &work) == HAP_OK && memcmp(B, HapPlain_B, sizeof B) == 0;
}

/* Everything between M3 and M4. */
static void session(const uint8_t A[HAP_SRP_NUMBER_BYTES], const uint8_t M1[HAP_SRP_HASH_BYTES])
{
    result = hap_srp_start_session(&work, A, HAP_SRP_NUMBER_BYTES);

    if (result == HAP_OK)
    {
        result = run_steps();
    }

    if (result == HAP_OK)
    {
        result = hap_srp_finish_session(K, M2, &work, HapPlain_salt, M1);
    }
}

static void right_code(void)
{
    session(HapPlain_A, HapPlain_M1);
}

static int is_right(void)
{
    return result == HAP_OK && memcmp(K, HapPlain_K, sizeof K) == 0 && memcmp(M2, HapPlain_M2, sizeof M2) == 0;
}

static void wrong_code(void)
{
    session(HapPlain_A, HapPlain_M2);
}

static int is_refused(void)
{
    return result == HAP_ERR_AUTH;
}

static void zero_A(void)
{
    session(HapALeadingZero_A, HapALeadingZero_M1);
}

static int is_zero_A(void)
{
    return HapALeadingZero_A[0] == 0 && result == HAP_OK && memcmp(K, HapALeadingZero_K, sizeof K) == 0;
}

static void zero_S(void)
{
    session(HapSLeadingZero_A, HapSLeadingZero_M1);
}

static int is_zero_S(void)
{
    return HapSLeadingZero_S[0] == 0 && result == HAP_OK && memcmp(K, HapSLeadingZero_K, sizeof K) == 0;
}

static void find_longest_slice(void)
{
    hap_srp_start_verifier(&work, HapPlain_salt, HapPlain_code);
    result = watch_steps();
    hap_srp_start_set(&work, HapPlain_v, HapPlain_b);
    result = result == HAP_OK ? watch_steps() : result;
    result = result == HAP_OK ? hap_srp_start_session(&work, HapPlain_A, HAP_SRP_NUMBER_BYTES) : result;
    result = result == HAP_OK ? watch_steps() : result;
    work = before_longest;
}

static void longest_slice(void)
{
    result = result == HAP_OK ? hap_srp_step(&work) : result;
}

static int is_slice(void)
{
    return result == HAP_OK || result == HAP_SRP_MORE;
}

static const bench_row_t rows[] = {
    { "SRP verifier, once for a setup code", 0, NULL, make_verifier, is_verifier },
    { "SRP set, before each M1", 130000000, NULL, make_set, is_set },
    { "SRP M3 to M4, right code", 65000000, make_set, right_code, is_right },
    { "SRP M3 to M4, wrong code", BENCH_SAME, make_set, wrong_code, is_refused },
    { "SRP M3 to M4, A[0] = 0", BENCH_SAME, make_set, zero_A, is_zero_A },
    { "SRP M3 to M4, S[0] = 0", BENCH_SAME, make_set, zero_S, is_zero_S },
    { "SRP longest slice", 4000000, find_longest_slice, longest_slice, is_slice },
};

const bench_module_t bench_srp = { rows, sizeof rows / sizeof rows[0] };
