/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_TEST_H
#define HAP_TEST_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The harness of the native tests: one program per module, one line per test case ("ok NAME" or "not ok NAME: why"), a count at
 * the end, exit code 1 when a case failed or none ran. The argument of a program is the folder of the vector files; without one
 * it is HAP_TEST_VECTORS, where the build defines that. */

enum
{
    TEST_FIELDS = 12,
    TEST_VALUE_BYTES = 2048,
    TEST_LINE_BYTES = 2 * TEST_VALUE_BYTES + 128
};

static int test_passed;
static int test_failed;
static char test_case[256];
static int test_case_failed;

#if defined(__GNUC__)
#define TEST_FORMAT(index) __attribute__((format(printf, index, index + 1), unused))
#define TEST_UNUSED __attribute__((unused))
#else
#define TEST_FORMAT(index)
#define TEST_UNUSED
#endif

/* Starts a case; the one before ends. */
static void TEST_FORMAT(1) test_begin(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(test_case, sizeof test_case, format, arguments);
    va_end(arguments);
    test_case_failed = 0;
}

static TEST_UNUSED void test_end(void)
{
    if (!test_case_failed)
    {
        printf("ok %s\n", test_case);
        test_passed++;
    }
}

/* Fails the running case, once, with the reason. */
static void TEST_FORMAT(1) test_fail(const char *format, ...)
{
    va_list arguments;

    if (test_case_failed)
    {
        return;
    }

    printf("not ok %s: ", test_case);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    test_case_failed = 1;
    test_failed++;
}

#define TEST_CHECK(claim)                                     \
    do                                                        \
    {                                                         \
        if (!(claim))                                         \
        {                                                     \
            test_fail("%s (line %d)", #claim, __LINE__);      \
        }                                                     \
    } while (0)

/* Fails the running case when the bytes differ, and tells where. */
static TEST_UNUSED void test_equal(const char *what, const uint8_t *actual, const uint8_t *expected, size_t size)
{
    for (size_t i = 0; i < size; i++)
    {
        if (actual[i] != expected[i])
        {
            test_fail("%s differs at byte %u of %u: %02x, expected %02x", what, (unsigned)i, (unsigned)size, actual[i], expected[i]);
            return;
        }
    }
}

/* Fails the running case when a byte is not value: guard bytes, and outputs that must be zero. */
static TEST_UNUSED void test_all(const char *what, const uint8_t *actual, uint8_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
    {
        if (actual[i] != value)
        {
            test_fail("%s: byte %u of %u is %02x, expected %02x", what, (unsigned)i, (unsigned)size, actual[i], value);
            return;
        }
    }
}

/* Reproducible bytes that are no counter: xorshift64*, seeded by the caller. */
static TEST_UNUSED void test_random(uint8_t *out, size_t size, uint64_t *state)
{
    for (size_t i = 0; i < size; i++)
    {
        *state ^= *state >> 12;
        *state ^= *state << 25;
        *state ^= *state >> 27;
        out[i] = (uint8_t)(*state * 0x2545F4914F6CDD1Du >> 56);
    }
}

/* One case of a vector file: its source (the comment above it) and its fields. */
typedef struct
{
    FILE *file;
    char source[256];
    unsigned count;
    char name[TEST_FIELDS][32];
    uint8_t value[TEST_FIELDS][TEST_VALUE_BYTES];
    size_t size[TEST_FIELDS];
} test_vectors_t;

static TEST_UNUSED void test_die(const char *what, const char *detail)
{
    printf("not ok harness: %s: %s\n", what, detail);
    exit(1);
}

/* Opens folder/name; a file that cannot be read ends the program as a failure. */
static TEST_UNUSED void test_open(test_vectors_t *vectors, const char *folder, const char *name)
{
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    memset(vectors, 0, sizeof *vectors);
    vectors->file = fopen(path, "r");

    if (vectors->file == NULL)
    {
        test_die("cannot open", path);
    }
}

static TEST_UNUSED void test_parse_field(test_vectors_t *vectors, char *line)
{
    char *equals = strchr(line, '=');
    unsigned i = vectors->count;
    size_t name_size = equals == NULL ? 0 : strcspn(line, " =");
    size_t size = 0;

    if (name_size == 0 || name_size >= sizeof vectors->name[0] || i == TEST_FIELDS)
    {
        test_die("bad line in a vector file", line);
        return;
    }

    memcpy(vectors->name[i], line, name_size);
    vectors->name[i][name_size] = 0;

    for (char *hex = equals + 1 + strspn(equals + 1, " "); *hex != 0 && *hex != '\n' && *hex != '\r'; hex += 2)
    {
        unsigned byte;

        if (size == TEST_VALUE_BYTES || hex[1] == 0 || sscanf(hex, "%2x", &byte) != 1)
        {
            test_die("bad hex in a vector file", line);
            return;
        }

        vectors->value[i][size++] = (uint8_t)byte;
    }

    vectors->size[i] = size;
    vectors->count++;
}

/* Reads the next case; 0 at the end, where the file is closed. */
static TEST_UNUSED int test_next(test_vectors_t *vectors)
{
    static char line[TEST_LINE_BYTES];

    vectors->count = 0;

    while (fgets(line, sizeof line, vectors->file) != NULL)
    {
        if (line[0] == '#')
        {
            snprintf(vectors->source, sizeof vectors->source, "%.*s", (int)strcspn(line + 2, "\r\n"), line + 2);
        }
        else if (line[0] == '\n' || line[0] == '\r')
        {
            if (vectors->count != 0)
            {
                return 1;
            }
        }
        else
        {
            test_parse_field(vectors, line);
        }
    }

    if (vectors->count != 0)
    {
        return 1;
    }

    fclose(vectors->file);
    return 0;
}

/* The value of a field, or null when the case has none of that name. */
static TEST_UNUSED const uint8_t *test_find(const test_vectors_t *vectors, const char *name, size_t *size)
{
    for (unsigned i = 0; i < vectors->count; i++)
    {
        if (strcmp(vectors->name[i], name) == 0)
        {
            *size = vectors->size[i];
            return vectors->value[i];
        }
    }

    return NULL;
}

/* The value of a field that the case must have; its size must be *size unless *size is 0, and is stored there. */
static TEST_UNUSED const uint8_t *test_field(const test_vectors_t *vectors, const char *name, size_t *size)
{
    size_t found = 0;
    const uint8_t *value = test_find(vectors, name, &found);

    if (value == NULL || (*size != 0 && *size != found))
    {
        test_die(vectors->source, name);
    }

    *size = found;
    return value;
}

/* The same for a field of known size. */
static TEST_UNUSED const uint8_t *test_bytes(const test_vectors_t *vectors, const char *name, size_t size)
{
    return test_field(vectors, name, &size);
}

/* The folder of the vector files: the argument, else the one that the build names. */
static TEST_UNUSED const char *test_folder(int argc, char **argv)
{
#if defined(HAP_TEST_VECTORS)
    if (argc <= 1)
    {
        return HAP_TEST_VECTORS;
    }
#endif

    if (argc != 2)
    {
        test_die("usage", "PROGRAM FOLDER-OF-VECTORS");
    }

    return argv[1];
}

static TEST_UNUSED int test_finish(void)
{
    printf("%d passed, %d failed\n", test_passed, test_failed);
    return test_failed != 0 || test_passed == 0;
}

#endif
