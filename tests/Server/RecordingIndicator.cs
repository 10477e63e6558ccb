// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using System.Threading;
using HapNano.Model;

namespace HapNano.Server.Tests;

/// <summary>Remembers what the device's light would show.</summary>
internal sealed class RecordingIndicator : IStatusIndicator
{
    private readonly object _lock = new();
    private readonly List<AccessoryStatus> _shown = [];

    public AccessoryStatus[] Shown
    {
        get
        {
            lock (_lock)
            {
                return [.. _shown];
            }
        }
    }

    public void Show(AccessoryStatus status)
    {
        lock (_lock)
        {
            _shown.Add(status);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits until a status is what shows.</summary>
    public bool WaitForLast(AccessoryStatus status)
    {
        lock (_lock)
        {
            while (_shown.Count == 0 || _shown[^1] != status)
            {
                if (!Monitor.Wait(_lock, Patience.Long))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Waits until so many statuses were shown.</summary>
    public bool WaitFor(int count)
    {
        lock (_lock)
        {
            while (_shown.Count < count)
            {
                if (!Monitor.Wait(_lock, Patience.Long))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
