/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_common.h"

#include "hap_bytes.h"

void hap_wipe(void *data, size_t size)
{
    uint8_t *bytes = (uint8_t *)data;

#if defined(__GNUC__)
    /* Words rather than memset: small C libraries clear a byte at a time, at 5 instructions each. The empty assembly claims to
     * read what was stored, so the stores are not dead and the loop is not turned into a call of memset. */
    if (hap_is_aligned(bytes))
    {
        for (; size >= 16; size -= 16)
        {
            hap_store32_le_aligned(bytes, 0);
            hap_store32_le_aligned(bytes + 4, 0);
            hap_store32_le_aligned(bytes + 8, 0);
            hap_store32_le_aligned(bytes + 12, 0);
            __asm__ __volatile__("" : : "r"(bytes) : "memory");
            bytes += 16;
        }
    }
#endif

    for (volatile uint8_t *rest = bytes; size != 0; size--)
    {
        *rest++ = 0;
    }
}

int hap_equal_ct(const uint8_t *left, const uint8_t *right, size_t size)
{
    uint32_t difference = 0;

    for (size_t i = 0; i < size; i++)
    {
        difference |= (uint32_t)left[i] ^ right[i];

#if defined(__GNUC__)
        /* Hides the value from the optimiser, which could otherwise leave the loop at the first difference. */
        __asm__("" : "+r"(difference));
#endif
    }

    /* difference is 0..255: subtracting 1 borrows into bit 31 exactly when it is 0. */
    return (int)((difference - 1) >> 31);
}
