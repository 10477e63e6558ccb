// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Gpio.Tests.Boards;

/// <summary>The facts of each board, against those of its chip; and each rule against a board that breaks it.</summary>
[TestClass]
public class BoardTests
{
    private const string Relay = "espressif-esp32-devkitc-v4";
    private const string Rgb = "espressif-esp32-c3-devkitm-1";

    // Kconfig symbols of the native halves that the firmware's packages need.
    private static readonly string[] s_symbols =
    [
        "API_HARDWARE_ESP32", "API_NANOFRAMEWORK_HARDWARE_ESP32_RMT", "API_NANOFRAMEWORK_SYSTEM_TEXT", "API_SYSTEM_DEVICE_GPIO", "API_SYSTEM_DEVICE_PWM",
        "API_SYSTEM_DEVICE_WIFI", "API_SYSTEM_IO_FILESYSTEM", "API_SYSTEM_NET", "NF_FEATURE_HAS_CONFIG_BLOCK", "NF_FEATURE_USE_LITTLEFS",
        "NF_FEATURE_HAS_ACCESSIBLE_STORAGE", "NF_FEATURE_DEBUGGER", "RTOS_ESP32",
    ];

    public static IEnumerable<object[]> Names => BoardFolder.Names.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Check_EachBoard_FindsNothing(string name)
    {
        Assert.AreEqual("", string.Join('\n', BoardCheck.Findings(BoardFolder.Read(name))));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Options_EachBoard_HaveWhatTheFirmwareCalls(string name)
    {
        string[] lines = BoardFolder.Read(name).Options.Split('\n');

        Assert.AreEqual("", string.Join('\n', s_symbols.Where(symbol => !lines.Contains($"CONFIG_{symbol}=y"))));
        Assert.IsTrue(lines.Any(line => line.StartsWith("CONFIG_TARGET_SERIES=", StringComparison.Ordinal)));
        Assert.IsTrue(lines.Any(line => line.StartsWith("CONFIG_SDK_CONFIG_FILE=", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Table_EachBoard_HasItsRow(string name)
    {
        Assert.Contains($"| [{name}]({name}/) |", BoardFolder.Table);
    }

    [TestMethod]
    [DataRow("shelly-plus-1")]
    [DataRow("sonoff-minir4")]
    public void Readme_BoardOnTheMains_WarnsBeforeAnythingElse(string name)
    {
        string readme = BoardFolder.Read(name).Readme;

        int warning = readme.IndexOf("Never connect serial while mains is on", StringComparison.Ordinal);
        Assert.IsGreaterThan(0, warning);
        Assert.IsLessThan(readme.IndexOf("| fact |", StringComparison.Ordinal), warning);
    }

    // Each rule, with a board that was right before.
    [TestMethod]
    [DataRow("RelayPin = 26;", "RelayPin = 28;", "has no pin 28")]
    [DataRow("RelayPin = 26;", "RelayPin = 34; // input-only", "is input-only")]
    [DataRow("RelayPin = 26;", "RelayPin = 8;", "flash or PSRAM")]
    [DataRow("RelayPin = 26;", "RelayPin = 17;", "flash or PSRAM")]
    [DataRow("RelayPin = 26;", "RelayPin = 3;", "serial console")]
    [DataRow("RelayPin = 26;", "RelayPin = 12;", "strapping pin 12")]
    [DataRow("RelayPin = 26;", "RelayPin = 12; // strapping pin", "strapping pin 12")]
    [DataRow("RelayPin = 26;", "RelayPin = 25;", "is RelayPin already")]
    [DataRow("RelayPin = 26;", "RelayPin = 13;", "not in the README")]
    [DataRow("ButtonPin = 0; // strapping pin", "ButtonPin = 0; //", "strapping pin 0")]
    [DataRow("ButtonPin = 0;", "ButtonPin = 35;", "input-only pin 35 without")]
    [DataRow("int RelayPin", "int RelaisPin", "neither a whole lamp nor a whole relay", "RedPin", "RotPin")]
    [DataRow("int RelayPin", "int RelaisPin", "a name that the virtual board does not have")]
    [DataRow("int ButtonPin", "int KeyPin", "button or status light is missing")]
    [DataRow("    public const int RelayPin", "    public static int Two() => 2;\n\n    public const int RelayPin", "more than constants")]
    public void Check_PinsThatBreakARule_AreFound(string right, string wrong, string finding, string alsoRight = "", string alsoWrong = "")
    {
        BoardFolder board = BoardFolder.Read(Relay);
        string source = Replace(board.Source, right, wrong);

        AssertFound(finding, board with { Source = alsoRight.Length == 0 ? source : Replace(source, alsoRight, alsoWrong) });
    }

    [TestMethod]
    [DataRow("StatusLedPin = 8;", "StatusLedPin = 18;", "belongs to USB")]
    [DataRow("GreenPin = 8; //", "GreenPin = 7; //", "is RedPin already")]
    [DataRow("ButtonPin = 9; //", "ButtonPin = 8; //", "is RedPin already")]
    public void Check_PinsOfAnAddressableLed_AreSharedByLampAndStatusOnly(string right, string wrong, string finding)
    {
        BoardFolder board = BoardFolder.Read(Rgb);

        AssertFound(finding, board with { Source = Replace(board.Source, right, wrong) });
    }

    [TestMethod]
    [DataRow("0x1e0000, 0x1c0000", "0x1d0000, 0x1c0000", "partition deploy begins before")]
    [DataRow("0x3c0000, 0x40000", "0x3c0000, 0x50000", "partition config does not fit")]
    [DataRow("0x10000, 0x1d0000", "0x11000, 0x1cf000", "partition factory is not aligned")]
    [DataRow("0x9000, 0x6000", "0x8000, 0x6000", "partition nvs begins before")]
    [DataRow("0x1e0000, 0x1c0000", "0x1e0000, 0x1000", "partition deploy is missing or too small")]
    [DataRow("config,", "data,", "partition config is missing")]
    public void Check_PartitionsThatBreakARule_AreFound(string right, string wrong, string finding)
    {
        BoardFolder board = BoardFolder.Read(Relay);

        AssertFound(finding, board with { Partitions = Replace(board.Partitions, right, wrong) });
    }

    [TestMethod]
    [DataRow("Never tried.", "Works well.", "whether it was tried")]
    [DataRow("Never tried.", "Paired with a phone.", "whether it was tried")]
    [DataRow("Never tried.", "Never tried.\nPaired with a phone on 2027-01-31.", "both")]
    [DataRow("| flash | 4 MB", "| flash | enough", "size in MB")]
    [DataRow("| flash | 4 MB", "| flash | 2 MB", "does not fit")]
    [DataRow("| image | ", "| images | ", "row for the image")]
    [DataRow("| chip | ESP32,", "| chip | ESP8266,", "no facts about a chip called ESP8266")]
    public void Check_ReadmeThatBreaksARule_IsFound(string right, string wrong, string finding)
    {
        BoardFolder board = BoardFolder.Read(Relay);

        AssertFound(finding, board with { Readme = Replace(board.Readme, right, wrong) });
    }

    [TestMethod]
    public void Check_MissingFiles_AreFound()
    {
        BoardFolder board = BoardFolder.Read(Relay);

        AssertFound("Board.cs is missing", board with { Source = "" });
        AssertFound("defconfig is missing", board with { Options = "" });
        AssertFound("partitions.csv is missing", board with { Partitions = "" });
        AssertFound("whether it was tried", board with { Readme = "" });
    }

    [TestMethod]
    public void Check_BoardThatWasTried_Passes()
    {
        BoardFolder board = BoardFolder.Read(Relay);

        Assert.IsEmpty(BoardCheck.Findings(board with { Readme = Replace(board.Readme, "Never tried.", "Paired with a phone on 2027-01-31.") }));
    }

    private static string Replace(string text, string right, string wrong)
    {
        Assert.Contains(right, text);
        return text.Replace(right, wrong, StringComparison.Ordinal);
    }

    private static void AssertFound(string finding, BoardFolder board)
    {
        IReadOnlyList<string> findings = BoardCheck.Findings(board);
        Assert.Contains(found => found.Contains(finding, StringComparison.Ordinal), findings, string.Join('\n', findings));
    }
}
