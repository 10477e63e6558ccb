/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Stands in for ESP-IDF's header of this name; chip.c has the function. */
#include <stddef.h>

void esp_fill_random(void *out, size_t size);
