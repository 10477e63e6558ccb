/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#include "hap_bignum.h"

#include "hap_test.h"

/* The arithmetic of hap_bignum.c against the simplest one there is: numbers of 32-bit words, products by doubling and adding,
 * each step reduced. The prime comes from srp.txt. */

enum
{
    WORDS = 96
};

typedef struct
{
    uint32_t word[WORDS + 1]; /* least significant first, one to spare */
} plain_t;

static plain_t prime;

static int compare(const plain_t *x, const plain_t *y)
{
    for (unsigned i = WORDS + 1; i-- > 0;)
    {
        if (x->word[i] != y->word[i])
        {
            return x->word[i] < y->word[i] ? -1 : 1;
        }
    }

    return 0;
}

static void subtract(plain_t *x, const plain_t *y)
{
    uint64_t borrow = 0;
    for (unsigned i = 0; i <= WORDS; i++)
    {
        uint64_t d = (uint64_t)x->word[i] - y->word[i] - borrow;
        x->word[i] = (uint32_t)d;
        borrow = d >> 63;
    }
}

/* x = (x + y) mod N, for x and y below N. */
static void add_mod(plain_t *x, const plain_t *y)
{
    uint64_t carry = 0;
    for (unsigned i = 0; i <= WORDS; i++)
    {
        carry += (uint64_t)x->word[i] + y->word[i];
        x->word[i] = (uint32_t)carry;
        carry >>= 32;
    }

    if (compare(x, &prime) >= 0)
    {
        subtract(x, &prime);
    }
}

/* x mod N, for x below 2 N. */
static plain_t reduced(plain_t x)
{
    if (compare(&x, &prime) >= 0)
    {
        subtract(&x, &prime);
    }

    return x;
}

static plain_t product(const plain_t *x, const plain_t *y)
{
    plain_t sum = { { 0 } };
    for (unsigned bit = 32 * WORDS; bit-- > 0;)
    {
        plain_t twice = sum;
        add_mod(&sum, &twice);
        if (y->word[bit / 32] >> bit % 32 & 1)
        {
            add_mod(&sum, x);
        }
    }

    return sum;
}

static plain_t from_bytes(const uint8_t *bytes)
{
    plain_t x = { { 0 } };
    for (unsigned i = 0; i < HAP_BN_BYTES; i++)
    {
        x.word[i / 4] |= (uint32_t)bytes[HAP_BN_BYTES - 1 - i] << 8 * (i % 4);
    }

    return x;
}

static void to_bytes(uint8_t *bytes, const plain_t *x)
{
    for (unsigned i = 0; i < HAP_BN_BYTES; i++)
    {
        bytes[HAP_BN_BYTES - 1 - i] = (uint8_t)(x->word[i / 4] >> 8 * (i % 4));
    }
}

/* What hap_bn says, made canonical. */
static plain_t value_of(const hap_bn a)
{
    uint8_t bytes[HAP_BN_BYTES];
    hap_bn copy;
    memcpy(copy, a, sizeof copy);
    hap_bn_reduce(copy);
    hap_bn_to_bytes(bytes, copy);
    return from_bytes(bytes);
}

static void check(const char *what, const hap_bn actual, const plain_t *expected)
{
    uint8_t left[HAP_BN_BYTES], right[HAP_BN_BYTES];
    plain_t value = value_of(actual);
    to_bytes(left, &value);
    to_bytes(right, expected);
    test_equal(what, left, right, sizeof left);
}

/* x times R mod N. */
static plain_t times_r(plain_t x)
{
    for (unsigned i = 0; i < 32 * WORDS; i++)
    {
        plain_t twice = x;
        add_mod(&x, &twice);
    }

    return x;
}

static void read_prime(const char *folder)
{
    char path[1024], line[1024];
    uint8_t bytes[HAP_BN_BYTES];
    unsigned count = 0;
    snprintf(path, sizeof path, "%s/srp.txt", folder);
    FILE *file = fopen(path, "r");
    if (file == NULL)
    {
        test_die("cannot open", path);
        return;
    }

    while (count == 0 && fgets(line, sizeof line, file) != NULL)
    {
        unsigned byte;
        for (char *hex = line + 10; strncmp(line, "Group_N = ", 10) == 0 && count < sizeof bytes; hex += 2)
        {
            bytes[count++] = (uint8_t)(sscanf(hex, "%2x", &byte) == 1 ? byte : 0);
        }
    }

    fclose(file);
    if (count == 0)
    {
        test_die("no Group_N in", path);
    }

    prime = from_bytes(bytes);
}

