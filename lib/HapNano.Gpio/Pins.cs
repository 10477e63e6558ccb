// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Device.Gpio;

namespace HapNano.Gpio;

/// <summary>The one controller of the chip's pins.</summary>
internal static class Pins
{
    private static GpioController s_controller;

    private static GpioController Controller
    {
        get
        {
            if (s_controller == null)
            {
                s_controller = new GpioController();
            }

            return s_controller;
        }
    }

    /// <summary>Opens an output at its inactive level.</summary>
    /// <param name="pin">Number of the pin.</param>
    /// <param name="isActiveHigh">The level that means on.</param>
    /// <remarks>
    /// The class library refuses to write a pin that is no output yet, so an output that is active low is on for the few microseconds between the
    /// two calls: no relay moves in that time. The chip's own start-up is longer; where it matters, a resistor holds the pin.
    /// </remarks>
    public static GpioPin OpenOutput(int pin, bool isActiveHigh)
    {
        GpioPin output = Controller.OpenPin(pin, PinMode.Output);
        output.Write(isActiveHigh ? PinValue.Low : PinValue.High);
        return output;
    }

    /// <summary>Opens an input with the resistor that gives the level of a button that is not pressed.</summary>
    public static GpioPin OpenInput(int pin, bool isActiveHigh)
    {
        return Controller.OpenPin(pin, isActiveHigh ? PinMode.InputPullDown : PinMode.InputPullUp);
    }
}
