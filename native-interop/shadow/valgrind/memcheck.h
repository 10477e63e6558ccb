/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef SHADOW_MEMCHECK_H
#define SHADOW_MEMCHECK_H

#include <stdint.h>

/* Takes the place of valgrind's header when ct_test.c and the library are compiled for rv32: the same requests, as instructions of the opcode
 * custom-0, which shadow.c carries out and no chip knows. */

#define SHADOW_REQUEST(number, data, size)                                                                                            \
    __extension__({                                                                                                                   \
        uintptr_t shadow_answer;                                                                                                      \
        __asm__ __volatile__(".insn r 0x0B, " #number ", 0, %0, %1, %2"                                                               \
                             : "=r"(shadow_answer)                                                                                    \
                             : "r"(data), "r"(size)                                                                                   \
                             : "memory");                                                                                             \
        shadow_answer;                                                                                                                \
    })

#define VALGRIND_MAKE_MEM_UNDEFINED(data, size) SHADOW_REQUEST(0, data, size)
#define VALGRIND_MAKE_MEM_DEFINED(data, size) SHADOW_REQUEST(1, data, size)
#define VALGRIND_COUNT_ERRORS SHADOW_REQUEST(2, 0, 0)
#define RUNNING_ON_VALGRIND 1

#endif
