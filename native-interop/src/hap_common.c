/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_common.h"

#include "hap_bytes.h"

void hap_wipe(void *data, size_t size)
{
    uint8_t *bytes = (uint8_t *)data;

#if defined(__GNUC__)
    /* Words rather than memset: small C libraries clear a byte at a time, at 5 instructions each. hap_keep_stores
     * claims to read all memory, so the stores are not dead either. */
    for (; size != 0 && !hap_is_aligned(bytes); size--)
    {
        *(volatile uint8_t *)bytes++ = 0;
    }

    for (; size >= 16; size -= 16)
    {
        hap_store32_le_aligned(bytes, 0);
        hap_store32_le_aligned(bytes + 4, 0);
        hap_store32_le_aligned(bytes + 8, 0);
        hap_store32_le_aligned(bytes + 12, 0);
        hap_keep_stores(bytes);
        bytes += 16;
    }
#endif

    for (; size != 0; size--)
    {
        *(volatile uint8_t *)bytes++ = 0;
    }
}

int hap_equal_ct(const uint8_t *left, const uint8_t *right, size_t size)
{
    uint32_t difference = 0;

    if (hap_is_aligned(left) && hap_is_aligned(right))
    {
        for (; size >= 4; size -= 4)
        {
            difference |= hap_hide(hap_load32_le_aligned(left) ^ hap_load32_le_aligned(right));
            left += 4;
            right += 4;
        }
    }

    for (; size != 0; size--)
    {
        difference |= hap_hide((uint32_t)*left++ ^ *right++);
    }

    /* Bit 31 of d | -d is set exactly when d is not 0. */
    difference = hap_hide(difference);
    return (int)(1 ^ (difference | (0 - difference)) >> 31);
}
