/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_BENCH_H
#define HAP_BENCH_H

#include <stdint.h>

/* What the bench programs measure: rows of an operation, its goal in retired instructions, and two functions. */

typedef struct
{
    const char *name;     /* as in the table of the README */
    uint32_t goal;        /* most instructions allowed; 0 for none; BENCH_SAME: as many as the row before, exactly */
    void (*prepare)(void); /* makes the inputs, not measured; may be null */
    void (*run)(void);    /* measured */
    int (*check)(void);   /* whether the result is right: a wrong answer has no speed. May be null */
} bench_row_t;

/* Time must not depend on what differs between two rows. */
#define BENCH_SAME UINT32_MAX

typedef struct
{
    const bench_row_t *rows;
    uint32_t count;
} bench_module_t;

/* Each file of rows defines one of these and is listed in bench_main.c. */
extern const bench_module_t bench_symmetric;
extern const bench_module_t bench_curve;
extern const bench_module_t bench_srp;
extern const bench_module_t bench_peers; /* other libraries, in a program of their own (BENCH_PEERS) */

/* Instructions retired so far, modulo 2^32. */
uint32_t bench_retired(void);

/* Bytes that are no counter, the same on every run. */
void bench_fill(uint8_t *out, uint32_t size, uint32_t seed);

#endif
