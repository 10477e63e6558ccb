// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Native;

/// <content>The desktop's half: a machine whose radio is its own business.</content>
internal static partial class HapRadioNative
{
    internal static partial int PowerSaveOff()
    {
        return ErrorRadio;
    }
}
