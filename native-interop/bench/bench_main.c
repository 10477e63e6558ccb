/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */

/* Runs on the bare rv32imac machine that native-interop/measure starts. Prints one line per row, separated by tabs:
 * name, retired instructions, goal. The counter is minstret, which the emulator counts exactly with -icount shift=0. */

#include "bench.h"

#include <stdio.h>

#ifdef BENCH_PEERS
static const bench_module_t *const modules[] = { &bench_peers };
#else
static const bench_module_t *const modules[] = { &bench_symmetric, &bench_curve, &bench_srp };
#endif

uint32_t bench_retired(void)
{
    uint32_t count;

    __asm__ __volatile__("csrr %0, minstret" : "=r"(count) : : "memory");
    return count;
}

static void nothing(void)
{
}

/* Instructions between two readings around a call of run. No row comes near 2^32. */
static uint32_t measure(void (*run)(void))
{
    uint32_t start = bench_retired();

    run();
    return bench_retired() - start;
}

void bench_fill(uint8_t *out, uint32_t size, uint32_t seed)
{
    for (uint32_t i = 0; i < size; i++)
    {
        seed = seed * 1664525 + 1013904223;
        out[i] = (uint8_t)(seed >> 24);
    }
}

int main(void)
{
    void (*volatile empty)(void) = nothing;
    uint32_t overhead = measure(empty);
    int failed = 0;

    for (uint32_t module = 0; module < sizeof modules / sizeof modules[0]; module++)
    {
        for (uint32_t i = 0; i < modules[module]->count; i++)
        {
            const bench_row_t *row = &modules[module]->rows[i];
            uint32_t count;

            if (row->prepare != NULL)
            {
                row->prepare();
            }

            count = measure(row->run) - overhead;

            if (row->check != NULL && !row->check())
            {
                printf("%s\twrong result\t%lu\n", row->name, (unsigned long)row->goal);
                failed = 1;
                continue;
            }

            printf("%s\t%lu\t%lu\n", row->name, (unsigned long)count, (unsigned long)row->goal);
        }
    }

    return failed;
}
