// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Device.Gpio;
using System.Threading;
using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>A push button: a short press does one thing, ten seconds another.</summary>
/// <remarks>Edges are debounced by the class library; the level is read anew at each, so a lost edge costs nothing.</remarks>
public sealed class PushButton : IEventDevice
{
    // Mechanical buttons bounce for up to about 10 ms.
    private const int DebounceMs = 30;

    private readonly GpioPin _pin;
    private readonly bool _isActiveHigh;
    private readonly PressDetector _detector = new PressDetector();
    private readonly Timer _timer;

    /// <summary>Takes a pin.</summary>
    /// <param name="pin">Number of the pin.</param>
    /// <param name="activeHigh">The level of a pressed button; one that connects the pin to ground is active low.</param>
    public PushButton(int pin, bool activeHigh)
    {
        _isActiveHigh = activeHigh;
        _timer = new Timer(OnTimer, null, Timeout.Infinite, Timeout.Infinite);
        _pin = Pins.OpenInput(pin, activeHigh);
        _pin.DebounceTimeout = new TimeSpan(0, 0, 0, 0, DebounceMs);
        _pin.ValueChanged += OnEdge;
    }

    /// <summary>It was pressed and let go within a second.</summary>
    public event ButtonHandler Pressed;

    /// <summary>It has been held for ten seconds; it may still be down.</summary>
    public event ButtonHandler Held;

    /// <summary>A press, for a <c>ProgrammableSwitchEvent</c>.</summary>
    public event EventRaised Raised;

    private void OnEdge(object sender, PinValueChangedEventArgs e)
    {
        bool isDown = (_pin.Read() == PinValue.High) == _isActiveHigh;
        bool isPress;
        lock (_detector)
        {
            isPress = _detector.Edge(isDown, Environment.TickCount64);
            _timer.Change(_detector.IsWaiting ? PressDetector.HoldMs : Timeout.Infinite, Timeout.Infinite);
        }

        if (isPress)
        {
            Pressed?.Invoke();
            Raised?.Invoke((int)ButtonPress.SinglePress);
        }
    }

    private void OnTimer(object state)
    {
        bool isHeld;
        lock (_detector)
        {
            isHeld = _detector.Poll(Environment.TickCount64);
            if (!isHeld && _detector.IsWaiting)
            {
                // The timer and the clock round differently: look again in a moment.
                _timer.Change(DebounceMs, Timeout.Infinite);
            }
        }

        if (isHeld)
        {
            Held?.Invoke();
        }
    }
}