/* Operands: the edges of N and R, runs of ones and of zeros at limb borders, and noise. */
static void make_operand(uint8_t *bytes, unsigned kind, uint64_t *seed)
{
    test_random(bytes, HAP_BN_BYTES, seed);
    switch (kind)
    {
        case 0: memset(bytes, 0, HAP_BN_BYTES); break;
        case 1: memset(bytes, 0xFF, HAP_BN_BYTES); break;
        case 2: to_bytes(bytes, &prime); break;
        case 3: to_bytes(bytes, &prime); bytes[HAP_BN_BYTES - 1]--; break;
        case 4: memset(bytes, 0, HAP_BN_BYTES); bytes[HAP_BN_BYTES - 1] = 1; break;
        case 5: memset(bytes, 0, HAP_BN_BYTES / 2); memset(bytes + HAP_BN_BYTES / 2, 0xFF, HAP_BN_BYTES / 2); break;
        case 6: memset(bytes, 0xFF, HAP_BN_BYTES / 2); memset(bytes + HAP_BN_BYTES / 2, 0, HAP_BN_BYTES / 2); break;
        case 7: memset(bytes, 0xFF, HAP_BN_BYTES); memset(bytes + HAP_BN_BYTES / 2, 0, 8); break;
        case 8:
        case 9:
        case 10:
            for (unsigned i = 0; i < HAP_BN_BYTES; i += 4)
            {
                memset(bytes + i, bytes[i] & 64 ? 0xFF : 0, bytes[i] & 32 ? 4 : 0);
            }

            break;
        default: break;
    }
}

enum
{
    KINDS = 12
};

static void products(void)
{
    static hap_bn_scratch scratch;
    uint64_t seed = 3072;
    for (unsigned first = 0; first < KINDS; first++)
    {
        test_begin("products of operands of kind %u with all kinds", first);
        for (unsigned second = 0; second < KINDS; second++)
        {
            uint8_t x_bytes[HAP_BN_BYTES], y_bytes[HAP_BN_BYTES];
            hap_bn x, y, r;
            make_operand(x_bytes, first, &seed);
            make_operand(y_bytes, second, &seed);
            hap_bn_from_bytes(x, x_bytes, HAP_BN_BYTES);
            hap_bn_from_bytes(y, y_bytes, HAP_BN_BYTES);
            plain_t x_plain = reduced(from_bytes(x_bytes)), y_plain = reduced(from_bytes(y_bytes));

            plain_t expected = product(&x_plain, &y_plain);
            hap_bn_mul(r, x, y, &scratch);
            plain_t actual = times_r(value_of(r));
            TEST_CHECK(compare(&actual, &expected) == 0);
            memcpy(r, y, sizeof r);
            hap_bn_mul(r, x, r, &scratch);
            actual = times_r(value_of(r));
            TEST_CHECK(compare(&actual, &expected) == 0);

            expected = product(&x_plain, &x_plain);
            memcpy(r, x, sizeof r);
            hap_bn_sqr(r, r, &scratch);
            actual = times_r(value_of(r));
            TEST_CHECK(compare(&actual, &expected) == 0);
        }

        test_end();
    }
}

