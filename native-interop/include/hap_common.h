/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_COMMON_H
#define HAP_COMMON_H

#include <stddef.h>
#include <stdint.h>

#include "hap_config.h"

/* What every module of this library keeps to:
 *   - Results: HAP_OK or one of the named negatives below. A function that cannot fail returns void.
 *   - Outputs come first. On failure an output is untouched or zero, as its contract says; never half-written.
 *   - Arguments overlap only where a contract says so.
 *   - A pointer may be null only where the size that goes with it is 0. No other pointer is checked: the caller of C is
 *     our own glue, which checked offset and count against the array.
 *   - No heap, no static data that is written, no libc beyond memcpy and memset. Reentrant.
 *   - Secrets steer no branch, no address and no instruction of variable time. Checked on the binary of the desktop: memcheck
 *     with secrets marked undefined, x86-64, gcc 12 and clang 14, -Os to -O3 (tests/native/ct_test.c; November 2026); and
 *     rv32imac, gcc 12, -Os to -O3, with the same program in native-interop/shadow. Not on a chip.
 *   - Every exit wipes what holds secrets: keys, hashes, states, points, intermediate elements. What a compiler spills from
 *     registers, and the running words of one product, stay in dead frames.
 *   - Stack and instructions: native-interop/measure prints them; the figures here are its own, rv32imac at -Os. */

#define HAP_OK 0
#define HAP_ERR_SIZE (-1)  /* a size outside what the contract allows */
#define HAP_ERR_AUTH (-2)  /* a tag, signature or proof does not verify */
#define HAP_ERR_KEY (-3)   /* a peer's public key that must be refused */
#define HAP_ERR_STATE (-4) /* a call that does not fit what was called before */
#define HAP_ERR_MEMORY (-5) /* Mbed TLS got no memory; only where HAP_SRP_MBEDTLS is 1 */
#define HAP_ERR_RANDOM (-6) /* nothing feeds the random generator */
#define HAP_ERR_RADIO (-7)  /* the chip has no Wi-Fi of its own */

#if defined(__GNUC__)
#define HAP_MUST_CHECK __attribute__((warn_unused_result))
#else
#define HAP_MUST_CHECK
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Overwrites size bytes with zero, in a way that the compiler cannot drop as a dead store. */
HAP_EXPORT void hap_wipe(void *data, size_t size);

/* Returns 1 when both hold the same size bytes, else 0; 1 when size is 0.
 * Time depends on size and alignment only. */
HAP_MUST_CHECK HAP_EXPORT int hap_equal_ct(const uint8_t *left, const uint8_t *right, size_t size);

#ifdef __cplusplus
}
#endif

#endif
