/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

#include "differential.h"
#include "hap_bignum.h"
#include "hap_srp.h"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <string.h>

/* OpenSSL's numbers say what SRP must give, the plain way: S = (A v^u)^b. Allocated once; the program ends with them. */
typedef struct
{
    BN_CTX *context;
    BIGNUM *n, *g, *k, *inverse; /* of R = 2^3072, for Montgomery form */
} group_t;

static const group_t *group(void)
{
    static group_t g;

    if (g.context == NULL)
    {
        hap_bn prime;
        uint8_t bytes[HAP_BN_BYTES], padded[2 * HAP_BN_BYTES] = {0}, hash[64];

        hap_bn_set_prime(prime);
        hap_bn_to_bytes(bytes, prime);
        g.context = BN_CTX_new();
        g.n = BN_bin2bn(bytes, sizeof bytes, NULL);
        g.g = BN_new();
        BN_set_word(g.g, 5);
        g.inverse = BN_new();
        BN_set_bit(g.inverse, 3072);
        BN_mod_inverse(g.inverse, g.inverse, g.n, g.context);
        memcpy(padded, bytes, sizeof bytes);
        padded[sizeof padded - 1] = 5;
        EVP_Digest(padded, sizeof padded, hash, NULL, EVP_sha512(), NULL);
        g.k = BN_bin2bn(hash, sizeof hash, NULL);
    }

    return &g;
}

static BIGNUM *draw_number(hap_bn ours)
{
    uint8_t bytes[HAP_BN_BYTES];

    diff_draw(bytes, sizeof bytes);
    hap_bn_from_bytes(ours, bytes, sizeof bytes);
    return BN_bin2bn(bytes, sizeof bytes, NULL);
}

/* Ours, brought below N, against theirs. */
static int is_same(hap_bn ours, const BIGNUM *theirs)
{
    uint8_t left[HAP_BN_BYTES], right[HAP_BN_BYTES];

    hap_bn_reduce(ours);
    hap_bn_to_bytes(left, ours);
    return BN_bn2binpad(theirs, right, sizeof right) == (int)sizeof right && memcmp(left, right, sizeof left) == 0;
}

const char *diff_bignum(void)
{
    const group_t *g = group();
    hap_bn a, b, r;
    hap_bn_scratch scratch;
    BIGNUM *x = draw_number(a), *y = draw_number(b), *z = BN_new();
    const char *difference = NULL;

    hap_bn_mul(r, a, b, &scratch);
    BN_mod_mul(z, x, y, g->n, g->context);
    BN_mod_mul(z, z, g->inverse, g->n, g->context);
    difference = is_same(r, z) ? NULL : "product";

    hap_bn_sqr(r, a, &scratch);
    BN_mod_sqr(z, x, g->n, g->context);
    BN_mod_mul(z, z, g->inverse, g->n, g->context);
    difference = is_same(r, z) ? difference : "square";

    uint32_t factor = diff_below(0x80000000u);
    memcpy(r, a, sizeof r);
    hap_bn_mul_small(r, factor);
    BN_copy(z, x);
    BN_mul_word(z, factor);
    BN_mod(z, z, g->n, g->context);
    difference = is_same(r, z) ? difference : "small product";

    hap_bn_reduce(b);
    hap_bn_add(r, a, b);
    BN_mod_add(z, x, y, g->n, g->context);
    difference = is_same(r, z) ? difference : "sum";

    hap_bn_sub(r, a, b);
    BN_mod_sub(z, x, y, g->n, g->context);
    difference = is_same(r, z) ? difference : "difference";

    BN_free(x);
    BN_free(y);
    BN_free(z);
    return difference;
}

/* hash = SHA-512 of two pieces. */
static void hash_two(uint8_t hash[64], const uint8_t *left, size_t left_size, const uint8_t *right, size_t right_size)
{
    uint8_t joined[2 * HAP_SRP_NUMBER_BYTES];

    memcpy(joined, left, left_size);
    memcpy(joined + left_size, right, right_size);
    EVP_Digest(joined, left_size + right_size, hash, NULL, EVP_sha512(), NULL);
}

static int run_steps(hap_srp_t *work)
{
    int status;

    do
    {
        status = hap_srp_step(work);
    } while (status == HAP_SRP_MORE);

    return status == HAP_OK;
}

typedef struct
{
    uint8_t salt[16], code[10], b[32], A[384], v[384], B[384], K[64], proof[64], answer[64];
} exchange_t;

static const char *our_half(exchange_t *e)
{
    static hap_srp_t work;

    hap_srp_start_verifier(&work, e->salt, e->code);

    if (!run_steps(&work) || hap_srp_finish_verifier(e->v, &work) != HAP_OK)
    {
        return "no verifier";
    }

    hap_srp_start_set(&work, e->v, e->b);
    return !run_steps(&work) || hap_srp_public_key(e->B, &work) != HAP_OK ? "no set"
        : hap_srp_start_session(&work, e->A, sizeof e->A) != HAP_OK || !run_steps(&work) ? "no session"
        : hap_srp_finish_session(e->K, e->answer, &work, e->salt, e->proof) != HAP_ERR_AUTH ? "a proof of nothing is accepted"
        : NULL;
}

