/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_SRP_H
#define HAP_SRP_H

#include "hap_common.h"

/* SRP-6a (RFC 5054 §2.5, RFC 2945) as HAP Pair Setup uses it: the 3072-bit group of RFC 5054 appendix A, g = 5, SHA-512,
 * user name "Pair-Setup", the setup code XXX-XX-XXX as password. PAD fills a number to 384 bytes, STRIP drops its leading
 * zero bytes.
 *
 *   x = H(salt | H("Pair-Setup" | ":" | code))           v = g^x
 *   B = k v + g^b                                        k = H(N | PAD(g))
 *   S = (A v^u)^b                                        u = H(PAD(A) | PAD(B))
 *   K = H(STRIP(S))                                      M1 = H(H(N) xor H(g) | H("Pair-Setup") | salt | STRIP(A) | STRIP(B) | K)
 *                                                        M2 = H(PAD(A) | M1 | K)
 *
 * Everything lives in one work area, that the caller owns, and that may be moved between calls: nothing in it is an
 * address. It must start at a multiple of 4, or of 8 where a pointer has 8 bytes. Its content is secret. No argument
 * may lie in it.
 * What a call may follow (others answer HAP_ERR_STATE, and change nothing):
 *
 *   any ---- start_verifier ----> [step] ... ---- finish_verifier ----> empty
 *   any ---- start_set ---------> [step] ... == SET == public_key ...
 *   SET ---- start_session -----> [step] ... ---- finish_session -----> empty
 *   any ---- client_start ------> [step] ... == KEY == client_public_key ...
 *   KEY ---- client_start_session -> [step] ... == client_proof ... ---- wipe -> empty
 *
 * The start functions forget whatever the area held. hap_srp_wipe empties it at any time.
 *
 * Time: b, v, S, x, a and the setup code steer no branch and no address, but for the count of zero bytes that S begins with, which
 * moves bytes of the hashed message; the instructions are the same for up to 16 of them. u is public and picks table entries
 * openly; the count of operations is the same for every u. (Checked: valgrind, see tests/native/ct_test.c; instruction counts
 * of the rv32imac code, see native-interop/measure.)
 * Slices: hap_srp_step does at most 24 multiplications and squarings modulo N, 2.4 million instructions of rv32imac at -Os; each
 * other call at most 8. Stack 1,300 bytes. */

#define HAP_SRP_SALT_BYTES 16
#define HAP_SRP_CODE_BYTES 10
#define HAP_SRP_NUMBER_BYTES 384
#define HAP_SRP_PRIVATE_BYTES 32
#define HAP_SRP_HASH_BYTES 64

/* hap_srp_step: call again. */
#define HAP_SRP_MORE 1

/* hap_srp_client_public_key and hap_srp_client_proof: the result is right, but begins with a zero byte (A) or was made from
 * such a number (S), on which implementations disagree; a controller had better start again with another a. */
#define HAP_SRP_REDRAW 2

/* Forms of the proofs: which numbers keep their leading zero bytes. HAP has none of them padded. */
#define HAP_SRP_STRIPPED 0u
#define HAP_SRP_PADDED_A 1u
#define HAP_SRP_PADDED_S 2u

/* Size of the work area:                 state 16, exponents 128, A and B 768, numbers 768, scratch 1632, tables 12288. */
#define HAP_SRP_WORK_BYTES (16 + 128 + 768 + 768 + 1632 + 12288)

/* The work area. size_t gives it the alignment. */
typedef union
{
    uint8_t opaque[HAP_SRP_WORK_BYTES];
    size_t alignment;
} hap_srp_t;

