/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* The operations of the bench by Mbed TLS and libsodium, as their portable C, and with BENCH_MONOCYPHER by Monocypher. Results must be
 * ours. Rows are named "OPERATION: LIBRARY", operations as in the bench. Of SRP's session Mbed TLS does S alone. */

#include "bench.h"

#include <mbedtls/bignum.h>
#include <mbedtls/chachapoly.h>
#include <mbedtls/ecp.h>
#include <mbedtls/sha512.h>
#ifdef BENCH_MONOCYPHER
#include <monocypher-ed25519.h>
#include <monocypher.h>
#endif
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "hap_aead.h"
#include "hap_ed25519.h"
#include "hap_sha512.h"
#include "hap_srp.h"
#include "hap_x25519.h"

/* Made by native-interop/measure of tests/vectors/srp.txt. */
#include "srp_vectors.h"

enum
{
    FRAME = 1024,
    MESSAGE = 85,
    NUMBER = HAP_SRP_NUMBER_BYTES
};

static union
{
    uint32_t align;
    uint8_t bytes[FRAME + 16];
} text, out, expected;

static uint32_t size, result_size;
static uint8_t key[32], peer[32], nonce[12], ed_public[32], ed_secret[64];
static int failed;

static void fill(void)
{
    bench_fill(key, sizeof key, 4);
    bench_fill(peer, sizeof peer, 5);
    bench_fill(nonce, sizeof nonce, 6);
    bench_fill(text.bytes, sizeof text.bytes, 7);
    hap_x25519_public_key(peer, peer);
    hap_ed25519_public_key(ed_public, key);
    memset(out.bytes, 0, sizeof out.bytes);
}

static int is_expected(void)
{
    return !failed && memcmp(out.bytes, expected.bytes, result_size) == 0;
}

static void prepare_frame(void)
{
    fill();
    size = FRAME;
    result_size = size + 16;
    hap_aead_seal(expected.bytes, key, nonce, nonce, 2, text.bytes, size);
}

static void prepare_short(void)
{
    fill();
    size = 64;
    result_size = size + 16;
    hap_aead_seal(expected.bytes, key, nonce, nonce, 2, text.bytes, size);
}

static void mbedtls_seal(void)
{
    mbedtls_chachapoly_context context;

    mbedtls_chachapoly_init(&context);
    failed = mbedtls_chachapoly_setkey(&context, key) != 0
        || mbedtls_chachapoly_encrypt_and_tag(&context, size, nonce, nonce, 2, text.bytes, out.bytes, out.bytes + size) != 0;
    mbedtls_chachapoly_free(&context);
}

static void sodium_seal(void)
{
    unsigned long long written;

    failed = crypto_aead_chacha20poly1305_ietf_encrypt(out.bytes, &written, text.bytes, size, nonce, 2, NULL, nonce, key);
}

static void prepare_sha512(void)
{
    fill();
    result_size = 64;
    hap_sha512(expected.bytes, text.bytes, FRAME);
}

static void mbedtls_sha512_of_text(void)
{
    failed = mbedtls_sha512_ret(text.bytes, FRAME, out.bytes, 0);
}

static void sodium_sha512(void)
{
    failed = crypto_hash_sha512(out.bytes, text.bytes, FRAME);
}

static void prepare_x25519_key(void)
{
    fill();
    result_size = 32;
    hap_x25519_public_key(expected.bytes, key);
}

static void prepare_x25519(void)
{
    fill();
    result_size = 32;
    failed = hap_x25519(expected.bytes, key, peer);
}

static int scripted_random(void *state, unsigned char *bytes, size_t count)
{
    (void)state;
    memset(bytes, 0x5A, count); /* blinds coordinates: any value costs the same */
    return 0;
}

