// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Device.Pwm;
using nanoFramework.Hardware.Esp32;

namespace HapNano.Gpio;

/// <summary>One dimmed output.</summary>
internal sealed class PwmOutput
{
    /// <summary>Full duty; the chip keeps a duty in steps of a ten-thousandth.</summary>
    public const int FullDuty = 10000;

    // Above what a camera shows as stripes; low enough for 13 bits of duty on the chip's 80 MHz timers. All channels share it, because channels
    // that share a timer must.
    private const int FrequencyHz = 5000;

    // The numbers of DeviceFunction.PWM1, PWM2 and so on lie this far apart.
    private const int FunctionStep = 0x100;
    private const int ChannelCount = 16;

    private static int s_channelsUsed;

    private readonly PwmChannel _channel;
    private readonly bool _isActiveHigh;
    private int _duty;

    /// <summary>Takes a pin and the next free channel of the chip.</summary>
    /// <param name="pin">Number of the pin.</param>
    /// <param name="isActiveHigh">The level that means light.</param>
    /// <exception cref="InvalidOperationException">All channels are in use, or the pin cannot have one.</exception>
    public PwmOutput(int pin, bool isActiveHigh)
    {
        if (s_channelsUsed == ChannelCount)
        {
            throw new InvalidOperationException();
        }

        Configuration.SetPinFunction(pin, (DeviceFunction)((int)DeviceFunction.PWM1 + (FunctionStep * s_channelsUsed)));
        s_channelsUsed++;
        _isActiveHigh = isActiveHigh;
        _channel = PwmChannel.CreateFromPin(pin, FrequencyHz, isActiveHigh ? 0 : 1);
        if (_channel == null)
        {
            throw new InvalidOperationException();
        }

        _channel.Start();
    }

    /// <summary>Sets how much of the time there is light.</summary>
    /// <param name="duty">0 to <see cref="FullDuty"/>.</param>
    public void Set(int duty)
    {
        if (duty != _duty)
        {
            _duty = duty;
            _channel.DutyCycle = (double)(_isActiveHigh ? duty : FullDuty - duty) / FullDuty;
        }
    }
}
