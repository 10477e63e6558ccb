// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace System.Device.Gpio;

/// <summary>How a wait for an edge ended.</summary>
public struct WaitForEventResult
{
    /// <summary>The edge.</summary>
    public PinEventTypes EventTypes;

    /// <summary>True when there was none in time.</summary>
    public bool TimedOut;
}
