/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Stands in for ESP-IDF's header of this name; chip.c has the functions. */

void bootloader_random_enable(void);
void bootloader_random_disable(void);
