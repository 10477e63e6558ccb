/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_bytes.h"

void hap_load_words_le(uint32_t *words, const uint8_t *bytes, unsigned count)
{
    if (hap_is_aligned(bytes))
    {
        for (; count != 0; count--, bytes += 4)
        {
            *words++ = hap_load32_le_aligned(bytes);
        }
    }
    else
    {
        for (; count != 0; count--, bytes += 4)
        {
            *words++ = hap_load32_le(bytes);
        }
    }
}

void hap_store_words_le(uint8_t *bytes, const uint32_t *words, unsigned count)
{
    if (hap_is_aligned(bytes))
    {
        for (; count != 0; count--, bytes += 4)
        {
            hap_store32_le_aligned(bytes, *words++);
        }
    }
    else
    {
        for (; count != 0; count--, bytes += 4)
        {
            hap_store32_le(bytes, *words++);
        }
    }
}
