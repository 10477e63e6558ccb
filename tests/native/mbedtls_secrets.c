/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Secret dependence of HAP_SRP_MBEDTLS, under valgrind as ct_test.c. The linker puts a function in front of mbedtls_mpi_exp_mod
 * (--wrap) that counts what memcheck finds inside it apart from the rest. The rest, our own half of the route and what it asks of Mbed
 * TLS besides, must be clean. Inside, Mbed TLS 2.28 is not: its sliding window branches on the bits of the exponent, and carries
 * run as far as they must. That it is found shows that the check sees it, and keeps the README true. */

#include <mbedtls/bignum.h>
#include <mbedtls/version.h>
#include <valgrind/memcheck.h>

#include "hap_srp.h"

#include "hap_test.h"

static unsigned inside;

int __real_mbedtls_mpi_exp_mod(mbedtls_mpi *x, const mbedtls_mpi *a, const mbedtls_mpi *e, const mbedtls_mpi *n, mbedtls_mpi *rr);
int __wrap_mbedtls_mpi_exp_mod(mbedtls_mpi *x, const mbedtls_mpi *a, const mbedtls_mpi *e, const mbedtls_mpi *n, mbedtls_mpi *rr);

int __wrap_mbedtls_mpi_exp_mod(mbedtls_mpi *x, const mbedtls_mpi *a, const mbedtls_mpi *e, const mbedtls_mpi *n, mbedtls_mpi *rr)
{
    unsigned before = (unsigned)VALGRIND_COUNT_ERRORS;
    int result = __real_mbedtls_mpi_exp_mod(x, a, e, n, rr);

    /* That it had memory, and how long the result is, is what the caller goes by; its bytes stay secret. */
    (void)VALGRIND_MAKE_MEM_DEFINED(&result, sizeof result);
    (void)VALGRIND_MAKE_MEM_DEFINED(x, sizeof *x);
    inside += (unsigned)VALGRIND_COUNT_ERRORS - before;
    return result;
}

static uint8_t secret[HAP_SRP_NUMBER_BYTES];
static uint8_t known[HAP_SRP_NUMBER_BYTES];
static uint8_t out[HAP_SRP_NUMBER_BYTES];
static hap_srp_t work;

static void finish_steps(void)
{
    int result;

    do
    {
        result = hap_srp_step(&work);
    } while (result == HAP_SRP_MORE);

    TEST_CHECK(result == HAP_OK);
}

/* The setup code is secret. */
static void verifier(void)
{
    hap_srp_start_verifier(&work, known, secret);
    finish_steps();
    TEST_CHECK(hap_srp_finish_verifier(out, &work) == HAP_OK);
}

/* v and b are secret. */
static void session(void)
{
    secret[0] = 1; /* v < N */
    hap_srp_start_set(&work, secret, secret + HAP_SRP_PRIVATE_BYTES);
    finish_steps();
    TEST_CHECK(hap_srp_public_key(out, &work) == HAP_OK);
    TEST_CHECK(hap_srp_start_session(&work, known, sizeof known) == HAP_OK);
    finish_steps();
    TEST_CHECK(hap_srp_finish_session(out, out + HAP_SRP_HASH_BYTES, &work, known, known + HAP_SRP_HASH_BYTES) == HAP_ERR_AUTH);
}

static void check(const char *name, void (*run)(void))
{
    uint64_t seed = 17;
    unsigned before;
    unsigned found;

    test_begin("secret dependence with Mbed TLS: %s", name);
    test_random(secret, sizeof secret, &seed);
    test_random(known, sizeof known, &seed);
    (void)VALGRIND_MAKE_MEM_UNDEFINED(secret, sizeof secret);
    inside = 0;
    before = (unsigned)VALGRIND_COUNT_ERRORS;
    run();
    found = (unsigned)VALGRIND_COUNT_ERRORS - before;

    if (found != inside)
    {
        test_fail("memcheck found %u branches or addresses that depend on a secret outside mbedtls_mpi_exp_mod", found - inside);
    }

    if (VALGRIND_CHECK_MEM_IS_DEFINED(out, sizeof out) == 0)
    {
        test_fail("what was made of secrets no longer counts as secret");
    }

    if (MBEDTLS_VERSION_MAJOR == 2 && inside == 0)
    {
        test_fail("memcheck found nothing inside mbedtls_mpi_exp_mod, and the README says that there is");
    }

    test_end();
}

int main(void)
{
    if (!RUNNING_ON_VALGRIND)
    {
        test_die("this program proves nothing", "run it under valgrind");
    }

    check("verifier, setup code secret", verifier);
    check("set and session, v and b secret", session);
    return test_finish();
}
