// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Device.Gpio;
using System.Threading;

namespace HapNano.Boards.Virtual;

/// <summary>One pin: what the chip does to it, what the world does to it, and the level that results.</summary>
internal sealed class SoftwarePin
{
    private readonly Lock _lock = new();
    private readonly Timer _settled;
    private PinMode _mode;
    private bool? _outside;
    private bool _isReportedHigh;

    internal SoftwarePin(int number)
    {
        Number = number;
        _settled = new Timer(_ => Report());
    }

    /// <summary>A debounced edge; raised on the board's event thread.</summary>
    public event Action<PinEventTypes>? EdgeSeen;

    public int Number { get; }

    public bool IsOpen { get; private set; }

    public bool HasPwm { get; set; }

    public bool IsWrittenHigh { get; private set; }

    public TimeSpan DebounceTimeout { get; set; }

    public PinMode Mode
    {
        get => _mode;
        set
        {
            // Switching a resistor or a driver is the program's own doing, not an edge.
            Change(() => _mode = value);
            lock (_lock)
            {
                _isReportedHigh = LevelNow();
            }
        }
    }

    public bool Level
    {
        get
        {
            lock (_lock)
            {
                return LevelNow();
            }
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            if (IsOpen)
            {
                throw new InvalidOperationException($"Pin {Number} is open already.");
            }

            IsOpen = true;
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            IsOpen = false;
        }

        Mode = PinMode.Input;
    }

    public void Write(bool isHigh) => Change(() => IsWrittenHigh = isHigh);

    /// <summary>Connects the pin to the supply or to ground from outside, or lets it go.</summary>
    public void Drive(bool? isHigh) => Change(() => _outside = isHigh);

    private void Change(Action change)
    {
        bool isOutput;
        bool before;
        bool after;
        lock (_lock)
        {
            before = LevelNow();
            change();
            after = LevelNow();
            isOutput = _mode >= PinMode.Output;
            if (before != after)
            {
                _settled.Change(DebounceTimeout, Timeout.InfiniteTimeSpan);
            }
        }

        if (isOutput && before != after)
        {
            SoftwarePins.OnOutput(Number, after);
        }
    }

    private void Report()
    {
        bool isHigh;
        lock (_lock)
        {
            isHigh = LevelNow();
            if (isHigh == _isReportedHigh)
            {
                return;
            }

            _isReportedHigh = isHigh;
        }

        SoftwarePins.Post(() => EdgeSeen?.Invoke(isHigh ? PinEventTypes.Rising : PinEventTypes.Falling));
    }

    private bool LevelNow() => _mode switch
    {
        PinMode.Output => IsWrittenHigh,
        PinMode.OutputOpenDrain or PinMode.OutputOpenDrainPullUp => IsWrittenHigh && (_outside ?? _mode == PinMode.OutputOpenDrainPullUp),
        PinMode.OutputOpenSource or PinMode.OutputOpenSourcePullDown => IsWrittenHigh || (_outside ?? false),
        _ => _outside ?? _mode == PinMode.InputPullUp,
    };
}
