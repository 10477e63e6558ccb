// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

/// <summary>A button that the test presses.</summary>
internal sealed class FakeEventDevice : IEventDevice
{
    public event EventRaised Raised;

    /// <summary>Presses it.</summary>
    internal void Press(ButtonPress press)
    {
        Raised?.Invoke((int)press);
    }
}
