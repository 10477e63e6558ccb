// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Server;

/// <summary>Keeps the device in its network: joins, turns power save off, notices when the link is lost, and joins again, for ever.</summary>
/// <remarks>
/// The radio may come back by itself: nanoFramework's images try again as soon as a link is lost, without a pause, until an attempt cannot even begin. What is planned here
/// goes on where that ends. A function of its arguments and of what the radio says; it never waits.
/// </remarks>
internal sealed class WifiKeeper
{
    private readonly WifiRadio _radio;
    private readonly JoinPlan _plan;
    private int _upCount;

    /// <summary>A keeper that has not looked yet.</summary>
    /// <param name="radio">What it keeps.</param>
    /// <param name="seed">Draws the pauses.</param>
    public WifiKeeper(WifiRadio radio, uint seed)
    {
        _radio = radio;
        _plan = new JoinPlan(seed);
    }

    /// <summary>True while the device is in its network.</summary>
    public bool IsUp => _plan.IsJoined;

    /// <summary>Attempts that were made.</summary>
    public int Attempts { get; private set; }

    /// <summary>Attempts that the network's password did not pass.</summary>
    public int Refusals { get; private set; }

    /// <summary>How often the link came up.</summary>
    public int Joins { get; private set; }

    /// <summary>How often a link was lost.</summary>
    public int Drops { get; private set; }

    /// <summary>Joins behind which power save stayed on.</summary>
    public int PowerSaveFailures { get; private set; }

    /// <summary>Looks at the link.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True when the caller is to let the radio join now, and to say with <see cref="Attempted"/> how that went.</returns>
    public bool Poll(long nowMs)
    {
        int upCount = _radio.UpCount;
        bool isUp = _radio.IsUp;
        if (_plan.IsJoined && (!isUp || upCount != _upCount))
        {
            // Also a drop that was over before anybody looked.
            Drops++;
            _plan.Lost(nowMs);
        }

        if (!_plan.IsJoined && isUp)
        {
            Joins++;
            _upCount = upCount;
            _plan.Joined(nowMs);
            TurnPowerSaveOff();
        }

        return nowMs >= _plan.NextAttemptMs && _radio.HasCredentials;
    }

    /// <summary>An attempt is over.</summary>
    /// <param name="result">What the radio said.</param>
    /// <param name="nowMs">Monotonic time, of now.</param>
    public void Attempted(WifiJoinResult result, long nowMs)
    {
        Attempts++;
        if (result == WifiJoinResult.Refused)
        {
            Refusals++;
        }

        Poll(nowMs);
        if (!_plan.IsJoined)
        {
            Log.Write(LogLevel.Warning, LogCategory.Network, "not joined: result, attempt", (int)result, Attempts);
            _plan.Failed(nowMs);
        }
    }

    private void TurnPowerSaveOff()
    {
        bool isFailed = true;
        try
        {
            int error = _radio.TurnPowerSaveOff();
            isFailed = error > 0;
            if (isFailed)
            {
                Log.Write(LogLevel.Warning, LogCategory.Network, "power save stays on: error", error, 0);
            }
        }
        catch (Exception exception)
        {
            // An image without that call. A slow lamp is better than none.
            Log.Caught(LogCategory.Network, exception);
        }

        PowerSaveFailures += isFailed ? 1 : 0;
    }
}
