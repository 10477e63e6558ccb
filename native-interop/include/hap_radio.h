/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_RADIO_H
#define HAP_RADIO_H

#include "hap_common.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Turns the power save of the chip's own Wi-Fi off, so that it hears every packet when it comes and not after the next beacon.
 * nanoFramework has no member for it. It holds until the driver is started anew: to be called after each join. Any time is fine,
 * and so is calling it again. An image brings it with its glue (nanoclr/hap_radio_esp32.c).
 * Returns HAP_OK: it is off. HAP_ERR_RADIO: the chip has no Wi-Fi of its own, so there is nothing to turn off. Above 0: it is as it
 * was, for the reason that this esp_err_t of ESP-IDF names (0x3001: the driver is not there). */
HAP_MUST_CHECK HAP_EXPORT int hap_radio_power_save_off(void);

#ifdef __cplusplus
}
#endif

#endif
