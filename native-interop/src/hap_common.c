/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_common.h"

#include <string.h>

void hap_wipe(void *data, size_t size)
{
#if defined(__GNUC__)
    if (size != 0)
    {
        memset(data, 0, size);
    }

    /* The empty assembly claims to read the memory at data, so the store above is not dead. */
    __asm__ __volatile__("" : : "r"(data) : "memory");
#else
    for (volatile uint8_t *bytes = (volatile uint8_t *)data; size != 0; size--)
    {
        *bytes++ = 0;
    }
#endif
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