#ifdef __cplusplus
extern "C" {
#endif

/* Does the next slice of what was started.
 * Returns HAP_SRP_MORE; HAP_OK when the result can be read; HAP_ERR_STATE when nothing was started; HAP_ERR_MEMORY, with
 * HAP_SRP_MBEDTLS only (the area is then empty). */
HAP_MUST_CHECK HAP_EXPORT int hap_srp_step(hap_srp_t *work);

/* Empties the work area. */
HAP_EXPORT void hap_srp_wipe(hap_srp_t *work);

/* Starts v of a salt and a setup code (10 ASCII bytes). */
HAP_EXPORT void hap_srp_start_verifier(hap_srp_t *work, const uint8_t salt[HAP_SRP_SALT_BYTES],
                                       const uint8_t code[HAP_SRP_CODE_BYTES]);

/* Reads v and empties the work area. Returns HAP_OK or HAP_ERR_STATE (v is then untouched). */
HAP_MUST_CHECK HAP_EXPORT int hap_srp_finish_verifier(uint8_t v[HAP_SRP_NUMBER_BYTES], hap_srp_t *work);

/* Starts the set of one Pair Setup: B, w = v^b and w^(2^256), of which S = A^b w^u is made quickly at M3.
 *   v  below N.    b  32 random bytes, big-endian, used for no other set. */
HAP_EXPORT void hap_srp_start_set(hap_srp_t *work, const uint8_t v[HAP_SRP_NUMBER_BYTES],
                                  const uint8_t b[HAP_SRP_PRIVATE_BYTES]);

/* Reads B, padded, of a set that is ready; any number of times. The caller draws b again when B begins with a zero byte: then
 * B is the one number of which all implementations hash the same bytes. Returns HAP_OK or HAP_ERR_STATE (B untouched). */
HAP_MUST_CHECK HAP_EXPORT int hap_srp_public_key(uint8_t B[HAP_SRP_NUMBER_BYTES], const hap_srp_t *work);

/* Starts S and consumes the set; b and the tables are wiped with the last slice.
 *   A  1..384 bytes, big-endian.
 * Returns HAP_OK; HAP_ERR_STATE; HAP_ERR_SIZE; HAP_ERR_KEY when A mod N is 0 (the set is then untouched). */
HAP_MUST_CHECK HAP_EXPORT int hap_srp_start_session(hap_srp_t *work, const uint8_t *A, size_t A_size);

/* Compares the controller's M1 with all four forms of it, {K of S stripped, padded} x {A stripped, padded}, and gives K and M2
 * of the form that matches. The work area is emptied in either case. The work done is the same whatever matches.
 *   salt  as in the verifier.    proof  the controller's M1.
 * Returns HAP_OK; HAP_ERR_AUTH (K and M2 are zero); HAP_ERR_STATE (K and M2 are zero). */
HAP_MUST_CHECK HAP_EXPORT int hap_srp_finish_session(uint8_t K[HAP_SRP_HASH_BYTES], uint8_t M2[HAP_SRP_HASH_BYTES],
                                                     hap_srp_t *work, const uint8_t salt[HAP_SRP_SALT_BYTES],
                                                     const uint8_t proof[HAP_SRP_HASH_BYTES]);

#if HAP_SRP_CLIENT
/* The controller's end. Starts A = g^a.    a  32 random bytes, big-endian. */
HAP_EXPORT void hap_srp_client_start(hap_srp_t *work, const uint8_t a[HAP_SRP_PRIVATE_BYTES]);

/* Reads A, padded. Returns HAP_OK; HAP_SRP_REDRAW when A begins with a zero byte (A is given all the same); HAP_ERR_STATE. */
HAP_MUST_CHECK HAP_EXPORT int hap_srp_client_public_key(uint8_t A[HAP_SRP_NUMBER_BYTES], const hap_srp_t *work);

/* Starts S = (B - k g^x)^(a + u x).
 *   B  1..384 bytes, big-endian.
 * Returns HAP_OK; HAP_ERR_STATE; HAP_ERR_SIZE; HAP_ERR_KEY unless 0 < B < N. The area then still holds A. */
HAP_MUST_CHECK HAP_EXPORT int hap_srp_client_start_session(hap_srp_t *work, const uint8_t salt[HAP_SRP_SALT_BYTES],
                                                           const uint8_t code[HAP_SRP_CODE_BYTES],
                                                           const uint8_t *B, size_t B_size);

/* Gives K, M1 and the M2 to expect, in one of the forms above; may be called for several. The caller wipes the work area.
 * Returns HAP_OK; HAP_SRP_REDRAW when S begins with a zero byte (outputs are given all the same); HAP_ERR_STATE. */
HAP_MUST_CHECK HAP_EXPORT int hap_srp_client_proof(uint8_t K[HAP_SRP_HASH_BYTES], uint8_t M1[HAP_SRP_HASH_BYTES],
                                                   uint8_t M2[HAP_SRP_HASH_BYTES], hap_srp_t *work, unsigned form);
#endif

#ifdef __cplusplus
}
#endif

#endif
