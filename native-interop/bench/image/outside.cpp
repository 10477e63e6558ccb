// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// What the image has anyway, so that measure can link the glue.
#include <nanoCLR_Runtime.h>

extern "C"
{
#include "esp_bt.h"
#include "esp_random.h"
#include "esp_wifi.h"
}

void CLR_RT_StackFrame::SetResult_I4(int32_t)
{
}

void esp_fill_random(void *, size_t)
{
}

esp_err_t esp_wifi_get_max_tx_power(int8_t *)
{
    return 0;
}

esp_err_t esp_wifi_set_ps(wifi_ps_type_t)
{
    return 0;
}

esp_bt_controller_status_t esp_bt_controller_get_status()
{
    return ESP_BT_CONTROLLER_STATUS_IDLE;
}
