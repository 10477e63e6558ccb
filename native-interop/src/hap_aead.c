/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_aead.h"

#include "hap_bytes.h"
#include "hap_chacha20.h"
#include "hap_poly1305.h"
#include "hap_public.h"

/* RFC 8439 §2.6: block 0 of the key stream is the one-time Poly1305 key; the text starts at block 1. */
static void start(hap_chacha20_t *stream, hap_poly1305_t *poly, const uint8_t key[HAP_AEAD_KEY_BYTES],
                  const uint8_t nonce[HAP_AEAD_NONCE_BYTES])
{
    uint32_t block[HAP_CHACHA20_BLOCK_BYTES / 4];

    hap_chacha20_init(stream, key, 0, nonce);
    hap_chacha20_block(stream, block);
    hap_poly1305_init(poly, block);
    hap_wipe(block, sizeof block);
}

/* RFC 8439 §2.8: additional data and ciphertext, each padded to 16 bytes, then both sizes as 64-bit numbers. */
static void authenticate(uint8_t tag[HAP_AEAD_TAG_BYTES], hap_poly1305_t *poly, const uint8_t *aad, size_t aad_size,
                         const uint8_t *ciphertext, size_t text_size)
{
    uint32_t sizes[4] = { (uint32_t)aad_size, (uint32_t)((uint64_t)aad_size >> 32), (uint32_t)text_size,
                          (uint32_t)((uint64_t)text_size >> 32) };
    uint8_t *bytes = (uint8_t *)sizes;

    hap_store_words_le(bytes, sizes, 4);
    hap_poly1305_update_padded(poly, aad, aad_size);
    hap_poly1305_update_padded(poly, ciphertext, text_size);
    hap_poly1305_update_padded(poly, bytes, sizeof sizes);
    hap_poly1305_final(tag, poly);
}

void hap_aead_seal(uint8_t *out, const uint8_t key[HAP_AEAD_KEY_BYTES], const uint8_t nonce[HAP_AEAD_NONCE_BYTES],
                   const uint8_t *aad, size_t aad_size, const uint8_t *text, size_t text_size)
{
    hap_chacha20_t stream;
    hap_poly1305_t poly;

    start(&stream, &poly, key, nonce);
    hap_chacha20_xor(&stream, out, text, text_size);
    authenticate(out + text_size, &poly, aad, aad_size, out, text_size);
    hap_wipe(&stream, sizeof stream);
}

int hap_aead_open(uint8_t *out, const uint8_t key[HAP_AEAD_KEY_BYTES], const uint8_t nonce[HAP_AEAD_NONCE_BYTES],
                  const uint8_t *aad, size_t aad_size, const uint8_t *sealed, size_t text_size)
{
    uint8_t tag[HAP_AEAD_TAG_BYTES];
    hap_chacha20_t stream;
    hap_poly1305_t poly;
    int verified;

    start(&stream, &poly, key, nonce);
    authenticate(tag, &poly, aad, aad_size, sealed, text_size);
    verified = hap_equal_ct(tag, sealed + text_size, sizeof tag);
    HAP_PUBLIC(verified);

    if (verified)
    {
        hap_chacha20_xor(&stream, out, sealed, text_size);
    }
    else
    {
        hap_wipe(out, text_size);
    }

    /* The right tag of a forged frame is as good as a signature on it. */
    hap_wipe(tag, sizeof tag);
    hap_wipe(&stream, sizeof stream);
    return verified ? HAP_OK : HAP_ERR_AUTH;
}
