/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Stands in for ESP-IDF's header of this name; chip.c has the functions. */

typedef enum
{
    ESP_BT_CONTROLLER_STATUS_IDLE = 0,
    ESP_BT_CONTROLLER_STATUS_INITED,
    ESP_BT_CONTROLLER_STATUS_ENABLED
} esp_bt_controller_status_t;

esp_bt_controller_status_t esp_bt_controller_get_status(void);
