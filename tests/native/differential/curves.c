/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

#include "differential.h"
#include "hap_ed25519.h"
#include "hap_x25519.h"

#include <openssl/evp.h>
#include <sodium.h>
#include <string.h>

enum
{
    MAX_MESSAGE = 300
};

/* Points of low order and names of p and above: u of X25519, y of Ed25519. */
static const uint8_t low_order_u[][32] = {
    {0},
    {1},
    {0xE0, 0xEB, 0x7A, 0x7C, 0x3B, 0x41, 0xB8, 0xAE, 0x16, 0x56, 0xE3, 0xFA, 0xF1, 0x9F, 0xC4, 0x6A,
     0xDA, 0x09, 0x8D, 0xEB, 0x9C, 0x32, 0xB1, 0xFD, 0x86, 0x62, 0x05, 0x16, 0x5F, 0x49, 0xB8, 0x00},
    {0x5F, 0x9C, 0x95, 0xBC, 0xA3, 0x50, 0x8C, 0x24, 0xB1, 0xD0, 0xB1, 0x55, 0x9C, 0x83, 0xEF, 0x5B,
     0x04, 0x44, 0x5C, 0xC4, 0x58, 0x1C, 0x8E, 0x86, 0xD8, 0x22, 0x4E, 0xDD, 0xD0, 0x9F, 0x11, 0x57},
};

static const uint8_t group_order[32] = {0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14,
                                        0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

/* p + 0..18, little-endian, with any sign bit: names that no point has in canonical form. */
static void draw_non_canonical(uint8_t out[32])
{
    memset(out, 0xFF, 32);
    out[0] = (uint8_t)(0xED + diff_below(19));
    out[31] = diff_below(2) != 0 ? 0xFF : 0x7F;
}

static void draw_point(uint8_t out[32])
{
    switch (diff_below(8))
    {
        case 0:
            memcpy(out, low_order_u[diff_below(sizeof low_order_u / 32)], 32);
            out[31] |= (uint8_t)(diff_below(2) << 7);
            return;
        case 1:
            draw_non_canonical(out);
            return;
        default:
            diff_draw(out, 32);
    }
}

static EVP_PKEY *openssl_private(int kind, const uint8_t key[32])
{
    return EVP_PKEY_new_raw_private_key(kind, NULL, key, 32);
}

static int openssl_public_of(int kind, uint8_t out[32], const uint8_t key[32])
{
    size_t size = 32;
    EVP_PKEY *pair = openssl_private(kind, key);
    int is_done = EVP_PKEY_get_raw_public_key(pair, out, &size) == 1;

    EVP_PKEY_free(pair);
    return is_done;
}

static int openssl_x25519(uint8_t out[32], const uint8_t secret[32], const uint8_t peer[32])
{
    size_t size = 32;
    EVP_PKEY *own = openssl_private(EVP_PKEY_X25519, secret);
    EVP_PKEY *other = EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, NULL, peer, 32);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(own, NULL);
    int is_done = EVP_PKEY_derive_init(context) == 1 && EVP_PKEY_derive_set_peer(context, other) == 1
        && EVP_PKEY_derive(context, out, &size) == 1;

    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(other);
    EVP_PKEY_free(own);
    return is_done;
}

const char *diff_x25519_key(void)
{
    uint8_t secret[32], ours[32], theirs[32];

    diff_draw(secret, 32);
    hap_x25519_public_key(ours, secret);
    crypto_scalarmult_base(theirs, secret);
    return memcmp(ours, theirs, 32) != 0 ? "libsodium"
        : !openssl_public_of(EVP_PKEY_X25519, theirs, secret) || memcmp(ours, theirs, 32) != 0 ? "OpenSSL"
        : NULL;
}

