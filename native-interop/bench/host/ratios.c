/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Our operations beside the same ones of OpenSSL, libsodium and Mbed TLS, on the machine that runs this. Prints the libraries, then a line
 * for each operation: name, nanoseconds of ours and of theirs, separated by tabs; "-" where a library has none. native-interop/measure makes
 * ratios of them.
 *
 * Libraries take turns, and the median of ROUNDS turns counts, in processor time of this thread. Contexts are made once, outside.
 * Each library's result must be ours. */

#define _POSIX_C_SOURCE 200809L
#define OPENSSL_SUPPRESS_DEPRECATED

#include <mbedtls/bignum.h>
#include <mbedtls/chachapoly.h>
#include <mbedtls/ecp.h>
#include <mbedtls/hkdf.h>
#include <mbedtls/sha512.h>
#include <mbedtls/version.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hap_aead.h"
#include "hap_ed25519.h"
#include "hap_sha512.h"
#include "hap_srp.h"
#include "hap_x25519.h"

/* Made by native-interop/measure of tests/vectors/srp.txt. */
#include "srp_vectors.h"

enum
{
    ROUNDS = 25,
    TURN_NS = 1000000, /* a turn is as many calls as last this long, and at least one */
    FRAME = 1024,
    MESSAGE = 85,
    NUMBER = HAP_SRP_NUMBER_BYTES
};

enum
{
    OURS,
    OPENSSL,
    SODIUM,
    MBEDTLS,
    LIBRARIES
};

typedef struct
{
    const char *name;
    size_t result_bytes;
    void (*prepare)(void);
    void (*run[LIBRARIES])(void);
} row_t;

static uint8_t key[32], peer[32], ed_public[32], ed_secret[64], nonce[12], text[FRAME + 16];
static uint8_t out[FRAME + 16];
static size_t text_size;

static void insist(int is_true)
{
    if (!is_true)
    {
        fprintf(stderr, "a library failed\n");
        exit(1);
    }
}

static void short_text(void)
{
    text_size = 64;
}

static void whole_frame(void)
{
    text_size = FRAME;
}

static void our_seal(void)
{
    hap_aead_seal(out, key, nonce, text, 2, text, text_size);
}

static void openssl_seal(void)
{
    static EVP_CIPHER_CTX *context;
    int written;

    context = context == NULL ? EVP_CIPHER_CTX_new() : context;
    insist(EVP_EncryptInit_ex(context, EVP_chacha20_poly1305(), NULL, key, nonce) == 1
           && EVP_EncryptUpdate(context, NULL, &written, text, 2) == 1
           && EVP_EncryptUpdate(context, out, &written, text, (int)text_size) == 1
           && EVP_EncryptFinal_ex(context, out + text_size, &written) == 1
           && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, out + text_size) == 1);
}

static void sodium_seal(void)
{
    unsigned long long size;

    insist(crypto_aead_chacha20poly1305_ietf_encrypt(out, &size, text, text_size, text, 2, NULL, nonce, key) == 0);
}

static void mbedtls_seal(void)
{
    mbedtls_chachapoly_context context;

    mbedtls_chachapoly_init(&context);
    insist(mbedtls_chachapoly_setkey(&context, key) == 0
           && mbedtls_chachapoly_encrypt_and_tag(&context, text_size, nonce, text, 2, text, out, out + text_size) == 0);
    mbedtls_chachapoly_free(&context);
}

static void our_sha512(void)
{
    hap_sha512(out, text, FRAME);
}

static void openssl_sha512(void)
{
    insist(EVP_Digest(text, FRAME, out, NULL, EVP_sha512(), NULL) == 1);
}

static void sodium_sha512(void)
{
    insist(crypto_hash_sha512(out, text, FRAME) == 0);
}

static void mbedtls_sha512_of_text(void)
{
    insist(mbedtls_sha512_ret(text, FRAME, out, 0) == 0);
}

static void our_hkdf(void)
{
    insist(hap_hkdf_sha512(out, 32, key, 32, text, 12, text, 27) == HAP_OK);
}

