/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

#include "differential.h"
#include "hap_aead.h"
#include "hap_sha512.h"

#include <mbedtls/chachapoly.h>
#include <mbedtls/hkdf.h>
#include <mbedtls/md.h>
#include <mbedtls/sha512.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <sodium.h>
#include <string.h>

enum
{
    MAX_TEXT = 1100,
    MAX_AAD = 40,
    MAX_HASHED = 700,
    MAX_KEY = 200,
    MAX_OUT = 200
};

static const mbedtls_md_info_t *sha512_info(void)
{
    return mbedtls_md_info_from_type(MBEDTLS_MD_SHA512);
}

const char *diff_sha512(void)
{
    uint8_t data[MAX_HASHED], ours[64], theirs[64];
    size_t size = diff_below(MAX_HASHED + 1);
    size_t cut = diff_below((uint32_t)size + 1);
    hap_sha512_t hash;

    diff_draw(data, size);
    hap_sha512_init(&hash);
    hap_sha512_update(&hash, data, cut);
    hap_sha512_update(&hash, data + cut, size - cut);
    hap_sha512_final(ours, &hash);

    if (EVP_Digest(data, size, theirs, NULL, EVP_sha512(), NULL) != 1 || memcmp(ours, theirs, 64) != 0)
    {
        return "OpenSSL";
    }

    crypto_hash_sha512(theirs, data, size);
    return memcmp(ours, theirs, 64) != 0 ? "libsodium"
        : mbedtls_sha512_ret(data, size, theirs, 0) != 0 || memcmp(ours, theirs, 64) != 0 ? "Mbed TLS"
        : NULL;
}

const char *diff_hmac(void)
{
    uint8_t key[MAX_KEY], data[MAX_HASHED], ours[64], theirs[64];
    size_t key_size = diff_below(MAX_KEY + 1);
    size_t size = diff_below(MAX_HASHED + 1);
    crypto_auth_hmacsha512_state state;

    diff_draw(key, key_size);
    diff_draw(data, size);
    hap_hmac_sha512(ours, key, key_size, data, size);

    if (HMAC(EVP_sha512(), key, (int)key_size, data, size, theirs, NULL) == NULL || memcmp(ours, theirs, 64) != 0)
    {
        return "OpenSSL";
    }

    crypto_auth_hmacsha512_init(&state, key, key_size);
    crypto_auth_hmacsha512_update(&state, data, size);
    crypto_auth_hmacsha512_final(&state, theirs);
    return memcmp(ours, theirs, 64) != 0 ? "libsodium"
        : mbedtls_md_hmac(sha512_info(), key, key_size, data, size, theirs) != 0 || memcmp(ours, theirs, 64) != 0 ? "Mbed TLS"
        : NULL;
}

static int openssl_hkdf(uint8_t *out, size_t out_size, const uint8_t *secret, size_t secret_size, const uint8_t *salt,
                        size_t salt_size, const uint8_t *info, size_t info_size)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, NULL);
    int is_done = EVP_PKEY_derive_init(context) == 1
        && EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha512()) == 1
        && EVP_PKEY_CTX_set1_hkdf_key(context, secret, (int)secret_size) == 1
        && EVP_PKEY_CTX_set1_hkdf_salt(context, salt, (int)salt_size) == 1
        && EVP_PKEY_CTX_add1_hkdf_info(context, info, (int)info_size) == 1
        && EVP_PKEY_derive(context, out, &out_size) == 1;

    EVP_PKEY_CTX_free(context);
    return is_done;
}

const char *diff_hkdf(void)
{
    uint8_t secret[64], salt[MAX_KEY], info[MAX_AAD], ours[MAX_OUT], theirs[MAX_OUT];
    size_t secret_size = 1 + diff_below(64);
    size_t salt_size = diff_below(MAX_KEY + 1);
    size_t info_size = diff_below(MAX_AAD + 1);
    size_t out_size = 1 + diff_below(MAX_OUT);

    diff_draw(secret, secret_size);
    diff_draw(salt, salt_size);
    diff_draw(info, info_size);

    if (hap_hkdf_sha512(ours, out_size, secret, secret_size, salt, salt_size, info, info_size) != HAP_OK)
    {
        return "refused";
    }

    return !openssl_hkdf(theirs, out_size, secret, secret_size, salt, salt_size, info, info_size) || memcmp(ours, theirs, out_size) != 0
        ? "OpenSSL"
        : mbedtls_hkdf(sha512_info(), salt, salt_size, secret, secret_size, info, info_size, theirs, out_size) != 0
            || memcmp(ours, theirs, out_size) != 0
        ? "Mbed TLS"
        : NULL;
}

