/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_BYTES_H
#define HAP_BYTES_H

#include <stdint.h>
#include <string.h>

#include "hap_word.h"

/* Numbers from and to bytes in a stated order, at any address: unaligned words trap on the smaller chips, so these never
 * read a word through a byte pointer. */

HAP_INLINE uint32_t hap_load32_le(const uint8_t *bytes)
{
    /* clang-tidy forgets that Poly1305's last block was zeroed by words before it is read by bytes.
     * NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult) */
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

HAP_INLINE void hap_store32_le(uint8_t *bytes, uint32_t word)
{
    bytes[0] = (uint8_t)word;
    bytes[1] = (uint8_t)(word >> 8);
    bytes[2] = (uint8_t)(word >> 16);
    bytes[3] = (uint8_t)(word >> 24);
}

HAP_INLINE void hap_store64_le(uint8_t *bytes, uint64_t word)
{
    hap_store32_le(bytes, (uint32_t)word);
    hap_store32_le(bytes + 4, (uint32_t)(word >> 32));
}

HAP_INLINE uint32_t hap_load32_be(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | (uint32_t)bytes[3];
}

HAP_INLINE void hap_store32_be(uint8_t *bytes, uint32_t word)
{
    bytes[0] = (uint8_t)(word >> 24);
    bytes[1] = (uint8_t)(word >> 16);
    bytes[2] = (uint8_t)(word >> 8);
    bytes[3] = (uint8_t)word;
}

HAP_INLINE uint64_t hap_load64_be(const uint8_t *bytes)
{
    return (uint64_t)hap_load32_be(bytes) << 32 | hap_load32_be(bytes + 4);
}

HAP_INLINE void hap_store64_be(uint8_t *bytes, uint64_t word)
{
    hap_store32_be(bytes, (uint32_t)(word >> 32));
    hap_store32_be(bytes + 4, (uint32_t)word);
}

/* 1 when the address is a multiple of 4, else 0. */
HAP_INLINE int hap_is_aligned(const uint8_t *bytes)
{
    return ((uintptr_t)bytes & 3) == 0;
}

#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* As hap_load32_le and hap_store32_le at an aligned address: one instruction each. */
HAP_INLINE uint32_t hap_load32_le_aligned(const uint8_t *bytes)
{
    uint32_t word;

    memcpy(&word, __builtin_assume_aligned(bytes, 4), sizeof word);
    return word;
}

HAP_INLINE void hap_store32_le_aligned(uint8_t *bytes, uint32_t word)
{
    memcpy(__builtin_assume_aligned(bytes, 4), &word, sizeof word);
}
#else
#define hap_load32_le_aligned hap_load32_le
#define hap_store32_le_aligned hap_store32_le
#endif

/* count words from or to bytes, at any address; quicker at an aligned one. */
void hap_load_words_le(uint32_t *words, const uint8_t *bytes, unsigned count);
void hap_store_words_le(uint8_t *bytes, const uint32_t *words, unsigned count);

#endif
