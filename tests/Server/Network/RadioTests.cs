// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>Tests whose board has a simulated radio, from before each test until after it.</summary>
public abstract class RadioTests
{
    private readonly NetworkLink _before = NetworkLink.Board;

    /// <summary>The link that the server sees.</summary>
    private protected FakeLink Link { get; } = new();

    [TestInitialize]
    public void UseTheRadio()
    {
        NetworkLink.Board = Link;
        Wifi.Join();
    }

    [TestCleanup]
    public void GiveItBack()
    {
        NetworkLink.Board = _before;
        Wifi.IsWanted = false;
    }
}
