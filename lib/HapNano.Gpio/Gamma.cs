// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Gpio;

/// <summary>From the brightness that an eye sees to the light that gives it.</summary>
/// <remarks>
/// The square: gamma 2.0, between what eyes do over the range of a lamp (about 2) and sRGB (2.2), and exact in whole numbers, because a percentage
/// squared is a number of ten-thousandths, the steps in which the chip keeps a duty. 1 % is one step and still light.
/// </remarks>
internal static class Gamma
{
    /// <summary>Duty of a brightness.</summary>
    /// <param name="percent">0..100.</param>
    /// <returns>0..10,000.</returns>
    public static int DutyOfPercent(int percent)
    {
        return percent * percent;
    }

    /// <summary>Duty of a finer brightness.</summary>
    /// <param name="tenThousandths">0..10,000.</param>
    /// <returns>0..10,000; rounded up, so that nothing but 0 is dark.</returns>
    public static int Duty(int tenThousandths)
    {
        return ((tenThousandths * tenThousandths) + 9999) / 10000;
    }
}
