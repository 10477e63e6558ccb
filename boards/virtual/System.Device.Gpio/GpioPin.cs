// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Boards.Virtual;

namespace System.Device.Gpio;

/// <summary>One opened pin of the virtual board.</summary>
public sealed class GpioPin : IDisposable
{
    private readonly SoftwarePin _pin;

    internal GpioPin(SoftwarePin pin)
    {
        _pin = pin;
        _pin.EdgeSeen += OnEdge;
    }

    /// <summary>Edges, after <see cref="DebounceTimeout"/>, on the board's event thread.</summary>
    public event PinValueChangedEventHandler? ValueChanged;

    /// <summary>The pin's number.</summary>
    public int PinNumber => _pin.Number;

    /// <summary>How long a new level must last before it counts as an edge.</summary>
    public TimeSpan DebounceTimeout
    {
        get => _pin.DebounceTimeout;
        set => _pin.DebounceTimeout = value;
    }

    /// <summary>How the pin is driven.</summary>
    public PinMode GetPinMode() => _pin.Mode;

    /// <summary>True: software can do all of them.</summary>
    public bool IsPinModeSupported(PinMode pinMode) => Enum.IsDefined(pinMode);

    /// <summary>Changes how the pin is driven.</summary>
    public void SetPinMode(PinMode value) => _pin.Mode = value;

    /// <summary>The level that a meter on the pin would show.</summary>
    public PinValue Read() => _pin.Level;

    /// <summary>Drives an output. On an input it only sets what the pin will show as an output.</summary>
    public void Write(PinValue value) => _pin.Write((bool)value);

    /// <summary>Inverts an output.</summary>
    public void Toggle() => _pin.Write(!_pin.IsWrittenHigh);

    /// <summary>Gives the pin back.</summary>
    public void Dispose()
    {
        _pin.EdgeSeen -= OnEdge;
        _pin.Close();
    }

    private void OnEdge(PinEventTypes type) => ValueChanged?.Invoke(this, new PinValueChangedEventArgs(type, PinNumber));
}