static int openssl_seal(uint8_t *out, const uint8_t *key, const uint8_t *nonce, const uint8_t *aad, size_t aad_size, const uint8_t *text,
                        size_t size)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int written;
    int is_done = EVP_EncryptInit_ex(context, EVP_chacha20_poly1305(), NULL, key, nonce) == 1
        && EVP_EncryptUpdate(context, NULL, &written, aad, (int)aad_size) == 1
        && EVP_EncryptUpdate(context, out, &written, text, (int)size) == 1
        && EVP_EncryptFinal_ex(context, out + size, &written) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, out + size) == 1;

    EVP_CIPHER_CTX_free(context);
    return is_done;
}

static int mbedtls_seal(uint8_t *out, const uint8_t *key, const uint8_t *nonce, const uint8_t *aad, size_t aad_size, const uint8_t *text,
                        size_t size)
{
    mbedtls_chachapoly_context context;

    mbedtls_chachapoly_init(&context);
    int is_done = mbedtls_chachapoly_setkey(&context, key) == 0
        && mbedtls_chachapoly_encrypt_and_tag(&context, size, nonce, aad, aad_size, text, out, out + size) == 0;
    mbedtls_chachapoly_free(&context);
    return is_done;
}

/* Opening must agree with libsodium on the sealed bytes, with one bit of them flipped in every other case. */
static const char *open_alike(uint8_t *sealed, size_t size, const uint8_t *key, const uint8_t *nonce, const uint8_t *aad, size_t aad_size)
{
    uint8_t ours[MAX_TEXT], theirs[MAX_TEXT];
    unsigned long long opened;

    if (diff_below(2) == 0)
    {
        sealed[diff_below((uint32_t)size + 16)] ^= (uint8_t)(1u << diff_below(8));
    }

    int is_ours = hap_aead_open(ours, key, nonce, aad, aad_size, sealed, size) == HAP_OK;
    int is_theirs = crypto_aead_chacha20poly1305_ietf_decrypt(theirs, &opened, NULL, sealed, size + 16, aad, aad_size, nonce, key) == 0;

    return is_ours != is_theirs ? "libsodium opens otherwise" : is_ours && memcmp(ours, theirs, size) != 0 ? "libsodium opened" : NULL;
}

const char *diff_aead(void)
{
    uint8_t key[32], nonce[12], aad[MAX_AAD], text[MAX_TEXT], ours[MAX_TEXT + 16], theirs[MAX_TEXT + 16];
    size_t size = diff_below(MAX_TEXT + 1);
    size_t aad_size = diff_below(MAX_AAD + 1);
    unsigned long long sealed_size;

    diff_draw(key, sizeof key);
    diff_draw(nonce, sizeof nonce);
    diff_draw(aad, aad_size);
    diff_draw(text, size);
    hap_aead_seal(ours, key, nonce, aad, aad_size, text, size);

    if (!openssl_seal(theirs, key, nonce, aad, aad_size, text, size) || memcmp(ours, theirs, size + 16) != 0)
    {
        return "OpenSSL";
    }

    if (!mbedtls_seal(theirs, key, nonce, aad, aad_size, text, size) || memcmp(ours, theirs, size + 16) != 0)
    {
        return "Mbed TLS";
    }

    crypto_aead_chacha20poly1305_ietf_encrypt(theirs, &sealed_size, text, size, aad, aad_size, NULL, nonce, key);
    return memcmp(ours, theirs, size + 16) != 0 ? "libsodium" : open_alike(ours, size, key, nonce, aad, aad_size);
}
