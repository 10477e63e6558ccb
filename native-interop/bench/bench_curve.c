/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "bench.h"

#include <string.h>

#include "hap_ed25519.h"
#include "hap_fe25519.h"
#include "hap_x25519.h"

enum
{
    MESSAGE = 85 /* key, device id and key of HAP Pair Verify M2: 32 + 17 + 32, and room */
};

static uint8_t secrets[2][32];
static uint8_t keys[2][32];
static uint8_t shared[2][32];
static uint8_t message[MESSAGE];
static uint8_t signature[HAP_ED25519_SIGNATURE_BYTES];
static hap_fe_t element;
static int result;

static void fill(void)
{
    bench_fill(secrets[0], sizeof secrets, 4);
    bench_fill(message, sizeof message, 5);
}

static void public_key(void)
{
    hap_x25519_public_key(keys[0], secrets[0]);
}

static void make_keys(void)
{
    fill();
    hap_x25519_public_key(keys[0], secrets[0]);
    hap_x25519_public_key(keys[1], secrets[1]);
}

static void agree(void)
{
    result = hap_x25519(shared[0], secrets[0], keys[1]);
}

static int agrees(void)
{
    return result == HAP_OK && hap_x25519(shared[1], secrets[1], keys[0]) == HAP_OK && memcmp(shared[0], shared[1], 32) == 0;
}

static void ed25519_key(void)
{
    hap_ed25519_public_key(keys[0], secrets[0]);
}

static void make_ed25519_key(void)
{
    fill();
    ed25519_key();
}

static void sign(void)
{
    hap_ed25519_sign(signature, message, MESSAGE, secrets[0], keys[0]);
}

static void make_signature(void)
{
    make_ed25519_key();
    sign();
}

static void verify(void)
{
    result = hap_ed25519_verify(signature, message, MESSAGE, keys[0]);
}

static int verifies(void)
{
    verify();
    return result == HAP_OK;
}

static int is_ok(void)
{
    return result == HAP_OK;
}

static void make_element(void)
{
    bench_fill((uint8_t *)element.word, sizeof element, 6);
}

static void multiply(void)
{
    hap_fe_mul(&element, &element, &element);
}

static void square(void)
{
    hap_fe_square(&element, &element);
}

static const bench_row_t rows[] = {
    { "X25519 key pair", 800000, fill, public_key, NULL },
    { "X25519 shared secret", 1750000, make_keys, agree, agrees },
    { "Ed25519 public key", 0, fill, ed25519_key, NULL },
    { "Ed25519 sign, 85 bytes", 800000, make_ed25519_key, sign, verifies },
    { "Ed25519 verify, 85 bytes", 2100000, make_signature, verify, is_ok },
    { "field product", 0, make_element, multiply, NULL },
    { "field square", 0, make_element, square, NULL },
};

const bench_module_t bench_curve = { rows, sizeof rows / sizeof rows[0] };
