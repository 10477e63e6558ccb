/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_WORD_H
#define HAP_WORD_H

#include <stdint.h>

/* Steps of multi-word arithmetic on 32-bit words. Forced inline: at -Os the compiler would make calls of them, at four times
 * the cost. Compilers turn each into the 2 to 8 instructions that the comments count (rv32im), without a branch. */

#if defined(__GNUC__)
#define HAP_INLINE static inline __attribute__((always_inline))
#else
#define HAP_INLINE static inline
#endif

/* The word itself, hidden from the optimiser: what is computed from it cannot become a branch because the compiler knows that it
 * is 0 or 1, or leave a loop early because it knows the rest. */
HAP_INLINE uint32_t hap_hide(uint32_t word)
{
#if defined(__GNUC__)
    __asm__("" : "+r"(word));
#endif
    return word;
}

/* After a store: keeps the store, and a loop of stores from becoming a call of memcpy or memset, which cost small C libraries 5
 * instructions a byte. */
HAP_INLINE void hap_keep_stores(const void *data)
{
#if defined(__GNUC__)
    __asm__ __volatile__("" : : "r"(data) : "memory");
#else
    (void)data;
#endif
}

/* All ones when bit is 1, 0 when it is 0. */
HAP_INLINE uint32_t hap_mask(uint32_t bit)
{
    return hap_hide(0 - bit);
}

/* a + carry (any word); carry becomes 0 or 1. 2 instructions. */
HAP_INLINE uint32_t hap_add_carry(uint32_t a, uint32_t *carry)
{
    uint32_t sum = a + *carry;

    *carry = sum < a;
    return sum;
}

/* a - borrow (any word); borrow becomes 0 or 1. 2 instructions. */
HAP_INLINE uint32_t hap_sub_borrow(uint32_t a, uint32_t *borrow)
{
    uint32_t difference = a - *borrow;

    *borrow = a < difference;
    return difference;
}

/* a + b + carry (any word); carry becomes 0, 1 or 2. 5 instructions. */
HAP_INLINE uint32_t hap_add2(uint32_t a, uint32_t b, uint32_t *carry)
{
    uint64_t sum = (uint64_t)a + b + *carry;

    *carry = (uint32_t)(sum >> 32);
    return (uint32_t)sum;
}

/* a - b - borrow (any word); borrow becomes 0, 1 or 2. 5 instructions. */
HAP_INLINE uint32_t hap_sub2(uint32_t a, uint32_t b, uint32_t *borrow)
{
    uint32_t difference = a - b;
    uint32_t result = difference - *borrow;

    *borrow = (uint32_t)(a < b) + (difference < *borrow);
    return result;
}

/* Low word of a * b + carry; carry becomes the high word: (2^32-1)^2 + 2^32-1 < 2^64. 5 instructions. */
HAP_INLINE uint32_t hap_mul_add(uint32_t a, uint32_t b, uint32_t *carry)
{
    uint64_t product = (uint64_t)a * b + *carry;

    *carry = (uint32_t)(product >> 32);
    return (uint32_t)product;
}

/* Low word of a * b + c + carry; carry becomes the high word: (2^32-1)^2 + 2 * (2^32-1) = 2^64-1. 8 instructions. */
HAP_INLINE uint32_t hap_mul_add2(uint32_t a, uint32_t b, uint32_t c, uint32_t *carry)
{
    uint64_t product = (uint64_t)a * b + c + *carry;

    *carry = (uint32_t)(product >> 32);
    return (uint32_t)product;
}

#endif
