// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Tests.Fakes;

namespace HapNano.Server.Tests;

/// <summary>State of a lamp that was paired over a socket, once for all tests that only need a paired one.</summary>
internal sealed class PairedState
{
    private static readonly Lazy<PairedState> s_once = new(() => new PairedState());

    private readonly MemoryMedium _medium = new();
    private readonly TestController _controller = new("owner");

    private PairedState()
    {
        using TestLamp lamp = TestLamp.Start(_medium);
        using RawController connection = lamp.Connect();
        connection.Pair(_controller, TestLamp.SetupCode);
    }

    /// <summary>The same state again, as after a power cut.</summary>
    public static MemoryMedium Medium() => s_once.Value._medium.Reboot();

    /// <summary>XX:XX:XX:XX:XX:XX.</summary>
    public static byte[] DeviceId() => s_once.Value._controller.AccessoryId;

    /// <summary>The owner, with a session of its own for one connection.</summary>
    public static TestController Owner() => new("owner")
    {
        AccessoryId = s_once.Value._controller.AccessoryId,
        AccessoryLtpk = s_once.Value._controller.AccessoryLtpk,
    };
}
