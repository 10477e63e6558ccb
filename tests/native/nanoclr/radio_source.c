/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Under a name of its own, so that the options which the module sets for the file do not follow it here. */
#include "hap_radio_esp32.c"
