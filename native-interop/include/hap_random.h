/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_RANDOM_H
#define HAP_RANDOM_H

#include "hap_common.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills out with size bytes of true randomness; 0 bytes always succeed. The one function that depends on the chip: an image
 * brings it with its glue (nanoclr/hap_random_esp32.c), while a desktop asks the operating system from managed code.
 * Returns HAP_OK, or HAP_ERR_RANDOM while nothing feeds the generator (out is then zero): no key, salt or setup code may be
 * drawn, and the caller tries again later. */
HAP_MUST_CHECK HAP_EXPORT int hap_random(uint8_t *out, size_t size);

#ifdef __cplusplus
}
#endif

#endif
