// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Gpio;

/// <summary>What a button asks for.</summary>
internal enum ButtonAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What a short press does.</summary>
    Press,

    /// <summary>The setup of Wi-Fi.</summary>
    WifiSetup,

    /// <summary>A factory reset.</summary>
    Reset,
}
