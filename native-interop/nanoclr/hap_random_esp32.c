/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* The ESP32 family's generator. It is a true random source only while physical noise is mixed into it: while this chip's own
 * radio is on, or between bootloader_random_enable and bootloader_random_disable (ESP-IDF, "Random Number Generation"). At all
 * other times esp_fill_random gives numbers that only look random, without a word. So the radio is asked, before and after.
 *
 * A radio on another chip (ESP32-P4 with a companion) feeds nothing here and does not count. */

#include "hap_random.h"

#include "esp_random.h"
#include "sdkconfig.h"

#if defined(CONFIG_SOC_WIFI_SUPPORTED)
#include "esp_wifi.h"
#endif

#if defined(CONFIG_BT_CONTROLLER_ENABLED)
#include "esp_bt.h"
#endif

#if HAP_RANDOM_ADC
#include "bootloader_random.h"
#endif

static int is_radio_on(void)
{
    int is_on = 0;

#if defined(CONFIG_SOC_WIFI_SUPPORTED)
    /* The only question about Wi-Fi whose answer tells started (ESP_OK) from merely initialised (ESP_ERR_WIFI_NOT_STARTED). */
    int8_t power;
    is_on |= esp_wifi_get_max_tx_power(&power) == ESP_OK;
#endif

#if defined(CONFIG_BT_CONTROLLER_ENABLED)
    is_on |= esp_bt_controller_get_status() == ESP_BT_CONTROLLER_STATUS_ENABLED;
#endif

    return is_on;
}

#if HAP_RANDOM_ADC
static int fill_from_adc(uint8_t *out, size_t size)
{
    bootloader_random_enable();
    esp_fill_random(out, size);
    bootloader_random_disable();
    return HAP_OK;
}
#else
static int fill_from_adc(uint8_t *out, size_t size)
{
    hap_wipe(out, size);
    return HAP_ERR_RANDOM;
}
#endif

int hap_random(uint8_t *out, size_t size)
{
    if (size == 0)
    {
        return HAP_OK;
    }

    if (is_radio_on())
    {
        esp_fill_random(out, size);
        if (is_radio_on()) /* another task may have stopped it meanwhile */
        {
            return HAP_OK;
        }
    }

    return fill_from_adc(out, size);
}
