// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// The methods of HapRadioNative in an image: what the chip's radio can do and nanoFramework's class library cannot ask of it.

#include "HapNano_Native.h"

#include "hap_radio.h"

HRESULT Library_HapNano_Native_HapNano_Native_HapRadioNative::PowerSaveOff___STATIC__I4(CLR_RT_StackFrame &stack)
{
    stack.SetResult_I4(hap_radio_power_save_off());
    return S_OK;
}
