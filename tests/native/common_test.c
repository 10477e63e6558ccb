/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_common.h"

#include "hap_test.h"

static void equal_finds_every_bit(void)
{
    uint8_t left[64];
    uint8_t right[64];
    uint64_t seed = 1;

    test_begin("equal_ct: every single-bit difference");
    test_random(left, sizeof left, &seed);
    memcpy(right, left, sizeof right);
    TEST_CHECK(hap_equal_ct(left, right, sizeof left) == 1);

    for (size_t bit = 0; bit < 8 * sizeof left; bit++)
    {
        right[bit / 8] ^= (uint8_t)(1 << bit % 8);
        TEST_CHECK(hap_equal_ct(left, right, sizeof left) == 0);
        right[bit / 8] = left[bit / 8];
    }

    test_end();
}

static void equal_reads_size_bytes_only(void)
{
    uint8_t left[3] = { 1, 2, 3 };
    uint8_t right[3] = { 1, 2, 4 };

    test_begin("equal_ct: sizes 0, 2 and 3 of arrays that differ in the third byte");
    TEST_CHECK(hap_equal_ct(left, right, 0) == 1);
    TEST_CHECK(hap_equal_ct(NULL, NULL, 0) == 1);
    TEST_CHECK(hap_equal_ct(left, right, 2) == 1);
    TEST_CHECK(hap_equal_ct(left, right, 3) == 0);
    test_end();
}

static void equal_differences_do_not_cancel(void)
{
    uint8_t left[2] = { 0x80, 0x80 };
    uint8_t right[2] = { 0x00, 0x00 };

    test_begin("equal_ct: equal differences in two bytes do not cancel");
    TEST_CHECK(hap_equal_ct(left, right, sizeof left) == 0);
    test_end();
}

static void wipe_clears_size_bytes(void)
{
    uint8_t data[40];

    for (size_t offset = 0; offset < 8; offset++)
    {
        for (size_t size = 0; size <= 32 - offset; size++)
        {
            test_begin("wipe: %u bytes at offset %u", (unsigned)size, (unsigned)offset);
            memset(data, 0xA5, sizeof data);
            hap_wipe(data + offset, size);
            test_all("before", data, 0xA5, offset);
            test_all("wiped", data + offset, 0, size);
            test_all("after", data + offset + size, 0xA5, sizeof data - offset - size);
            test_end();
        }
    }

    test_begin("wipe: null with size 0");
    hap_wipe(NULL, 0);
    test_end();
}

int main(void)
{
    equal_finds_every_bit();
    equal_reads_size_bytes_only();
    equal_differences_do_not_cancel();
    wipe_clears_size_bytes();
    return test_finish();
}
