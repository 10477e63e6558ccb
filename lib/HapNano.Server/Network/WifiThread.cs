// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Threading;

namespace HapNano.Server;

/// <summary>Gives the keeper its clock, and makes the attempts, which wait.</summary>
internal sealed class WifiThread : ServerThread
{
    // How soon it is noticed that the link is up, or is not.
    private const int LookMs = 250;

    private readonly WifiRadio _radio;
    private readonly HapServer _server;

    /// <summary>A thread that keeps <paramref name="radio"/> in its network.</summary>
    /// <param name="radio">Makes the attempts.</param>
    /// <param name="server">Has the keeper, and wants to know when the link is up or is not.</param>
    public WifiThread(WifiRadio radio, HapServer server)
        : base(LogCategory.Network)
    {
        _radio = radio;
        _server = server;
    }

    /// <inheritdoc/>
    public override void Wake()
    {
        // A round waits no longer than an attempt takes.
    }

    /// <inheritdoc/>
    protected override void Round()
    {
        WifiKeeper keeper = _server.Keeper;
        bool wasUp = keeper.IsUp;
        if (keeper.Poll(Platform.NowMs))
        {
            WifiJoinResult result = _radio.Join();
            keeper.Attempted(result, Platform.NowMs);
        }

        if (wasUp != keeper.IsUp)
        {
            _server.Wake();
        }

        Thread.Sleep(LookMs);
    }
}
