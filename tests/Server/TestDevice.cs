// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Server.Tests;

/// <summary>A relay that remembers how it stands.</summary>
internal sealed class TestDevice : IBoolDevice
{
    public event BoolChanged? Changed;

    public bool Value { get; private set; }

    /// <summary>True: it throws.</summary>
    public bool IsBroken { get; set; }

    public HapStatus Set(bool value)
    {
        if (IsBroken)
        {
            throw new System.InvalidOperationException();
        }

        lock (StackLock.Root)
        {
            Value = value;
            Changed?.Invoke(value);
        }

        return HapStatus.Success;
    }
}
