// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Gpio;

/// <summary>The clock that holds are measured with; tests turn their own.</summary>
internal class Uptime
{
    /// <summary>Milliseconds since boot.</summary>
    public virtual long NowMs => Environment.TickCount64;
}
