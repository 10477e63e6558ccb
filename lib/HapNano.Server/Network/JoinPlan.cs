// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Server;

/// <summary>When to try to join the network: for ever, with longer and longer pauses.</summary>
/// <remarks>
/// <code>
///            Failed: pause 1, 2, 4 ... at most 60 s
///              ┌──────┐
///              ▼      │      Joined
///  start ──► apart ───┴────────────────► joined
///              ▲                            │
///              └──────────── Lost ──────────┘
///                a link that held: at once, and from the shortest pause again
///                one that did not: after the next pause
/// </code>
/// <para>Each pause is drawn from its upper half, so that the lamps of a house do not come back in step after a power cut. Within a minute of the network's return, and the time
/// one attempt takes, every one has tried.</para>
/// <para>A function of its arguments: time is one of them. Not thread-safe.</para>
/// </remarks>
internal sealed class JoinPlan
{
    /// <summary>The first pause.</summary>
    public const int FirstPauseMs = 1000;

    /// <summary>No pause is longer.</summary>
    public const int LongestPauseMs = 60000;

    /// <summary>A link that lasted so long was a good one. An access point that takes a device and drops it again gets no quicker tries.</summary>
    public const int HeldMs = 30000;

    private readonly DelayGenerator _random;
    private int _pauseMs = FirstPauseMs;
    private long _joinedMs;
    private long _nextMs;

    /// <summary>A plan whose first attempt is due at once.</summary>
    /// <param name="seed">Draws the pauses.</param>
    public JoinPlan(uint seed)
    {
        _random = new DelayGenerator(seed);
    }

    /// <summary>True between <see cref="Joined"/> and <see cref="Lost"/>.</summary>
    public bool IsJoined { get; private set; }

    /// <summary>When the next attempt is due, monotonic milliseconds.</summary>
    public long NextAttemptMs => IsJoined ? long.MaxValue : _nextMs;

    /// <summary>The link is up.</summary>
    public void Joined(long nowMs)
    {
        IsJoined = true;
        _joinedMs = nowMs;
    }

    /// <summary>The link that was up is not.</summary>
    public void Lost(long nowMs)
    {
        IsJoined = false;
        if (nowMs - _joinedMs < HeldMs)
        {
            Failed(nowMs);
            return;
        }

        _pauseMs = FirstPauseMs;
        _nextMs = nowMs;
    }

    /// <summary>An attempt has failed.</summary>
    public void Failed(long nowMs)
    {
        _nextMs = nowMs + _random.Next(_pauseMs / 2, _pauseMs);
        _pauseMs = _pauseMs >= LongestPauseMs / 2 ? LongestPauseMs : _pauseMs * 2;
    }
}
