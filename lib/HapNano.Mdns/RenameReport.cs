// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <summary>Decides when the owner hears of a rename: at most once in 24 hours, so that a hostile network cannot wear out the flash.</summary>
internal sealed class RenameReport
{
    private const long GapMs = 24L * 60 * 60 * 1000;

    private int _instanceNumber;
    private int _hostNumber;
    private bool _wasTaken;
    private long _takenMs;

    /// <summary>Sets a number that the owner knows because it gave it.</summary>
    internal void SetKnownInstance(int number)
    {
        _instanceNumber = number;
    }

    /// <summary>The same for the host.</summary>
    internal void SetKnownHost(int number)
    {
        _hostNumber = number;
    }

    /// <summary>True when the numbers are news and may be told; they count as told then.</summary>
    internal bool Take(int instanceNumber, int hostNumber, long nowMs)
    {
        bool isKnown = instanceNumber == _instanceNumber && hostNumber == _hostNumber;
        if (isKnown || (_wasTaken && nowMs - _takenMs < GapMs))
        {
            return false;
        }

        _instanceNumber = instanceNumber;
        _hostNumber = hostNumber;
        _wasTaken = true;
        _takenMs = nowMs;
        return true;
    }
}
