/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_ed25519.h"

#include "hap_ge25519.h"
#include "hap_sha512.h"

enum
{
    HALF_BYTES = HAP_SHA512_BYTES / 2
};

/* RFC 8032 §5.1.5: the hash of the seed is the clamped secret scalar, then the prefix from which nonces are made. */
typedef struct
{
    uint8_t hash[HAP_SHA512_BYTES];
    hap_sc_t scalar;
} expanded_t;

static void expand(expanded_t *key, const uint8_t seed[HAP_ED25519_SEED_BYTES])
{
    hap_sha512(key->hash, seed, HAP_ED25519_SEED_BYTES);
    hap_sc_load_clamped(&key->scalar, key->hash);
}

static void encode_base_multiple(uint8_t bytes[HAP_FE_BYTES], const hap_sc_t *scalar)
{
    hap_ge_t point;

    hap_ge_base_mul(&point, scalar);
    hap_ge_encode(bytes, &point);
    hap_wipe(&point, sizeof point);
}

void hap_ed25519_public_key(uint8_t public_key[HAP_ED25519_KEY_BYTES], const uint8_t seed[HAP_ED25519_SEED_BYTES])
{
    expanded_t key;

    expand(&key, seed);
    encode_base_multiple(public_key, &key.scalar);
    hap_wipe(&key, sizeof key);
}

/* out = SHA-512(a | b | message) mod L, a and b 32 bytes each; a null one is left out. */
static void hash_to_scalar(hap_sc_t *out, const uint8_t *a, const uint8_t *b, const uint8_t *message, size_t size)
{
    uint8_t digest[HAP_SHA512_BYTES];
    hap_sha512_t hash;

    hap_sha512_init(&hash);
    hap_sha512_update(&hash, a, HALF_BYTES);
    hap_sha512_update(&hash, b, b != NULL ? HALF_BYTES : 0);
    hap_sha512_update(&hash, message, size);
    hap_sha512_final(digest, &hash);
    hap_sc_reduce(out, digest);
    hap_wipe(digest, sizeof digest);
}

void hap_ed25519_sign(uint8_t signature[HAP_ED25519_SIGNATURE_BYTES], const uint8_t *message, size_t size,
                      const uint8_t seed[HAP_ED25519_SEED_BYTES], const uint8_t public_key[HAP_ED25519_KEY_BYTES])
{
    expanded_t key;
    hap_sc_t r;
    hap_sc_t k;

    expand(&key, seed);
    hash_to_scalar(&r, key.hash + HALF_BYTES, NULL, message, size);
    encode_base_multiple(signature, &r);
    hash_to_scalar(&k, signature, public_key, message, size);
    hap_sc_mul_add(&k, &k, &key.scalar, &r);
    hap_sc_store(signature + HALF_BYTES, &k);

    hap_wipe(&key, sizeof key);
    hap_wipe(&r, sizeof r);
}

int hap_ed25519_verify(const uint8_t signature[HAP_ED25519_SIGNATURE_BYTES], const uint8_t *message, size_t size,
                       const uint8_t public_key[HAP_ED25519_KEY_BYTES])
{
    uint8_t expected[HAP_FE_BYTES];
    hap_ge_t a;
    hap_ge_t r;
    hap_sc_t s;
    hap_sc_t k;

    hap_sc_load(&s, signature + HALF_BYTES);

    if (!hap_sc_is_reduced(&s) || !hap_ge_decode(&a, public_key) || hap_ge_has_small_order(&a))
    {
        return HAP_ERR_AUTH;
    }

    hash_to_scalar(&k, signature, public_key, message, size);
    hap_ge_base_mul_sub(&r, &s, &k, &a);
    hap_ge_encode(expected, &r);
    return hap_equal_ct(expected, signature, sizeof expected) ? HAP_OK : HAP_ERR_AUTH;
}
