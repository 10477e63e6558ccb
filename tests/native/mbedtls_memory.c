/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_srp.h"

#include <mbedtls/bignum.h>

#include "hap_test.h"

/* HAP_SRP_MBEDTLS when Mbed TLS gets no memory: the linker puts this in front of its exponentiation (--wrap). */

static int calls_that_work;

int __real_mbedtls_mpi_exp_mod(mbedtls_mpi *x, const mbedtls_mpi *a, const mbedtls_mpi *e, const mbedtls_mpi *n, mbedtls_mpi *rr);
int __wrap_mbedtls_mpi_exp_mod(mbedtls_mpi *x, const mbedtls_mpi *a, const mbedtls_mpi *e, const mbedtls_mpi *n, mbedtls_mpi *rr);

int __wrap_mbedtls_mpi_exp_mod(mbedtls_mpi *x, const mbedtls_mpi *a, const mbedtls_mpi *e, const mbedtls_mpi *n, mbedtls_mpi *rr)
{
    return calls_that_work-- > 0 ? __real_mbedtls_mpi_exp_mod(x, a, e, n, rr) : MBEDTLS_ERR_MPI_ALLOC_FAILED;
}

static int run(hap_srp_t *work)
{
    int result;
    do
    {
        result = hap_srp_step(work);
    } while (result == HAP_SRP_MORE);
    return result;
}

int main(void)
{
    static hap_srp_t work;
    uint8_t v[HAP_SRP_NUMBER_BYTES], b[HAP_SRP_PRIVATE_BYTES];
    memset(v, 0x5A, sizeof v);
    memset(b, 0xB5, sizeof b);

    test_begin("a verifier without memory ends with HAP_ERR_MEMORY and an empty area");
    calls_that_work = 0;
    hap_srp_start_verifier(&work, b, v);
    TEST_CHECK(run(&work) == HAP_ERR_MEMORY);
    test_all("work area", (const uint8_t *)&work, 0, sizeof work);
    TEST_CHECK(hap_srp_finish_verifier(v, &work) == HAP_ERR_STATE);
    test_end();

    for (int good = 0; good < 3; good++)
    {
        test_begin("the exponentiation after %d good ones gets no memory", good);
        calls_that_work = good;
        hap_srp_start_set(&work, v, b);
        int result = run(&work);
        TEST_CHECK(result == (good == 0 ? HAP_ERR_MEMORY : HAP_OK));
        if (result == HAP_OK)
        {
            TEST_CHECK(hap_srp_start_session(&work, v, sizeof v) == HAP_OK);
            TEST_CHECK(run(&work) == HAP_ERR_MEMORY);
        }

        test_all("work area", (const uint8_t *)&work, 0, sizeof work);
        test_end();
    }

    return test_finish();
}
