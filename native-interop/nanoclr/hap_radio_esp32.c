/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* The ESP32 family's Wi-Fi. A radio on another chip (ESP32-P4 with a companion) has a driver of its own, which is not asked. */

#include "hap_radio.h"

#include "sdkconfig.h"

#if defined(CONFIG_SOC_WIFI_SUPPORTED)
#include "esp_wifi.h"

int hap_radio_power_save_off(void)
{
    return esp_wifi_set_ps(WIFI_PS_NONE);
}
#else
int hap_radio_power_save_off(void)
{
    return HAP_ERR_RADIO;
}
#endif
