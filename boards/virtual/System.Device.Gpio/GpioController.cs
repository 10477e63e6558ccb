// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using HapNano.Boards.Virtual;

namespace System.Device.Gpio;

/// <summary>The pins of the virtual board, with the signatures of nanoFramework.System.Device.Gpio.</summary>
public sealed class GpioController : IDisposable
{
    private readonly Dictionary<int, GpioPin> _opened = [];
    private readonly Dictionary<(int Pin, PinChangeEventHandler Handler), PinValueChangedEventHandler> _callbacks = [];

    /// <summary>The board's pins by the chip's numbers.</summary>
    public GpioController()
    {
    }

    /// <summary>The board's pins.</summary>
    public GpioController(PinNumberingScheme numberingScheme) => NumberingScheme = numberingScheme;

    /// <summary>What a pin number counts.</summary>
    public PinNumberingScheme NumberingScheme { get; }

    /// <summary>How many pins there are.</summary>
    public int PinCount => SoftwarePins.Count;

    /// <summary>Opens a pin as it is.</summary>
    /// <exception cref="InvalidOperationException">It is open already.</exception>
    public GpioPin OpenPin(int pinNumber)
    {
        var pin = new GpioPin(SoftwarePins.Open(pinNumber));
        _opened[pinNumber] = pin;
        return pin;
    }

    /// <summary>Opens a pin in a mode.</summary>
    /// <exception cref="InvalidOperationException">It is open already.</exception>
    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        GpioPin pin = OpenPin(pinNumber);
        pin.SetPinMode(mode);
        return pin;
    }

    /// <summary>Gives a pin back.</summary>
    public void ClosePin(int pinNumber)
    {
        if (_opened.Remove(pinNumber, out GpioPin? pin))
        {
            pin.Dispose();
        }
    }

    /// <summary>How a pin is driven.</summary>
    public PinMode GetPinMode(int pinNumber) => SoftwarePins.Get(pinNumber).Mode;

    /// <summary>Changes how a pin is driven.</summary>
    public void SetPinMode(int pinNumber, PinMode mode) => SoftwarePins.Get(pinNumber).Mode = mode;

    /// <summary>True: software can do all of them.</summary>
    public bool IsPinModeSupported(int pinNumber, PinMode mode) => Enum.IsDefined(mode);

    /// <summary>True while somebody has it.</summary>
    public bool IsPinOpen(int pinNumber) => SoftwarePins.Get(pinNumber).IsOpen;

    /// <summary>The level of a pin.</summary>
    public PinValue Read(int pinNumber) => Opened(pinNumber).Read();

    /// <summary>Drives a pin.</summary>
    public void Write(int pinNumber, PinValue value) => Opened(pinNumber).Write(value);

    /// <summary>Tells <paramref name="callback"/> the chosen edges of a pin.</summary>
    public void RegisterCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        PinValueChangedEventHandler handler = (sender, e) =>
        {
            if ((e.ChangeType & eventTypes) != 0)
            {
                callback(sender, e);
            }
        };
        _callbacks.Add((pinNumber, callback), handler);
        Opened(pinNumber).ValueChanged += handler;
    }

    /// <summary>Ends what <see cref="RegisterCallbackForPinValueChangedEvent"/> began.</summary>
    public void UnregisterCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        if (_callbacks.Remove((pinNumber, callback), out PinValueChangedEventHandler? handler))
        {
            Opened(pinNumber).ValueChanged -= handler;
        }
    }

    /// <summary>Gives all pins back that were opened here.</summary>
    public void Dispose()
    {
        foreach (GpioPin pin in _opened.Values)
        {
            pin.Dispose();
        }

        _opened.Clear();
    }

    private GpioPin Opened(int pinNumber) =>
        _opened.TryGetValue(pinNumber, out GpioPin? pin) ? pin : throw new InvalidOperationException($"Pin {pinNumber} is not open.");
}
