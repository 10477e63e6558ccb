// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// Stands in for nanoFramework's header of this name: a stack frame whose arguments a test sets, and arrays that tell when the
// address of their bytes was asked for.
#ifndef HAPNANO_TEST_NANOCLR_RUNTIME_H
#define HAPNANO_TEST_NANOCLR_RUNTIME_H

#include <nanoCLR_Interop.h>

// The bytes lie behind the header, as they do in the interpreter; the test allocates both as one block of the exact size.
struct alignas(8) CLR_RT_HeapBlock_Array
{
    uint32_t m_numOfElements;
    uint32_t addressesTaken;

    uint8_t *GetFirstElement()
    {
        addressesTaken++;
        return reinterpret_cast<uint8_t *>(this + 1);
    }
};

struct CLR_RT_HeapBlock
{
    struct Numeric
    {
        int32_t s4;
        uint64_t u8;
    };

    Numeric number;
    CLR_RT_HeapBlock_Array *array;

    Numeric &NumericByRef()
    {
        return number;
    }

    CLR_RT_HeapBlock_Array *DereferenceArray() const
    {
        return array;
    }
};

struct CLR_RT_StackFrame
{
    static const int MaxArguments = 10;

    mutable CLR_RT_HeapBlock arguments[MaxArguments];
    int resultsSet;
    int32_t result;

    CLR_RT_HeapBlock &ArgN(int32_t position) const
    {
        return arguments[position];
    }

    void SetResult_I4(int32_t value)
    {
        result = value;
        resultsSet++;
    }
};

#endif
