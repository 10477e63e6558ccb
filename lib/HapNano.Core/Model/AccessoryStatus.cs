// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>What an indicator on the device tells its owner.</summary>
public enum AccessoryStatus
{
    /// <summary>It has no network: none is set up, or the one it knows cannot be joined.</summary>
    NoWifi,

    /// <summary>It is an access point, and waits for somebody to tell it the network.</summary>
    WifiSetup,

    /// <summary>Nobody owns it yet: it can be added.</summary>
    Unpaired,

    /// <summary>It has an owner.</summary>
    Paired,

    /// <summary>A user wants to know which one it is: for some seconds, then the status before it.</summary>
    Identifying,

    /// <summary>It forgets its owner and restarts.</summary>
    Resetting,
}
