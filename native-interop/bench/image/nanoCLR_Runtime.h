// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// Stands in for nanoFramework's header of this name when the glue is measured: what the glue uses is as large as it is there, in line
// or a call as it is there, and lies where it lies there. Nothing here ever runs; the stand-in of tests/native/nanoclr does.
#ifndef HAPNANO_BENCH_NANOCLR_RUNTIME_H
#define HAPNANO_BENCH_NANOCLR_RUNTIME_H

#include <nanoCLR_Interop.h>

// 12 bytes, aligned to 4: the 64-bit number is two words.
struct CLR_RT_HeapBlock
{
    struct Words
    {
        uint32_t low;
        uint32_t high;

        operator uint64_t() const
        {
            return low | static_cast<uint64_t>(high) << 32;
        }
    };

    union Numeric
    {
        int32_t s4;
        Words u8;
    };

    uint32_t id;

    union
    {
        Numeric numeric;
        CLR_RT_HeapBlock *reference;
    } data;

    Numeric &NumericByRef()
    {
        return data.numeric;
    }

    struct CLR_RT_HeapBlock_Array *DereferenceArray() const
    {
        return reinterpret_cast<CLR_RT_HeapBlock_Array *>(data.reference);
    }
};

// The second word of the cell and what follows is the array's.
struct CLR_RT_HeapBlock_Array : CLR_RT_HeapBlock
{
    uint32_t m_numOfElements;
    uint32_t elements;

    uint8_t *GetFirstElement()
    {
        return reinterpret_cast<uint8_t *>(this + 1);
    }
};

struct CLR_RT_StackFrame : CLR_RT_HeapBlock
{
    uint32_t before[11];
    CLR_RT_HeapBlock *arguments;

    CLR_RT_HeapBlock &ArgN(int32_t position) const
    {
        return arguments[position];
    }

    void SetResult_I4(int32_t value);
};

#endif
