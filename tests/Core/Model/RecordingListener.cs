// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

/// <summary>Counts what a database tells its host.</summary>
internal sealed class RecordingListener : IDatabaseListener
{
    /// <summary>Values changed.</summary>
    internal int ChangeCount { get; private set; }

    /// <summary>The last one that changed.</summary>
    internal Characteristic LastChanged { get; private set; }

    /// <summary>Events raised, one digit each, the last one lowest.</summary>
    internal int Events { get; private set; }

    /// <summary>Exceptions of the product.</summary>
    internal int FailureCount { get; private set; }

    /// <summary>The accessory last asked to make itself known.</summary>
    internal Accessory Identified { get; private set; }

    public void ValueChanged(Characteristic characteristic)
    {
        ChangeCount++;
        LastChanged = characteristic;
    }

    public void EventRaised(EventCharacteristic characteristic, int value)
    {
        LastChanged = characteristic;
        Events = (Events * 10) + value;
    }

    public void ProductFailed(System.Exception exception)
    {
        FailureCount++;
    }

    public void IdentifyRequested(Accessory accessory)
    {
        Identified = accessory;
    }
}
