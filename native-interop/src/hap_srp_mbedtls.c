/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_srp_area.h"

#if HAP_SRP_MBEDTLS

#include <mbedtls/bignum.h>
#include <string.h>

/* The exponentiations of SRP by mbedtls_mpi_exp_mod, with what Mbed TLS 2.28 and 3.6 both have. Each is one turn. A set keeps v in
 * joint.entries[0]; a session has two exponentiations, v^u and (A v^u)^b. */
enum leg
{
    G_POWER, /* power = g^exponent */
    V_POWER, /* table.entries[1] = A v^u */
    POWER    /* power = table.entries[1]^exponent */
};

/* power = number^exponent mod N by Mbed TLS: number and power in Montgomery form, as everywhere. */
static int raise(struct hap_srp_area *area, const hap_bn number, const uint8_t *exponent, size_t exponent_bytes)
{
    uint8_t *bytes = (uint8_t *)area->scratch.halves; /* which no function below uses at the same time */
    mbedtls_mpi n, base, e, result;
    int error;

    mbedtls_mpi_init(&n);
    mbedtls_mpi_init(&base);
    mbedtls_mpi_init(&e);
    mbedtls_mpi_init(&result);

    hap_bn_set_prime(area->power);
    hap_bn_to_bytes(bytes, area->power);
    error = mbedtls_mpi_read_binary(&n, bytes, HAP_BN_BYTES);

    hap_bn_from_mont(area->power, number, &area->scratch);
    hap_bn_to_bytes(bytes, area->power);
    error = error != 0 ? error : mbedtls_mpi_read_binary(&base, bytes, HAP_BN_BYTES);
    error = error != 0 ? error : mbedtls_mpi_read_binary(&e, exponent, exponent_bytes);
    error = error != 0 ? error : mbedtls_mpi_exp_mod(&result, &base, &e, &n, NULL);
    error = error != 0 ? error : mbedtls_mpi_write_binary(&result, bytes, HAP_BN_BYTES);

    /* Each of these wipes what it frees. */
    mbedtls_mpi_free(&n);
    mbedtls_mpi_free(&base);
    mbedtls_mpi_free(&e);
    mbedtls_mpi_free(&result);
    if (error != 0)
    {
        return HAP_ERR_MEMORY; /* the only thing that can fail with these numbers */
    }

    hap_bn_from_bytes(area->power, bytes, HAP_BN_BYTES);
    hap_bn_mul(area->power, area->power, area->rr, &area->scratch);
    return TURN_MULTIPLICATIONS;
}

void hap_srp_begin(struct hap_srp_area *area, enum state running, uint32_t exponent_bytes)
{
    area->state = running;
    area->exponent_bytes = exponent_bytes;
    area->leg = running == SESSION_RUNNING ? V_POWER : G_POWER;
    if (running == VERIFIER_RUNNING || running == KEY_RUNNING)
    {
        hap_bn_set_rr(area->rr, &area->scratch);
    }
}

static void keep_set(struct hap_srp_area *area)
{
    memcpy(area->joint.entries[0], area->table.entries[1], sizeof(hap_bn));
    hap_wipe(area->power, sizeof area->power);
    hap_wipe(&area->scratch, sizeof area->scratch);
    hap_wipe(&area->table, sizeof area->table);
    area->state = SET_READY;
}

static int g_power_turn(struct hap_srp_area *area)
{
    hap_bn *g = &area->table.entries[2];
    hap_bn_set_one_mont(*g);
    hap_bn_mul_small(*g, 5);
    int result = raise(area, *g, area->exponent, area->exponent_bytes);
    if (result < 0)
    {
        return result;
    }

    hap_srp_use_g_power(area);
    area->leg = POWER;
    if (area->state == SET_RUNNING)
    {
        keep_set(area);
    }

    return result;
}

static int v_power_turn(struct hap_srp_area *area)
{
    int result = raise(area, area->joint.entries[0], area->exponent + U_AT, HAP_SRP_HASH_BYTES);
    if (result >= 0)
    {
        hap_bn_mul(area->table.entries[1], area->table.entries[1], area->power, &area->scratch);
        area->leg = POWER;
    }

    return result;
}

static int power_turn(struct hap_srp_area *area)
{
    int result = raise(area, area->table.entries[1], area->exponent, area->exponent_bytes);
    if (result >= 0)
    {
        hap_srp_end(area, area->state == SESSION_RUNNING ? SESSION_READY : CLIENT_READY);
    }

    return result;
}

int hap_srp_turn(struct hap_srp_area *area)
{
    switch (area->leg)
    {
        case G_POWER: return g_power_turn(area);
        case V_POWER: return v_power_turn(area);
        default: return power_turn(area);
    }
}

#endif
