// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace HapNano.Native;

/// <content>The board's half: the native table of the image.</content>
internal static partial class HapRadioNative
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern partial int PowerSaveOff();
}
