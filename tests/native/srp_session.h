/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef SRP_SESSION_H
#define SRP_SESSION_H

#include "hap_srp.h"

#include "hap_test.h"

/* srp.txt names its values CASE_FIELD, because it is compiled into managed suites too: the whole file is searched. */

enum
{
    NUMBER = HAP_SRP_NUMBER_BYTES,
    HASH = HAP_SRP_HASH_BYTES
};

static char *vector_file;

static void load_vectors(const char *folder)
{
    static char text[131072];
    char path[1024];
    snprintf(path, sizeof path, "%s/srp.txt", folder);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
    {
        test_die("cannot open", path);
        return;
    }

    size_t size = fread(text + 1, 1, sizeof text - 2, file);
    fclose(file);
    text[0] = '\n';
    text[size + 1] = 0;
    vector_file = text;
}

/* The hex of CASE_FIELD, or null. */
static const char *find_text(const char *name, const char *field)
{
    char start[128];
    snprintf(start, sizeof start, "\n%s_%s = ", name, field);
    const char *found = strstr(vector_file, start);
    return found == NULL ? NULL : found + strlen(start);
}

/* Reads size bytes of CASE_FIELD, which must have exactly so many. Returns out. */
static const uint8_t *read_value(uint8_t *out, const char *name, const char *field, size_t size)
{
    const char *hex = find_text(name, field);
    if (hex == NULL || strspn(hex, "0123456789abcdef") != 2 * size)
    {
        test_die(name, field);
    }

    for (size_t i = 0; hex != NULL && i < size; i++)
    {
        unsigned byte = 0;
        sscanf(hex + 2 * i, "%2x", &byte);
        out[i] = (uint8_t)byte;
    }

    return out;
}

/* What every case of one name needs. */
typedef struct
{
    uint8_t salt[HAP_SRP_SALT_BYTES], code[HAP_SRP_CODE_BYTES];
    uint8_t a[HAP_SRP_PRIVATE_BYTES], b[HAP_SRP_PRIVATE_BYTES];
    uint8_t v[NUMBER], A[NUMBER], B[NUMBER];
    uint8_t K[HASH], M1[HASH], M2[HASH];
} session_t;

static void read_session(session_t *s, const char *name)
{
    read_value(s->salt, name, "salt", sizeof s->salt);
    read_value(s->b, name, "b", sizeof s->b);
    read_value(s->v, name, "v", sizeof s->v);
    read_value(s->A, name, "A", sizeof s->A);
    read_value(s->B, name, "B", sizeof s->B);
    read_value(s->K, name, "K", sizeof s->K);
    read_value(s->M1, name, find_text(name, "M1PairSetup") != NULL ? "M1PairSetup" : "M1", sizeof s->M1);
}

#endif
