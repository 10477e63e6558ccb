// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Boards.Virtual;

namespace System.Device.Pwm;

/// <summary>A PWM channel of the virtual board, with the signatures of nanoFramework.System.Device.Pwm.</summary>
public sealed class PwmChannel : IDisposable
{
    /// <summary>The chip keeps the duty in steps of this size.</summary>
    private const int DutySteps = 10_000;

    private readonly int _pin;
    private int _duty;
    private bool _isRunning;

    /// <summary>A channel by its number. The virtual board knows channels by their pins only.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public PwmChannel(int chip, int channel, int frequency = 400, double dutyCyclePercentage = 0.5)
    {
        throw new NotSupportedException("The virtual board knows PWM channels by their pins: use CreateFromPin.");
    }

    private PwmChannel(int pin, int frequency, double duty)
    {
        _pin = pin;
        Frequency = frequency;
        DutyCycle = duty;
    }

    /// <summary>Periods a second.</summary>
    public int Frequency { get; set; }

    /// <summary>Part of the time that the pin is high, 0..1.</summary>
    /// <exception cref="ArgumentException">Outside of 0..1.</exception>
    public double DutyCycle
    {
        get => (double)_duty / DutySteps;
        set
        {
            if (value is < 0 or > 1)
            {
                throw new ArgumentException("The duty cycle is 0 to 1.");
            }

            _duty = (int)Math.Round(value * DutySteps);
            Show();
        }
    }

    /// <summary>A channel by its number; see the constructor.</summary>
    public static PwmChannel Create(int chip, int channel, int frequency = 400, double dutyCyclePercentage = 0.5) =>
        new(chip, channel, frequency, dutyCyclePercentage);

    /// <summary>The channel that the pin was connected to, stopped.</summary>
    /// <returns>Null when the pin has no PWM function.</returns>
    public static PwmChannel? CreateFromPin(int pin, int frequency = 400, double dutyCyclePercentage = 0.5) =>
        SoftwarePins.HasPwm(pin) ? new PwmChannel(pin, frequency, dutyCyclePercentage) : null;

    /// <summary>Begins to drive the pin.</summary>
    public void Start()
    {
        _isRunning = true;
        Show();
    }

    /// <summary>Leaves the pin low.</summary>
    public void Stop()
    {
        _isRunning = false;
        SoftwarePins.SetDuty(_pin, 0);
    }

    /// <summary>Stops.</summary>
    public void Dispose() => Stop();

    private void Show()
    {
        if (_isRunning)
        {
            SoftwarePins.SetDuty(_pin, _duty);
        }
    }
}
