// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Gpio;

/// <summary>How much red, green and blue make a colour. Whole numbers only: the chip's interpreter pays dearly for fractions.</summary>
internal static class ColorMixer
{
    /// <summary>The coldest white, 20,000 K.</summary>
    public const int MinMireds = 50;

    /// <summary>The warmest white, 2,000 K.</summary>
    public const int MaxMireds = 500;

    private const int MiredStep = 50;
    private const int Full = PwmOutput.FullDuty;

    // Light (linear, ten-thousandths) of red, green and blue at 50, 100, ... 500 mireds: Planck's law through the colour matching functions of
    // CIE 1931 (the fit of Wyman, Sloan and Shirley, 2013) into linear sRGB, the strongest of the three set to full.
    private static readonly short[] s_whites =
    {
        4069, 5358, 10000,
        6102, 6950, 10000,
        9703, 9294, 10000,
        10000, 7954, 6300,
        10000, 6590, 3789,
        10000, 5470, 2235,
        10000, 4554, 1274,
        10000, 3803, 677,
        10000, 3181, 306,
        10000, 2663, 77,
    };

    /// <summary>Light of a colour of the HSV circle.</summary>
    /// <param name="hue">0..360 degrees.</param>
    /// <param name="saturation">0..100 %.</param>
    /// <param name="brightness">0..100 %.</param>
    /// <param name="light">Receives red, green and blue, 0..10,000 each.</param>
    public static void FromHue(int hue, int saturation, int brightness, int[] light)
    {
        // HSV speaks of what an eye sees; only at the end it becomes light.
        int high = brightness * 100;
        int low = high * (100 - saturation) / 100;
        int sector = hue / 60;
        int part = hue % 60;
        int rising = Gamma.Duty(low + ((high - low) * part / 60));
        int falling = Gamma.Duty(high - ((high - low) * part / 60));
        high = Gamma.Duty(high);
        low = Gamma.Duty(low);
        switch (sector)
        {
            case 1:
                Set(light, falling, high, low);
                break;
            case 2:
                Set(light, low, high, rising);
                break;
            case 3:
                Set(light, low, falling, high);
                break;
            case 4:
                Set(light, rising, low, high);
                break;
            case 5:
                Set(light, high, low, falling);
                break;
            default:
                // 0..59 degrees; 360 is 0 again.
                Set(light, high, rising, low);
                break;
        }
    }

    /// <summary>Light of a white.</summary>
    /// <param name="mireds"><see cref="MinMireds"/> to <see cref="MaxMireds"/>.</param>
    /// <param name="brightness">0..100 %.</param>
    /// <param name="light">Receives red, green and blue, 0..10,000 each.</param>
    public static void FromTemperature(int mireds, int brightness, int[] light)
    {
        int duty = Gamma.DutyOfPercent(brightness);
        int row = (mireds - MinMireds) / MiredStep;
        int part = (mireds - MinMireds) % MiredStep;
        for (int i = 0; i < 3; i++)
        {
            int from = s_whites[(row * 3) + i];
            int to = part == 0 ? from : s_whites[(row * 3) + 3 + i];
            int white = from + ((to - from) * part / MiredStep);
            light[i] = white * duty / Full;
        }
    }

    private static void Set(int[] light, int red, int green, int blue)
    {
        light[0] = red;
        light[1] = green;
        light[2] = blue;
    }
}
