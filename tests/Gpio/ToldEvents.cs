// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Concurrent;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests;

/// <summary>What a button has raised, in order.</summary>
internal sealed class ToldEvents
{
    private static readonly TimeSpan s_ceiling = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<string> _told = [];

    public ToldEvents(PushButton button)
    {
        button.Pressed += () => _told.Add("press");
        button.Raised += value => _told.Add($"raised {value}");
        button.HeldForWifiSetup += () => _told.Add("wifi");
        button.HeldForReset += () => _told.Add("reset");
    }

    public bool IsEmpty => _told.Count == 0;

    public string Next()
    {
        Assert.IsTrue(_told.TryTake(out string? told, s_ceiling), "the button raises nothing");
        return told;
    }
}