static void openssl_hkdf(void)
{
    size_t size = 32;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, NULL);

    insist(EVP_PKEY_derive_init(context) == 1 && EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha512()) == 1
           && EVP_PKEY_CTX_set1_hkdf_key(context, key, 32) == 1 && EVP_PKEY_CTX_set1_hkdf_salt(context, text, 12) == 1
           && EVP_PKEY_CTX_add1_hkdf_info(context, text, 27) == 1 && EVP_PKEY_derive(context, out, &size) == 1);
    EVP_PKEY_CTX_free(context);
}

static void mbedtls_hkdf_of_key(void)
{
    insist(mbedtls_hkdf(mbedtls_md_info_from_type(MBEDTLS_MD_SHA512), text, 12, key, 32, text, 27, out, 32) == 0);
}

static void our_x25519_key(void)
{
    hap_x25519_public_key(out, key);
}

static void openssl_x25519_key(void)
{
    size_t size = 32;
    EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, key, 32); /* makes the public key too */

    insist(EVP_PKEY_get_raw_public_key(pair, out, &size) == 1);
    EVP_PKEY_free(pair);
}

static void sodium_x25519_key(void)
{
    insist(crypto_scalarmult_base(out, key) == 0);
}

static int scripted_random(void *state, unsigned char *bytes, size_t size)
{
    (void)state;
    memset(bytes, 0x5A, size); /* blinds Mbed TLS's coordinates: any value costs the same */
    return 0;
}

static void mbedtls_x25519_by(const uint8_t point[32])
{
    static mbedtls_ecp_group group;
    uint8_t secret[32];
    mbedtls_mpi k;
    mbedtls_ecp_point p, r;
    size_t size;

    if (group.id == MBEDTLS_ECP_DP_NONE)
    {
        mbedtls_ecp_group_init(&group);
        insist(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_CURVE25519) == 0);
    }

    memcpy(secret, key, 32);
    secret[0] &= 248;
    secret[31] = (uint8_t)((secret[31] & 127) | 64);
    mbedtls_mpi_init(&k);
    mbedtls_ecp_point_init(&p);
    mbedtls_ecp_point_init(&r);
    insist(mbedtls_mpi_read_binary_le(&k, secret, 32) == 0
           && (point == NULL || mbedtls_ecp_point_read_binary(&group, &p, point, 32) == 0)
           && mbedtls_ecp_mul(&group, &r, &k, point == NULL ? &group.G : &p, scripted_random, NULL) == 0
           && mbedtls_ecp_point_write_binary(&group, &r, MBEDTLS_ECP_PF_UNCOMPRESSED, &size, out, 32) == 0);
    mbedtls_ecp_point_free(&r);
    mbedtls_ecp_point_free(&p);
    mbedtls_mpi_free(&k);
}

static void mbedtls_x25519_key(void)
{
    mbedtls_x25519_by(NULL);
}

static void mbedtls_x25519(void)
{
    mbedtls_x25519_by(peer);
}

static void our_x25519(void)
{
    insist(hap_x25519(out, key, peer) == HAP_OK);
}

static void openssl_x25519(void)
{
    static EVP_PKEY_CTX *context;
    size_t size = 32;

    if (context == NULL)
    {
        context = EVP_PKEY_CTX_new(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, NULL, key, 32), NULL);
        insist(EVP_PKEY_derive_init(context) == 1
               && EVP_PKEY_derive_set_peer(context, EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, NULL, peer, 32)) == 1);
    }

    insist(EVP_PKEY_derive(context, out, &size) == 1);
}

static void sodium_x25519(void)
{
    insist(crypto_scalarmult(out, key, peer) == 0);
}

static void our_sign(void)
{
    hap_ed25519_sign(out, text, MESSAGE, key, ed_public);
}

static EVP_PKEY *openssl_ed_key(void)
{
    static EVP_PKEY *pair;

    pair = pair == NULL ? EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, key, 32) : pair;
    return pair;
}

static void openssl_sign(void)
{
    size_t size = 64;
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    insist(EVP_DigestSignInit(context, NULL, NULL, NULL, openssl_ed_key()) == 1 && EVP_DigestSign(context, out, &size, text, MESSAGE) == 1);
    EVP_MD_CTX_free(context);
}