static void mbedtls_x25519_by(const uint8_t *point)
{
    uint8_t secret[32];
    mbedtls_ecp_group group;
    mbedtls_mpi k;
    mbedtls_ecp_point p, r;
    size_t written;

    memcpy(secret, key, 32);
    secret[0] &= 248;
    secret[31] = (uint8_t)((secret[31] & 127) | 64);
    mbedtls_ecp_group_init(&group);
    mbedtls_mpi_init(&k);
    mbedtls_ecp_point_init(&p);
    mbedtls_ecp_point_init(&r);
    failed = mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_CURVE25519) != 0 || mbedtls_mpi_read_binary_le(&k, secret, 32) != 0
        || (point != NULL && mbedtls_ecp_point_read_binary(&group, &p, point, 32) != 0)
        || mbedtls_ecp_mul(&group, &r, &k, point == NULL ? &group.G : &p, scripted_random, NULL) != 0
        || mbedtls_ecp_point_write_binary(&group, &r, MBEDTLS_ECP_PF_UNCOMPRESSED, &written, out.bytes, 32) != 0;
    mbedtls_ecp_point_free(&r);
    mbedtls_ecp_point_free(&p);
    mbedtls_mpi_free(&k);
    mbedtls_ecp_group_free(&group);
}

static void mbedtls_x25519_key(void)
{
    mbedtls_x25519_by(NULL);
}

static void mbedtls_x25519(void)
{
    mbedtls_x25519_by(peer);
}

static void sodium_x25519_key(void)
{
    failed = crypto_scalarmult_curve25519_base(out.bytes, key);
}

static void sodium_x25519(void)
{
    failed = crypto_scalarmult_curve25519(out.bytes, key, peer);
}

static void prepare_sign(void)
{
    fill();
    result_size = 64;
    hap_ed25519_sign(expected.bytes, text.bytes, MESSAGE, key, ed_public);
    memcpy(ed_secret, key, 32); /* libsodium's secret key: seed, then public key */
    memcpy(ed_secret + 32, ed_public, 32);
}

static void prepare_verify(void)
{
    prepare_sign();
    memcpy(out.bytes, expected.bytes, 64);
}

static void sodium_sign(void)
{
    failed = crypto_sign_ed25519_detached(out.bytes, NULL, text.bytes, MESSAGE, ed_secret);
}

static void sodium_verify(void)
{
    failed = crypto_sign_ed25519_verify_detached(out.bytes, text.bytes, MESSAGE, ed_public);
}

#ifdef BENCH_MONOCYPHER
/* The first message of its stream is RFC 8439's. */
static void monocypher_seal(void)
{
    crypto_aead_ctx context;

    crypto_aead_init_ietf(&context, key, nonce);
    crypto_aead_write(&context, out.bytes, out.bytes + size, nonce, 2, text.bytes, size);
}

static void monocypher_sha512(void)
{
    crypto_sha512(out.bytes, text.bytes, FRAME);
}

static void monocypher_x25519_key(void)
{
    crypto_x25519_public_key(out.bytes, key);
}

static void monocypher_x25519(void)
{
    crypto_x25519(out.bytes, key, peer);
}

static void monocypher_sign(void)
{
    crypto_ed25519_sign(out.bytes, ed_secret, text.bytes, MESSAGE);
}

static void monocypher_verify(void)
{
    failed = crypto_ed25519_check(out.bytes, ed_public, text.bytes, MESSAGE);
}
#endif

static mbedtls_mpi n, rr, a, v, b, u, s;

/* What both read from M3 is made beforehand: numbers, and u of A and B. The right K says that S was right. */
static void prepare_srp(void)
{
    uint8_t both[2 * NUMBER], hash[64];

    memcpy(both, HapPlain_A, NUMBER);
    memcpy(both + NUMBER, HapPlain_B, NUMBER);
    hap_sha512(hash, both, sizeof both);
    result_size = 64;
    memcpy(expected.bytes, HapPlain_K, 64);
    failed = mbedtls_mpi_read_binary(&n, Group_N, NUMBER) != 0 || mbedtls_mpi_read_binary(&a, HapPlain_A, NUMBER) != 0
        || mbedtls_mpi_read_binary(&v, HapPlain_v, NUMBER) != 0 || mbedtls_mpi_read_binary(&b, HapPlain_b, 32) != 0
        || mbedtls_mpi_read_binary(&u, hash, 64) != 0;
}

