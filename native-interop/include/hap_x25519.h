/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_X25519_H
#define HAP_X25519_H

#include "hap_common.h"

/* X25519 (RFC 7748 §5, §6.1). Time depends on nothing, but for the alignment of the arguments. Stack 784 bytes. A public key takes
 * 663,000 instructions, a shared secret 1,669,000: 4 and 10 ms at one instruction a cycle and 160 MHz. */

#define HAP_X25519_KEY_BYTES 32

#ifdef __cplusplus
extern "C" {
#endif

/* The public key of secret_key, which is clamped here (RFC 7748 §5): any 32 random bytes will do.
 * public_key may equal secret_key. */
HAP_EXPORT void hap_x25519_public_key(uint8_t public_key[HAP_X25519_KEY_BYTES],
                                      const uint8_t secret_key[HAP_X25519_KEY_BYTES]);

/* The shared secret of secret_key and peer_key. As RFC 7748 §5 wants, bit 255 of peer_key is ignored and values of 2^255 - 19
 * and above are taken modulo 2^255 - 19. shared may equal either key.
 * Returns HAP_OK, or HAP_ERR_KEY when the secret is zero, which means that the peer sent a point of low order
 * (RFC 7748 §6.1): shared is then zero and must not be used. */
HAP_MUST_CHECK HAP_EXPORT int hap_x25519(uint8_t shared[HAP_X25519_KEY_BYTES],
                                         const uint8_t secret_key[HAP_X25519_KEY_BYTES],
                                         const uint8_t peer_key[HAP_X25519_KEY_BYTES]);

#ifdef __cplusplus
}
#endif

#endif
