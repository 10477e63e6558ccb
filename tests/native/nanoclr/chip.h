/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* A chip whose radios a test switches, whose generator remembers whether anything fed it, and whose Wi-Fi saves power until told not to. */
#ifndef HAPNANO_TEST_CHIP_H
#define HAPNANO_TEST_CHIP_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CHIP_RANDOM_BYTE 0x5C /* what the generator gives */

typedef struct
{
    int wifi;           /* an ESP_... result of esp_wifi_get_max_tx_power */
    int power_save;     /* a wifi_ps_type_t */
    int bluetooth;      /* an esp_bt_controller_status_t */
    int is_adc_on;      /* between bootloader_random_enable and ..._disable */
    int stops_in_fill;  /* the radio goes off while the generator is being read */
    unsigned fills;     /* calls of esp_fill_random */
    unsigned unfed;     /* of these, those with no source on */
    unsigned adc_calls; /* of enable and disable */
} chip_t;

extern chip_t chip;

/* Everything off, nothing counted. */
void chip_reset(void);

#ifdef __cplusplus
}
#endif

#endif
