/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

#include "chip.h"

#include <string.h>

#include "bootloader_random.h"
#include "esp_bt.h"
#include "esp_random.h"
#include "esp_wifi.h"

chip_t chip;

void chip_reset(void)
{
    memset(&chip, 0, sizeof chip);
    chip.wifi = ESP_ERR_WIFI_NOT_INIT;
    chip.power_save = WIFI_PS_MIN_MODEM;
    chip.bluetooth = ESP_BT_CONTROLLER_STATUS_IDLE;
}

static int is_fed(void)
{
    return chip.is_adc_on || chip.wifi == ESP_OK || chip.bluetooth == ESP_BT_CONTROLLER_STATUS_ENABLED;
}

esp_err_t esp_wifi_get_max_tx_power(int8_t *power)
{
    if (chip.wifi == ESP_OK)
    {
        *power = 80;
    }

    return chip.wifi;
}

esp_err_t esp_wifi_set_ps(wifi_ps_type_t type)
{
    if (chip.wifi == ESP_ERR_WIFI_NOT_INIT)
    {
        return chip.wifi;
    }

    chip.power_save = (int)type;
    return ESP_OK;
}

esp_bt_controller_status_t esp_bt_controller_get_status(void)
{
    return (esp_bt_controller_status_t)chip.bluetooth;
}

void esp_fill_random(void *out, size_t size)
{
    chip.fills++;
    chip.unfed += !is_fed();
    memset(out, CHIP_RANDOM_BYTE, size);

    if (chip.stops_in_fill)
    {
        chip.wifi = ESP_ERR_WIFI_NOT_STARTED;
    }
}

void bootloader_random_enable(void)
{
    chip.is_adc_on = 1;
    chip.adc_calls++;
}

void bootloader_random_disable(void)
{
    chip.is_adc_on = 0;
    chip.adc_calls++;
}