static void sums(void)
{
    static const hap_limb factors[] = { 0, 1, 5, 0x10000, 0x7FFFFFFF };
    uint64_t seed = 1;
    for (unsigned first = 0; first < KINDS; first++)
    {
        test_begin("sums, differences and small multiples of operands of kind %u", first);
        for (unsigned second = 0; second < KINDS; second++)
        {
            uint8_t x_bytes[HAP_BN_BYTES], y_bytes[HAP_BN_BYTES];
            hap_bn x, y, r;
            make_operand(x_bytes, first, &seed);
            make_operand(y_bytes, second, &seed);
            hap_bn_from_bytes(x, x_bytes, HAP_BN_BYTES);
            hap_bn_from_bytes(y, y_bytes, HAP_BN_BYTES);
            plain_t x_plain = reduced(from_bytes(x_bytes)), y_plain = reduced(from_bytes(y_bytes));
            check("reduced", y, &y_plain);
            hap_bn_reduce(y);

            plain_t expected = x_plain;
            add_mod(&expected, &y_plain);
            hap_bn_add(r, x, y);
            check("sum", r, &expected);

            hap_bn_sub(r, x, y);
            hap_bn_add(r, r, y);
            check("difference", r, &x_plain);
        }

        for (unsigned i = 0; i < sizeof factors / sizeof factors[0]; i++)
        {
            uint8_t x_bytes[HAP_BN_BYTES];
            hap_bn x;
            make_operand(x_bytes, first, &seed);
            hap_bn_from_bytes(x, x_bytes, HAP_BN_BYTES);
            plain_t x_plain = reduced(from_bytes(x_bytes)), factor = { { (uint32_t)factors[i] } };
            plain_t expected = product(&x_plain, &factor);
            hap_bn_mul_small(x, factors[i]);
            check("small multiple", x, &expected);
        }

        test_end();
    }
}

static void constants(void)
{
    static hap_bn_scratch scratch;
    hap_bn r;
    plain_t one = { { 1 } };
    plain_t expected = times_r(one);

    test_begin("R mod N and R * R mod N");
    hap_bn_set_one_mont(r);
    check("R", r, &expected);
    expected = times_r(expected);
    hap_bn_set_rr(r, &scratch);
    check("R * R", r, &expected);
    test_end();
}

static void zeros(void)
{
    uint8_t bytes[HAP_BN_BYTES] = { 0 };
    hap_bn a;

    test_begin("0 and N are zero, N - 1, N + 1, 1 and 2^3071 are not");
    hap_bn_from_bytes(a, bytes, HAP_BN_BYTES);
    TEST_CHECK(hap_bn_is_zero_mod(a) == 1);
    bytes[0] = 0x80;
    hap_bn_from_bytes(a, bytes, HAP_BN_BYTES);
    TEST_CHECK(hap_bn_is_zero_mod(a) == 0);
    hap_bn_set(a, 1);
    TEST_CHECK(hap_bn_is_zero_mod(a) == 0);
    to_bytes(bytes, &prime);
    hap_bn_from_bytes(a, bytes, HAP_BN_BYTES);
    TEST_CHECK(hap_bn_is_zero_mod(a) == 1);
    a[0]--;
    TEST_CHECK(hap_bn_is_zero_mod(a) == 0);
    a[0] += 2; /* N ends with ones: wraps, and is not carried */
    TEST_CHECK(hap_bn_is_zero_mod(a) == 0);
    test_end();
}

static void selection(void)
{
    static hap_bn table[16];
    hap_bn r;
    uint64_t seed = 16;

    test_begin("select gives each of 16 entries");
    test_random((uint8_t *)table, sizeof table, &seed);
    for (unsigned i = 0; i < 16; i++)
    {
        hap_bn_select(r, table, 16, i);
        test_equal("entry", (const uint8_t *)r, (const uint8_t *)table[i], sizeof r);
    }

    test_end();
}

static void short_numbers(void)
{
    uint8_t bytes[HAP_BN_BYTES], out[HAP_BN_BYTES];
    uint64_t seed = 5;

    test_begin("numbers of 0..384 bytes are read with zeros in front");
    for (unsigned size = 0; size <= HAP_BN_BYTES; size++)
    {
        hap_bn a;
        test_random(bytes, sizeof bytes, &seed);
        hap_bn_from_bytes(a, bytes, size);
        hap_bn_to_bytes(out, a);
        test_all("front", out, 0, HAP_BN_BYTES - size);
        test_equal("number", out + HAP_BN_BYTES - size, bytes, size);
    }

    test_end();
}

int main(int argc, char **argv)
{
    read_prime(test_folder(argc, argv));
    constants();
    zeros();
    sums();
    products();
    selection();
    short_numbers();
    return test_finish();
}