/* S = (A v^u)^b: two exponentiations, the way of a textbook. */
static void mbedtls_srp(void)
{
    failed = failed || mbedtls_mpi_exp_mod(&s, &v, &u, &n, &rr) != 0 || mbedtls_mpi_mul_mpi(&s, &s, &a) != 0
        || mbedtls_mpi_mod_mpi(&s, &s, &n) != 0 || mbedtls_mpi_exp_mod(&s, &s, &b, &n, &rr) != 0;
}

static int is_right_S(void)
{
    uint8_t S[NUMBER];

    failed = failed || mbedtls_mpi_write_binary(&s, S, NUMBER) != 0;
    hap_sha512(out.bytes, S, NUMBER);
    return is_expected();
}

static const bench_row_t rows[] = {
    { "ChaCha20-Poly1305 seal, 1,024-byte frame, aligned: Mbed TLS", 0, prepare_frame, mbedtls_seal, is_expected },
    { "ChaCha20-Poly1305 seal, 1,024-byte frame, aligned: libsodium", 0, prepare_frame, sodium_seal, is_expected },
    { "ChaCha20-Poly1305 seal, 64-byte frame, aligned: Mbed TLS", 0, prepare_short, mbedtls_seal, is_expected },
    { "ChaCha20-Poly1305 seal, 64-byte frame, aligned: libsodium", 0, prepare_short, sodium_seal, is_expected },
    { "SHA-512, 1,024 bytes: Mbed TLS", 0, prepare_sha512, mbedtls_sha512_of_text, is_expected },
    { "SHA-512, 1,024 bytes: libsodium", 0, prepare_sha512, sodium_sha512, is_expected },
    { "X25519 key pair: Mbed TLS", 0, prepare_x25519_key, mbedtls_x25519_key, is_expected },
    { "X25519 key pair: libsodium", 0, prepare_x25519_key, sodium_x25519_key, is_expected },
    { "X25519 shared secret: Mbed TLS", 0, prepare_x25519, mbedtls_x25519, is_expected },
    { "X25519 shared secret: libsodium", 0, prepare_x25519, sodium_x25519, is_expected },
    { "Ed25519 sign, 85 bytes: libsodium", 0, prepare_sign, sodium_sign, is_expected },
    { "Ed25519 verify, 85 bytes: libsodium", 0, prepare_verify, sodium_verify, is_expected },
    { "SRP M3 to M4, right code: Mbed TLS", 0, prepare_srp, mbedtls_srp, is_right_S },
#ifdef BENCH_MONOCYPHER
    { "ChaCha20-Poly1305 seal, 1,024-byte frame, aligned: Monocypher", 0, prepare_frame, monocypher_seal, is_expected },
    { "ChaCha20-Poly1305 seal, 64-byte frame, aligned: Monocypher", 0, prepare_short, monocypher_seal, is_expected },
    { "SHA-512, 1,024 bytes: Monocypher", 0, prepare_sha512, monocypher_sha512, is_expected },
    { "X25519 key pair: Monocypher", 0, prepare_x25519_key, monocypher_x25519_key, is_expected },
    { "X25519 shared secret: Monocypher", 0, prepare_x25519, monocypher_x25519, is_expected },
    { "Ed25519 sign, 85 bytes: Monocypher", 0, prepare_sign, monocypher_sign, is_expected },
    { "Ed25519 verify, 85 bytes: Monocypher", 0, prepare_verify, monocypher_verify, is_expected },
#endif
};

const bench_module_t bench_peers = { rows, sizeof rows / sizeof rows[0] };

/* What libsodium asks of the world and no row needs. */
void randombytes_buf(void *const bytes, const size_t count)
{
    memset(bytes, 0, count);
}

void sodium_misuse(void)
{
    exit(1);
}
