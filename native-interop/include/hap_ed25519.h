/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_ED25519_H
#define HAP_ED25519_H

#include "hap_common.h"

/* Ed25519 (RFC 8032 §5.1). A secret key is its 32-byte seed; nothing longer is stored. Stack 1,712 bytes. With 85 bytes of
 * message a signature takes 751,000 instructions, its verification 2,043,000: 5 and 13 ms at one instruction a cycle and 160
 * MHz. */

#define HAP_ED25519_SEED_BYTES 32
#define HAP_ED25519_KEY_BYTES 32
#define HAP_ED25519_SIGNATURE_BYTES 64

#ifdef __cplusplus
extern "C" {
#endif

/* The public key of a seed (RFC 8032 §5.1.5). public_key may equal seed. Time depends on nothing. */
HAP_EXPORT void hap_ed25519_public_key(uint8_t public_key[HAP_ED25519_KEY_BYTES],
                                       const uint8_t seed[HAP_ED25519_SEED_BYTES]);

/* Signs (RFC 8032 §5.1.6).
 *   signature   R, then S < L. Must overlap no input: the message is read twice.
 *   public_key  the one that belongs to seed. Signing one message with two different public keys gives the secret key
 *               away, so it must come from where the seed came from, never from a peer.
 * Time depends on size only. */
HAP_EXPORT void hap_ed25519_sign(uint8_t signature[HAP_ED25519_SIGNATURE_BYTES], const uint8_t *message, size_t size,
                                 const uint8_t seed[HAP_ED25519_SEED_BYTES],
                                 const uint8_t public_key[HAP_ED25519_KEY_BYTES]);

/* Verifies strictly (RFC 8032 §5.1.7). What the RFC leaves open or others do differently is settled so:
 *   - S >= L is refused.
 *   - The public key A must be canonical: y < p, and no set sign bit with x = 0.
 *   - A of small order (1, 2, 4, 8) is refused: under it one signature fits every message, so it names nobody. The RFC would
 *     take it. A with a small-order component is taken.
 *   - The equation is the one without cofactor, [S]B = R + [k]A, which the RFC allows instead of the multiple by 8.
 *   - R is never decoded: it must equal the canonical encoding of [S]B - [k]A, bit for bit. A small-order R is fine then.
 * Returns HAP_OK or HAP_ERR_AUTH, and says no more. Everything here is public: time depends on it. */
HAP_MUST_CHECK HAP_EXPORT int hap_ed25519_verify(const uint8_t signature[HAP_ED25519_SIGNATURE_BYTES],
                                                 const uint8_t *message, size_t size,
                                                 const uint8_t public_key[HAP_ED25519_KEY_BYTES]);

#ifdef __cplusplus
}
#endif

#endif
