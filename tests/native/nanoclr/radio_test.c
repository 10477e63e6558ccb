/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Power save of the ESP32's Wi-Fi. Built twice: as it is, and for a chip without radio. */

#include "../hap_test.h"
#include "chip.h"
#include "esp_wifi.h"
#include "hap_radio.h"

#if defined(TEST_NO_RADIO)
int main(void)
{
    test_begin("a chip without Wi-Fi");
    chip_reset();
    chip.wifi = ESP_OK;
    TEST_CHECK(hap_radio_power_save_off() == HAP_ERR_RADIO);
    TEST_CHECK(chip.power_save == WIFI_PS_MIN_MODEM);
    test_end();
    return test_finish();
}
#else
int main(void)
{
    test_begin("the driver is not there");
    chip_reset();
    TEST_CHECK(hap_radio_power_save_off() == ESP_ERR_WIFI_NOT_INIT);
    TEST_CHECK(chip.power_save == WIFI_PS_MIN_MODEM);
    test_end();

    test_begin("initialised, not started");
    chip_reset();
    chip.wifi = ESP_ERR_WIFI_NOT_STARTED;
    TEST_CHECK(hap_radio_power_save_off() == HAP_OK);
    TEST_CHECK(chip.power_save == WIFI_PS_NONE);
    test_end();

    test_begin("on, and on again after a restart of the driver");
    chip_reset();
    chip.wifi = ESP_OK;
    for (int i = 0; i < 2; i++)
    {
        TEST_CHECK(hap_radio_power_save_off() == HAP_OK);
        TEST_CHECK(chip.power_save == WIFI_PS_NONE);
        chip.power_save = WIFI_PS_MIN_MODEM;
    }

    test_end();
    return test_finish();
}
#endif
