/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* The ESP32's random source. Built three times: as it is, with HAP_RANDOM_ADC, and for a chip without radio. */

#include "../hap_test.h"
#include "esp_bt.h"
#include "esp_wifi.h"
#include "hap_random.h"
#include "chip.h"

enum
{
    SIZE = 32,
    GUARD = 0xA5
};

static uint8_t out[SIZE + 1];

static int draw(size_t size)
{
    memset(out, GUARD, sizeof out);
    return hap_random(out, size);
}

static TEST_UNUSED void expect_bytes(size_t size)
{
    TEST_CHECK(draw(size) == HAP_OK);
    test_all("random", out, CHIP_RANDOM_BYTE, size);
    test_all("guard", out + size, GUARD, sizeof out - size);
    TEST_CHECK(chip.unfed == 0);
    TEST_CHECK(!chip.is_adc_on);
}

/* Nothing on: no number that only looks random gets out. */
static void expect_refusal(void)
{
#if HAP_RANDOM_ADC
    expect_bytes(SIZE);
    TEST_CHECK(chip.adc_calls == 2);
#else
    TEST_CHECK(draw(SIZE) == HAP_ERR_RANDOM);
    test_all("out", out, 0, SIZE);
    test_all("guard", out + SIZE, GUARD, 1);
    TEST_CHECK(chip.adc_calls == 0);
#endif
}

static void test_off(void)
{
    test_begin("everything off");
    chip_reset();
    expect_refusal();
    test_end();

    test_begin("nothing is wanted, everything off");
    chip_reset();
    TEST_CHECK(draw(0) == HAP_OK);
    test_all("out", out, GUARD, sizeof out);
    TEST_CHECK(chip.fills == 0);
    test_end();
}

#if !defined(TEST_NO_RADIO)
static void test_radio(void)
{
    test_begin("Wi-Fi initialised, not started");
    chip_reset();
    chip.wifi = ESP_ERR_WIFI_NOT_STARTED;
    expect_refusal();
    TEST_CHECK(HAP_RANDOM_ADC || chip.fills == 0);
    test_end();

    test_begin("Bluetooth initialised, not enabled");
    chip_reset();
    chip.bluetooth = ESP_BT_CONTROLLER_STATUS_INITED;
    expect_refusal();
    test_end();

    test_begin("Wi-Fi on");
    chip_reset();
    chip.wifi = ESP_OK;
    expect_bytes(SIZE);
    expect_bytes(1);
    TEST_CHECK(chip.adc_calls == 0);
    test_end();

    test_begin("Bluetooth on");
    chip_reset();
    chip.bluetooth = ESP_BT_CONTROLLER_STATUS_ENABLED;
    expect_bytes(SIZE);
    TEST_CHECK(chip.adc_calls == 0);
    test_end();

    test_begin("Wi-Fi stops during the draw");
    chip_reset();
    chip.wifi = ESP_OK;
    chip.stops_in_fill = 1;
    expect_refusal();
    test_end();

    test_begin("Wi-Fi starts late");
    chip_reset();
    expect_refusal();
    chip.wifi = ESP_OK;
    expect_bytes(SIZE);
    test_end();
}
#endif

int main(void)
{
    test_off();
#if !defined(TEST_NO_RADIO)
    test_radio();
#endif
    return test_finish();
}
