// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using System.Linq;

namespace HapNano.Gpio.Tests.Boards;

/// <summary>Which pins a chip has, and what they are for. Sources: ESP-IDF, "GPIO and RTC GPIO", one table a chip; boot mode selection of esptool.</summary>
internal sealed record ChipFacts
{
    private static readonly ChipFacts s_esp32 = new()
    {
        Pins = [.. Range(0, 19), .. Range(21, 23), .. Range(25, 27), .. Range(32, 39)],
        InputOnly = [.. Range(34, 39)],
        Strapping = [0, 2, 5, 12, 15],
        Memory = [.. Range(6, 11), 16, 17],
        Console = [1, 3],
    };

    public required HashSet<int> Pins { get; init; }

    public HashSet<int> InputOnly { get; init; } = [];

    public required HashSet<int> Strapping { get; init; }

    /// <summary>Flash in the package or on the module, and PSRAM where a module of the name may have it.</summary>
    public required HashSet<int> Memory { get; init; }

    public HashSet<int> Usb { get; init; } = [];

    /// <summary>The serial line over which images and programs come.</summary>
    public required HashSet<int> Console { get; init; }

    /// <summary>By the first words of the README's row "chip".</summary>
    public static IReadOnlyDictionary<string, ChipFacts> ByName { get; } = new Dictionary<string, ChipFacts>
    {
        ["ESP32"] = s_esp32,
        ["ESP32-U4WDH"] = s_esp32,
        ["ESP32-PICO-D4"] = s_esp32,
        ["ESP32-D0WD-V3"] = s_esp32,
        ["ESP32-C3"] = new()
        {
            Pins = [.. Range(0, 21)],
            Strapping = [2, 8, 9],
            Memory = [.. Range(12, 17)],
            Usb = [18, 19],
            Console = [20, 21],
        },
        ["ESP32-S3"] = new()
        {
            Pins = [.. Range(0, 21), .. Range(26, 48)],
            Strapping = [0, 3, 45, 46],
            Memory = [.. Range(26, 37)],
            Usb = [19, 20],
            Console = [43, 44],
        },
    };

    private static IEnumerable<int> Range(int first, int last) => Enumerable.Range(first, last - first + 1);
}
