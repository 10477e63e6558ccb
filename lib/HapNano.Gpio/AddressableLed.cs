// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using nanoFramework.Hardware.Esp32.Rmt;

namespace HapNano.Gpio;

/// <summary>One addressable RGB LED, WS2812B or SK6812, which a lamp and the status light may share.</summary>
/// <remarks>
/// <para>
/// A bit is a high pulse and a low one; their lengths lie within what both datasheets allow (± 150 ns), and are sent by the chip's RMT peripheral in
/// ticks of 50 ns, its clock of 80 MHz divided by 4:
/// <code>
///              high                            low
///         ours  WS2812B    SK6812        ours  WS2812B    SK6812
///  0       350  400        300            900  850        900       ns
///  1       700  800        600            550  450        600       ns
///  end       -                         280000  50000      80000     ns, at least
/// </code>
/// Green, red, blue, each with its highest bit first. The end is long enough for the later WS2812B too.
/// </para>
/// <para>
/// While the lamp gives light, a status that lasts (no Wi-Fi, not paired) does not show: a lamp must not blink all night because a router is off. What
/// somebody has just asked for shows always.
/// </para>
/// </remarks>
internal sealed class AddressableLed
{
    private const byte ClockDivider = 4;
    private const int Bits = 24;
    private const int ItemBytes = 4;

    // Lengths of pulses in ticks, for a 0 and a 1.
    private const byte ZeroHigh = 7;
    private const byte ZeroLow = 18;
    private const byte OneHigh = 14;
    private const byte OneLow = 11;
    private const int EndTicks = 5600;
    private const byte HighLevel = 0x80;

    private const byte StatusBlue = 40;

    private static AddressableLed s_led;

    private readonly int _pin;
    private readonly TransmitterChannel _channel;

    // What the peripheral takes: 16 bits little-endian a pulse, the highest one its level; a length of 0 ends the transmission.
    private readonly byte[] _items = new byte[(Bits + 1) * ItemBytes];
    private int _lamp;
    private int _shown = -1;
    private bool _isStatusLit;
    private bool _isStatusFirst;

    private AddressableLed(int pin)
    {
        _pin = pin;
        for (int i = 0; i < Bits; i++)
        {
            _items[(i * ItemBytes) + 1] = HighLevel;
        }

        _items[Bits * ItemBytes] = EndTicks & 0xFF;
        _items[(Bits * ItemBytes) + 1] = EndTicks >> 8;

        TransmitChannelSettings settings = new TransmitChannelSettings(pin);
        settings.ClockDivider = ClockDivider;
        settings.EnableCarrierWave = false;
        settings.EnableIdleLevelOutput = true;
        settings.IdleLevel = false;
        _channel = new TransmitterChannel(settings);
        Refresh();
    }

    /// <summary>Takes a pin, for the one addressable LED that a board may have; dark.</summary>
    public static AddressableLed Open(int pin)
    {
        s_led = new AddressableLed(pin);
        return s_led;
    }

    /// <summary>The LED on a pin; null when there is none.</summary>
    public static AddressableLed Find(int pin)
    {
        return s_led != null && s_led._pin == pin ? s_led : null;
    }

    /// <summary>The lamp's light.</summary>
    /// <param name="light">Red, green and blue, 0..10,000 each.</param>
    public void ShowLamp(int[] light)
    {
        lock (_items)
        {
            _lamp = (Level(light[1]) << 16) | (Level(light[0]) << 8) | Level(light[2]);
            Refresh();
        }
    }

    /// <summary>What the status light does now.</summary>
    /// <param name="isLit">It gives light.</param>
    /// <param name="isFirst">It goes before the lamp.</param>
    public void ShowStatus(bool isLit, bool isFirst)
    {
        lock (_items)
        {
            _isStatusLit = isLit;
            _isStatusFirst = isFirst;
            Refresh();
        }
    }

    // Rounded up, so that nothing but 0 is dark.
    private static int Level(int light)
    {
        return ((light * 255) + PwmOutput.FullDuty - 1) / PwmOutput.FullDuty;
    }

    private void Refresh()
    {
        int color = _lamp != 0 && !_isStatusFirst ? _lamp : _isStatusLit ? StatusBlue : 0;
        if (color == _shown)
        {
            return;
        }

        _shown = color;
        for (int i = 0; i < Bits; i++)
        {
            bool isOne = ((color << i) & 0x800000) != 0;
            _items[i * ItemBytes] = isOne ? OneHigh : ZeroHigh;
            _items[(i * ItemBytes) + 2] = isOne ? OneLow : ZeroLow;
        }

        // 310 µs; the peripheral must not be given a second message before.
        _channel.SendData(_items, true);
    }
}
