// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Gpio;

/// <summary>How far a hold of the button has come, which is what letting go will do.</summary>
internal enum HoldStage
{
    /// <summary>Up, or down for less than <see cref="PressDetector.WifiSetupMs"/>.</summary>
    None,

    /// <summary>Letting go now begins the setup of Wi-Fi.</summary>
    WifiSetup,

    /// <summary>The factory reset has been asked for; letting go does nothing.</summary>
    Reset,
}
