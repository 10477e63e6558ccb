// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using HapNano.Boards.Virtual;

namespace nanoFramework.Hardware.Esp32;

/// <summary>The pin multiplexer, as far as the library uses it.</summary>
public class Configuration
{
    private static readonly Dictionary<DeviceFunction, int> s_pins = [];

    /// <summary>Connects a pin to a function of the chip.</summary>
    /// <exception cref="ArgumentException">The virtual board has no such function.</exception>
    public static void SetPinFunction(int pin, DeviceFunction function)
    {
        if (!Enum.IsDefined(function))
        {
            throw new ArgumentException("The virtual board has PWM functions only.");
        }

        s_pins[function] = pin;
        SoftwarePins.ConnectPwm(pin);
    }

    /// <summary>The pin of a function, -1 for none.</summary>
    public static int GetFunctionPin(DeviceFunction function) => s_pins.GetValueOrDefault(function, -1);
}