/* The work area is asked again with the proof that OpenSSL's S gives, so K shows that our S is the same number. */
static int accepts(exchange_t *e, const uint8_t *K)
{
    static hap_srp_t work;
    uint8_t M2[64], expected_M2[64], M2_text[384 + 64];

    hap_srp_start_set(&work, e->v, e->b);

    if (!run_steps(&work) || hap_srp_start_session(&work, e->A, sizeof e->A) != HAP_OK || !run_steps(&work)
        || hap_srp_finish_session(e->K, M2, &work, e->salt, e->proof) != HAP_OK || memcmp(e->K, K, 64) != 0)
    {
        return 0;
    }

    memcpy(M2_text, e->A, 384);
    memcpy(M2_text + 384, e->proof, 64);
    hash_two(expected_M2, M2_text, sizeof M2_text, K, 64);
    return memcmp(M2, expected_M2, 64) == 0;
}

static size_t strip(const uint8_t *number)
{
    size_t zeros = 0;

    while (zeros < 383 && number[zeros] == 0)
    {
        zeros++;
    }

    return zeros;
}

/* M1 = H(H(N) xor H(g) | H(I) | salt | A | B | K), numbers stripped as HomeKitADK does. */
static void make_proof(exchange_t *e, const uint8_t K[64])
{
    const group_t *g = group();
    uint8_t n[384], hash_n[64], hash_g[64], hash_i[64];
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    BN_bn2binpad(g->n, n, sizeof n);
    EVP_Digest(n, sizeof n, hash_n, NULL, EVP_sha512(), NULL);
    EVP_Digest("\5", 1, hash_g, NULL, EVP_sha512(), NULL);
    EVP_Digest("Pair-Setup", 10, hash_i, NULL, EVP_sha512(), NULL);

    for (unsigned i = 0; i < 64; i++)
    {
        hash_n[i] ^= hash_g[i];
    }

    EVP_DigestInit_ex(context, EVP_sha512(), NULL);
    EVP_DigestUpdate(context, hash_n, 64);
    EVP_DigestUpdate(context, hash_i, 64);
    EVP_DigestUpdate(context, e->salt, 16);
    EVP_DigestUpdate(context, e->A + strip(e->A), 384 - strip(e->A));
    EVP_DigestUpdate(context, e->B + strip(e->B), 384 - strip(e->B));
    EVP_DigestUpdate(context, K, 64);
    EVP_DigestFinal_ex(context, e->proof, NULL);
    EVP_MD_CTX_free(context);
}

const char *diff_srp(void)
{
    const group_t *g = group();
    exchange_t e;
    uint8_t text[11 + 10] = "Pair-Setup:", hash[64], number[384], K[64];
    BIGNUM *x, *b, *a, *v = BN_new(), *B = BN_new(), *u, *S = BN_new(), *t = BN_new();
    const char *difference;

    diff_draw(e.salt, 16);
    diff_draw(e.b, 32);
    diff_draw(e.A, 384);
    memcpy(e.code, "123-45-679", 10);
    e.code[diff_below(3)] = (uint8_t)('0' + diff_below(10));
    memset(e.proof, 0, sizeof e.proof);
    difference = our_half(&e);

    memcpy(text + 11, e.code, 10);
    EVP_Digest(text, sizeof text, hash, NULL, EVP_sha512(), NULL);
    hash_two(hash, e.salt, 16, hash, 64);
    x = BN_bin2bn(hash, 64, NULL);
    BN_mod_exp(v, g->g, x, g->n, g->context);
    BN_bn2binpad(v, number, 384);
    difference = difference == NULL && memcmp(number, e.v, 384) != 0 ? "v" : difference;

    b = BN_bin2bn(e.b, 32, NULL);
    BN_mod_exp(B, g->g, b, g->n, g->context);
    BN_mod_mul(t, g->k, v, g->n, g->context);
    BN_mod_add(B, B, t, g->n, g->context);
    BN_bn2binpad(B, number, 384);
    difference = difference == NULL && memcmp(number, e.B, 384) != 0 ? "B" : difference;

    hash_two(hash, e.A, 384, number, 384);
    u = BN_bin2bn(hash, 64, NULL);
    a = BN_bin2bn(e.A, 384, NULL);
    BN_mod_exp(t, v, u, g->n, g->context);
    BN_mod_mul(t, t, a, g->n, g->context);
    BN_mod_exp(S, t, b, g->n, g->context);
    BN_bn2binpad(S, number, 384);
    EVP_Digest(number + strip(number), 384 - strip(number), K, NULL, EVP_sha512(), NULL);
    make_proof(&e, K);
    difference = difference == NULL && !accepts(&e, K) ? "S, K or M2" : difference;

    BN_free(x);
    BN_free(b);
    BN_free(a);
    BN_free(v);
    BN_free(B);
    BN_free(u);
    BN_free(S);
    BN_free(t);
    return difference;
}
