// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Tests.Model;

/// <summary>A device that does what it is told, unless it is told not to.</summary>
internal sealed class FakeIntDevice : IIntDevice
{
    public event IntChanged Changed;

    public int Value { get; private set; }

    /// <summary>How often Set was called.</summary>
    internal int SetCount { get; private set; }

    /// <summary>What Set answers; anything but Success leaves the value.</summary>
    internal HapStatus Answer { get; set; }

    /// <summary>True: takes the value without a word.</summary>
    internal bool IsSilent { get; set; }

    /// <summary>True: stays where it is, and says Success all the same.</summary>
    internal bool IsStuck { get; set; }

    public HapStatus Set(int value)
    {
        SetCount++;
        if (Answer == HapStatus.Success && !IsStuck)
        {
            Move(value);
        }

        return Answer;
    }

    /// <summary>Somebody moves the device by hand.</summary>
    internal void Move(int value)
    {
        Value = value;
        if (!IsSilent)
        {
            Changed?.Invoke(value);
        }
    }
}
