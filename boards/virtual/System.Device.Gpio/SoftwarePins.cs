// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace HapNano.Boards.Virtual;

/// <summary>The world's side of the virtual board's pins: press what is wired to inputs, watch what outputs do.</summary>
public static class SoftwarePins
{
    /// <summary>Pins of the virtual board, numbered from 0.</summary>
    public const int Count = 64;

    private static readonly SoftwarePin[] s_pins = [.. Enumerable.Range(0, Count).Select(number => new SoftwarePin(number))];
    private static readonly BlockingCollection<Action> s_events = [];

    static SoftwarePins()
    {
        // One thread for all edges, as on the chip: a handler that waits holds up every other one.
        new Thread(Deliver) { IsBackground = true, Name = "pin events" }.Start();
    }

    /// <summary>An output has a new level: pin, level. Raised by whoever wrote it.</summary>
    public static event Action<int, bool>? OutputChanged;

    /// <summary>A PWM output has a new duty: pin, ten-thousandths of the time that it is high. Raised by whoever wrote it.</summary>
    public static event Action<int, int>? DutyChanged;

    /// <summary>The peripheral for pulses has sent some: pin, pulses. Raised by whoever sent them.</summary>
    public static event Action<int, IReadOnlyList<PinPulse>>? PulsesSent;

    /// <summary>Connects an input to the supply or to ground; null lets it go, and its pull resistor decides.</summary>
    public static void Drive(int pin, bool? isHigh) => Get(pin).Drive(isHigh);

    /// <summary>The level that a meter on the pin would show.</summary>
    public static bool IsHigh(int pin) => Get(pin).Level;

    /// <summary>Gives a pin a PWM channel, as the pin multiplexer of the chip does.</summary>
    public static void ConnectPwm(int pin) => Get(pin).HasPwm = true;

    /// <summary>True when the pin has a PWM channel.</summary>
    public static bool HasPwm(int pin) => Get(pin).HasPwm;

    /// <summary>A PWM channel's new duty.</summary>
    public static void SetDuty(int pin, int tenThousandths) => DutyChanged?.Invoke(pin, tenThousandths);

    /// <summary>Sends pulses.</summary>
    public static void Send(int pin, IReadOnlyList<PinPulse> pulses) => PulsesSent?.Invoke(pin, pulses);

    internal static SoftwarePin Get(int number) =>
        number is >= 0 and < Count ? s_pins[number] : throw new ArgumentException($"There is no pin {number}.");

    internal static SoftwarePin Open(int number)
    {
        SoftwarePin pin = Get(number);
        pin.Open();
        return pin;
    }

    internal static void OnOutput(int number, bool isHigh) => OutputChanged?.Invoke(number, isHigh);

    internal static void Post(Action deliver) => s_events.Add(deliver);

    private static void Deliver()
    {
        foreach (Action deliver in s_events.GetConsumingEnumerable())
        {
            try
            {
                deliver();
            }
            catch (Exception exception)
            {
                // On the chip a handler that throws would end the event thread without a word; here at least say so, and go on.
                Console.Error.WriteLine($"A pin event's handler failed: {exception}");
            }
        }
    }
}