static void sodium_sign(void)
{
    insist(crypto_sign_detached(out, NULL, text, MESSAGE, ed_secret) == 0);
}

/* out already holds the signature. */
static void our_verify(void)
{
    insist(hap_ed25519_verify(out, text, MESSAGE, ed_public) == HAP_OK);
}

static void openssl_verify(void)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    insist(EVP_DigestVerifyInit(context, NULL, NULL, NULL, openssl_ed_key()) == 1 && EVP_DigestVerify(context, out, 64, text, MESSAGE) == 1);
    EVP_MD_CTX_free(context);
}

static void sodium_verify(void)
{
    insist(crypto_sign_verify_detached(out, text, MESSAGE, ed_public) == 0);
}

/* SRP: ours is everything between M3 and M4, from a set that is ready; theirs is S = (A v^u)^b alone, by two exponentiations, which is all of
 * it that they have. u must come from A and B, so it is made once, of the vectors. */

static hap_srp_t ready, work;
static uint8_t u[64];

static void prepare_srp(void)
{
    uint8_t both[2 * NUMBER];

    hap_srp_start_set(&ready, HapPlain_v, HapPlain_b);

    while (hap_srp_step(&ready) == HAP_SRP_MORE)
    {
    }

    memcpy(both, HapPlain_A, NUMBER);
    memcpy(both + NUMBER, HapPlain_B, NUMBER);
    hap_sha512(u, both, sizeof both);
}

static void our_srp(void)
{
    uint8_t M2[64];

    work = ready;
    insist(hap_srp_start_session(&work, HapPlain_A, NUMBER) == HAP_OK);

    while (hap_srp_step(&work) == HAP_SRP_MORE)
    {
    }

    insist(hap_srp_finish_session(out, M2, &work, HapPlain_salt, HapPlain_M1) == HAP_OK);
}

static void openssl_srp(void)
{
    static BN_CTX *context;
    static BN_MONT_CTX *montgomery;
    static BIGNUM *n, *a, *v, *b, *exponent, *s;
    uint8_t S[NUMBER];

    if (context == NULL)
    {
        context = BN_CTX_new();
        montgomery = BN_MONT_CTX_new();
        n = BN_get_rfc3526_prime_3072(NULL);
        a = BN_bin2bn(HapPlain_A, NUMBER, NULL);
        v = BN_bin2bn(HapPlain_v, NUMBER, NULL);
        b = BN_bin2bn(HapPlain_b, 32, NULL);
        exponent = BN_bin2bn(u, 64, NULL);
        s = BN_new();
        insist(BN_MONT_CTX_set(montgomery, n, context) == 1);
    }

    insist(BN_mod_exp_mont(s, v, exponent, n, context, montgomery) == 1 && BN_mod_mul(s, s, a, n, context) == 1
           && BN_mod_exp_mont_consttime(s, s, b, n, context, montgomery) == 1 && BN_bn2binpad(s, S, NUMBER) == NUMBER);
    hap_sha512(out, S, NUMBER);
}

static void mbedtls_srp(void)
{
    static mbedtls_mpi n, rr, a, v, b, exponent, s;
    uint8_t S[NUMBER];

    if (mbedtls_mpi_cmp_int(&n, 0) == 0)
    {
        BIGNUM *prime = BN_get_rfc3526_prime_3072(NULL);

        insist(BN_bn2binpad(prime, S, NUMBER) == NUMBER && mbedtls_mpi_read_binary(&n, S, NUMBER) == 0
               && mbedtls_mpi_read_binary(&a, HapPlain_A, NUMBER) == 0 && mbedtls_mpi_read_binary(&v, HapPlain_v, NUMBER) == 0
               && mbedtls_mpi_read_binary(&b, HapPlain_b, 32) == 0 && mbedtls_mpi_read_binary(&exponent, u, 64) == 0);
        BN_free(prime);
    }

    insist(mbedtls_mpi_exp_mod(&s, &v, &exponent, &n, &rr) == 0 && mbedtls_mpi_mul_mpi(&s, &s, &a) == 0 && mbedtls_mpi_mod_mpi(&s, &s, &n) == 0
           && mbedtls_mpi_exp_mod(&s, &s, &b, &n, &rr) == 0 && mbedtls_mpi_write_binary(&s, S, NUMBER) == 0);
    hap_sha512(out, S, NUMBER);
}

