/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Stands in for the configuration of an ESP-IDF build: a chip with Wi-Fi and Bluetooth, unless a test has none. */
#if !defined(TEST_NO_RADIO)
#define CONFIG_SOC_WIFI_SUPPORTED 1
#define CONFIG_BT_CONTROLLER_ENABLED 1
#endif
