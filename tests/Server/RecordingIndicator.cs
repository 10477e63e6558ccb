// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using HapNano.Model;

namespace HapNano.Server.Tests;

/// <summary>Remembers what the device's light would show.</summary>
internal sealed class RecordingIndicator : IStatusIndicator
{
    public List<AccessoryStatus> Shown { get; } = [];

    public void Show(AccessoryStatus status) => Shown.Add(status);
}