static const row_t rows[] = {
    {"ChaCha20-Poly1305 seal, 1,024 bytes", FRAME + 16, whole_frame, {our_seal, openssl_seal, sodium_seal, mbedtls_seal}},
    {"ChaCha20-Poly1305 seal, 64 bytes", 64 + 16, short_text, {our_seal, openssl_seal, sodium_seal, mbedtls_seal}},
    {"SHA-512, 1,024 bytes", 64, NULL, {our_sha512, openssl_sha512, sodium_sha512, mbedtls_sha512_of_text}},
    {"HKDF-SHA-512, one 32-byte key", 32, NULL, {our_hkdf, openssl_hkdf, NULL, mbedtls_hkdf_of_key}},
    {"X25519 key pair", 32, NULL, {our_x25519_key, openssl_x25519_key, sodium_x25519_key, mbedtls_x25519_key}},
    {"X25519 shared secret", 32, NULL, {our_x25519, openssl_x25519, sodium_x25519, mbedtls_x25519}},
    {"Ed25519 sign, 85 bytes", 64, NULL, {our_sign, openssl_sign, sodium_sign, NULL}},
    {"Ed25519 verify, 85 bytes", 64, our_sign, {our_verify, openssl_verify, sodium_verify, NULL}},
    {"SRP M3 to M4 (theirs: S alone)", 64, prepare_srp, {our_srp, openssl_srp, NULL, mbedtls_srp}},
};

static double now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Nanoseconds a call, over one turn. The clock is dear beside the quicker calls, so it is read around many. */
static double turn(void (*run)(void))
{
    for (unsigned calls = 1;; calls *= 2)
    {
        double start = now_ns();

        for (unsigned i = 0; i < calls; i++)
        {
            run();
        }

        double passed = now_ns() - start;

        if (passed >= TURN_NS)
        {
            return passed / calls;
        }
    }
}

static int compare(const void *left, const void *right)
{
    double difference = *(const double *)left - *(const double *)right;

    return difference < 0 ? -1 : difference > 0;
}

static void measure_row(const row_t *row)
{
    uint8_t expected[sizeof out];
    double turns[LIBRARIES][ROUNDS];

    for (int i = 0; i < ROUNDS; i++)
    {
        for (int library = 0; library < LIBRARIES; library++)
        {
            turns[library][i] = row->run[library] == NULL ? 0 : turn(row->run[library]);

            if (i == 0 && library == OURS)
            {
                memcpy(expected, out, row->result_bytes);
            }

            insist(memcmp(expected, out, row->result_bytes) == 0);
        }
    }

    printf("%s", row->name);

    for (int library = 0; library < LIBRARIES; library++)
    {
        qsort(turns[library], ROUNDS, sizeof turns[0][0], compare);
        printf(row->run[library] == NULL ? "\t-" : "\t%.0f", turns[library][ROUNDS / 2]);
    }

    printf("\n");
}

static void draw(uint8_t *bytes, size_t size, uint8_t seed)
{
    for (size_t i = 0; i < size; i++)
    {
        bytes[i] = (uint8_t)(seed + 37 * i);
    }
}

int main(void)
{
    char mbedtls_version[32];

    insist(sodium_init() >= 0);
    draw(key, sizeof key, 1);
    draw(peer, sizeof peer, 2);
    draw(text, sizeof text, 3);
    draw(nonce, sizeof nonce, 4);
    hap_x25519_public_key(peer, peer);
    hap_ed25519_public_key(ed_public, key);
    insist(crypto_sign_seed_keypair(ed_public, ed_secret, key) == 0);
    mbedtls_version_get_string_full(mbedtls_version);
    printf("%s\tOpenSSL %s\tlibsodium %s\t%s\n", "ours", OpenSSL_version(OPENSSL_VERSION_STRING), sodium_version_string(), mbedtls_version);

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    {
        if (rows[i].prepare != NULL)
        {
            rows[i].prepare();
        }

        measure_row(&rows[i]);
    }

    return 0;
}
