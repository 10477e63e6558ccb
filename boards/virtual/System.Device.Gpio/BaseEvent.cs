// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace nanoFramework.Runtime.Events;

/// <summary>Base of what the board's event thread delivers.</summary>
public class BaseEvent
{
    /// <summary>Where it comes from; not used by the virtual board.</summary>
    public ushort Source;

    /// <summary>What it says; not used by the virtual board.</summary>
    public byte Message;
}
