/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

#ifndef DIFFERENTIAL_H
#define DIFFERENTIAL_H

#include <stddef.h>
#include <stdint.h>

/* The same inputs through our code and through OpenSSL, libsodium and Mbed TLS. A comparison draws one case and returns null, or says
 * what differed. Half of what is drawn is random, the other half is made to carry: words of all ones, zero, one and the sign bit. */

typedef const char *(*diff_case_t)(void);

typedef struct
{
    const char *name;
    diff_case_t run;
    unsigned cost; /* of every so many cases asked for, one is run */
} diff_primitive_t;

/* The source of all cases; one seed gives one run. */
void diff_seed(uint64_t seed);
uint32_t diff_below(uint32_t limit);
void diff_draw(uint8_t *out, size_t size);

/* Symmetric: hash, HMAC, HKDF, AEAD. */
const char *diff_sha512(void);
const char *diff_hmac(void);
const char *diff_hkdf(void);
const char *diff_aead(void);

/* Curves. */
const char *diff_x25519_key(void);
const char *diff_x25519_shared(void);
const char *diff_ed25519_sign(void);
const char *diff_ed25519_verify(void);

/* Numbers modulo the SRP prime, and the accessory's half of whole exchanges. */
const char *diff_bignum(void);
const char *diff_srp(void);

#endif
