/* Copyright (c) 2026 The HapNano authors.
 * Licensed under the MIT licence. See LICENSE in the repository root. */
#ifndef HAP_PUBLIC_H
#define HAP_PUBLIC_H

/* HAP_PUBLIC(variable) marks the places where something computed from secrets becomes public, so that the code may branch on
 * it: the answer of a tag or proof check, SRP's B, and how many zero bytes lead its S. It does nothing, except in the build
 * with HAP_CT_CHECK=1, in which valgrind follows secrets through the program (tests/native/ct_test.c) and would otherwise
 * report the branch. */

#if defined(HAP_CT_CHECK) && HAP_CT_CHECK
#include <valgrind/memcheck.h>
#define HAP_PUBLIC(variable) ((void)VALGRIND_MAKE_MEM_DEFINED(&(variable), sizeof(variable)))
#else
#define HAP_PUBLIC(variable) ((void)0)
#endif

#endif