const char *diff_x25519_shared(void)
{
    uint8_t secret[32], peer[32], ours[32], theirs[32];

    diff_draw(secret, 32);
    draw_point(peer);
    int is_ours = hap_x25519(ours, secret, peer) == HAP_OK;

    if ((crypto_scalarmult(theirs, secret, peer) == 0) != is_ours || (is_ours && memcmp(ours, theirs, 32) != 0))
    {
        return "libsodium";
    }

    return openssl_x25519(theirs, secret, peer) != is_ours || (is_ours && memcmp(ours, theirs, 32) != 0) ? "OpenSSL" : NULL;
}

static int openssl_sign(uint8_t signature[64], const uint8_t *message, size_t size, const uint8_t seed[32])
{
    size_t signature_size = 64;
    EVP_PKEY *key = openssl_private(EVP_PKEY_ED25519, seed);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int is_done = EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1
        && EVP_DigestSign(context, signature, &signature_size, message, size) == 1;

    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return is_done;
}

const char *diff_ed25519_sign(void)
{
    uint8_t seed[32], message[MAX_MESSAGE], public_key[32], ours[64], theirs[64], sodium_public[32], sodium_secret[64];
    size_t size = diff_below(MAX_MESSAGE + 1);

    diff_draw(seed, 32);
    diff_draw(message, size);
    hap_ed25519_public_key(public_key, seed);
    hap_ed25519_sign(ours, message, size, seed, public_key);
    crypto_sign_seed_keypair(sodium_public, sodium_secret, seed);
    crypto_sign_detached(theirs, NULL, message, size, sodium_secret);

    if (memcmp(public_key, sodium_public, 32) != 0 || memcmp(ours, theirs, 64) != 0)
    {
        return "libsodium";
    }

    return !openssl_sign(theirs, message, size, seed) || memcmp(ours, theirs, 64) != 0 ? "OpenSSL"
        : hap_ed25519_verify(ours, message, size, public_key) != HAP_OK ? "our own verification"
        : NULL;
}

/* Adds the group order to S: the same signature under another name. */
static void add_order(uint8_t s[32])
{
    unsigned carry = 0;

    for (unsigned i = 0; i < 32; i++)
    {
        carry += s[i] + group_order[i];
        s[i] = (uint8_t)carry;
        carry >>= 8;
    }
}

static void spoil(uint8_t signature[64], uint8_t public_key[32], uint8_t *message, size_t size)
{
    switch (diff_below(8))
    {
        case 0:
            signature[diff_below(64)] ^= (uint8_t)(1u << diff_below(8));
            break;
        case 1:
            public_key[diff_below(32)] ^= (uint8_t)(1u << diff_below(8));
            break;
        case 2:
            message[diff_below((uint32_t)size)] ^= (uint8_t)(1u << diff_below(8));
            break;
        case 3:
            add_order(signature + 32);
            break;
        case 4:
            draw_non_canonical(public_key);
            break;
        case 5:
            draw_non_canonical(signature);
            break;
        case 6:
            memset(public_key, 0, 32);
            public_key[0] = (uint8_t)diff_below(2);
            break;
        default:
            break; /* left as it is: valid */
    }
}

/* libsodium's verification is strict as ours is; OpenSSL's takes keys of small order, so its yes is not asked for. */
const char *diff_ed25519_verify(void)
{
    uint8_t seed[32], message[MAX_MESSAGE], public_key[32], signature[64], sodium_secret[64];
    size_t size = 1 + diff_below(MAX_MESSAGE);

    diff_draw(seed, 32);
    diff_draw(message, size);
    crypto_sign_seed_keypair(public_key, sodium_secret, seed);
    crypto_sign_detached(signature, NULL, message, size, sodium_secret);
    spoil(signature, public_key, message, size);
    int is_ours = hap_ed25519_verify(signature, message, size, public_key) == HAP_OK;
    int is_theirs = crypto_sign_verify_detached(signature, message, size, public_key) == 0;

    return is_ours == is_theirs ? NULL : is_ours ? "libsodium refuses" : "libsodium accepts";
}
