// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Device.Gpio;
using System.Threading;
using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>A push button: a short press does one thing, five seconds another, ten seconds a third.</summary>
/// <remarks>
/// <para>
/// Edges, debounced by the class library, wake a thread of the button's own, which reads the level. While the button is down it looks again every
/// <see cref="LookMs"/>, so a lost edge does not become a hold. Handlers run on that thread: the thread of pin events and the one of timers, which a
/// chip has once each, never wait for them.
/// </para>
/// <para>A button that is down when the program starts means nothing until it is let go.</para>
/// </remarks>
public sealed class PushButton : IEventDevice
{
    // Mechanical buttons bounce for up to about 10 ms.
    private const int DebounceMs = 30;
    private const int LookMs = 50;

    private readonly GpioPin _pin;
    private readonly bool _isActiveHigh;
    private readonly StatusLed _light;
    private readonly Uptime _uptime;
    private readonly PressDetector _detector = new PressDetector();
    private readonly AutoResetEvent _edge = new AutoResetEvent(true);

    /// <summary>Takes a pin.</summary>
    /// <param name="pin">Number of the pin.</param>
    /// <param name="activeHigh">The level of a pressed button; one that connects the pin to ground is active low.</param>
    /// <param name="light">Shows while the button is held what letting go will do; null for none.</param>
    public PushButton(int pin, bool activeHigh, StatusLed light)
        : this(pin, activeHigh, light, new Uptime())
    {
    }

    /// <summary>Takes a pin, with a clock of its own.</summary>
    internal PushButton(int pin, bool activeHigh, StatusLed light, Uptime uptime)
    {
        _isActiveHigh = activeHigh;
        _light = light;
        _uptime = uptime;
        _pin = Pins.OpenInput(pin, activeHigh);
        _pin.DebounceTimeout = new TimeSpan(0, 0, 0, 0, DebounceMs);
        _pin.ValueChanged += OnEdge;
        BackgroundThread.Start(Run);
    }

    /// <summary>It was pressed and let go within a second.</summary>
    public event ButtonHandler Pressed;

    /// <summary>It was held for five seconds, and let go before ten.</summary>
    public event ButtonHandler HeldForWifiSetup;

    /// <summary>It has been held for ten seconds; it may still be down.</summary>
    public event ButtonHandler HeldForReset;

    /// <summary>A press, for a <c>ProgrammableSwitchEvent</c>.</summary>
    public event EventRaised Raised;

    private void OnEdge(object sender, PinValueChangedEventArgs e)
    {
        _edge.Set();
    }

    private void Run()
    {
        while (true)
        {
            try
            {
                _edge.WaitOne(_detector.IsWaiting ? LookMs : Timeout.Infinite, false);
                Act(Look());
            }
            catch (Exception)
            {
                // A handler of the product failed, or there was no memory for the frame of a call. Nobody here can say so, and the button has to
                // work on: holding it is the way out of trouble.
            }
        }
    }

    private ButtonAction Look()
    {
        HoldStage before = _detector.Stage;
        ButtonAction action = _detector.Look((_pin.Read() == PinValue.High) == _isActiveHigh, _uptime.NowMs);
        if (_light != null && _detector.Stage != before)
        {
            _light.ShowHold(_detector.Stage);
        }

        return action;
    }

    private void Act(ButtonAction action)
    {
        switch (action)
        {
            case ButtonAction.Press:
                Pressed?.Invoke();
                Raised?.Invoke((int)ButtonPress.SinglePress);
                break;
            case ButtonAction.WifiSetup:
                HeldForWifiSetup?.Invoke();
                break;
            case ButtonAction.Reset:
                HeldForReset?.Invoke();
                break;
            default:
                break;
        }
    }
}
