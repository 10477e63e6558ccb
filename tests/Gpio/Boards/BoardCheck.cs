// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace HapNano.Gpio.Tests.Boards;

/// <summary>What is wrong with a board, one sentence each.</summary>
internal sealed partial class BoardCheck
{
    private static readonly string[] s_lamp = ["RedPin", "GreenPin", "BluePin", "LampActiveHigh"];
    private static readonly string[] s_relay = ["RelayPin", "RelayActiveHigh"];
    private static readonly string[] s_always = ["ButtonPin", "ButtonActiveHigh", "StatusLedPin", "StatusLedActiveHigh"];
    private static readonly string[] s_colors = ["RedPin", "GreenPin", "BluePin"];

    private readonly BoardFolder _board;
    private readonly List<string> _findings = [];

    private BoardCheck(BoardFolder board) => _board = board;

    public static IReadOnlyList<string> Findings(BoardFolder board)
    {
        var check = new BoardCheck(board);
        check.CheckFiles();
        check.CheckConstants();
        check.CheckPins();
        check.CheckPartitions();
        return check._findings;
    }

    private void Claim(bool isSo, FormattableString otherwise)
    {
        if (!isSo)
        {
            _findings.Add(otherwise.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void CheckFiles()
    {
        Claim(_board.Source.Length != 0, $"Board.cs is missing");
        Claim(_board.Options.Length != 0, $"defconfig is missing");
        Claim(_board.Partitions.Length != 0, $"partitions.csv is missing");
        Claim(Tried().IsMatch(_board.Readme), $"README.md does not say whether it was tried");
        Claim(!_board.Readme.Contains("Never tried") || !PairedOn().IsMatch(_board.Readme), $"README.md says both never tried and paired");
        Claim(Fact("image").Length != 0, $"README.md has no row for the image");
    }

    private void CheckConstants()
    {
        string[] names = [.. Constant().Matches(_board.Source).Select(match => match.Groups["name"].Value)];
        Claim(names.Length != 0 && s_always.All(names.Contains), $"button or status light is missing");
        Claim(s_lamp.All(names.Contains) || s_relay.All(names.Contains), $"neither a whole lamp nor a whole relay");
        Claim(names.All(s_lamp.Concat(s_relay).Concat(s_always).Contains), $"a name that the virtual board does not have");
        Claim(!Code().IsMatch(_board.Source), $"Board.cs holds more than constants");
    }

    private void CheckPins()
    {
        string name = Fact("chip").Split([',', ' '])[0];
        if (!ChipFacts.ByName.TryGetValue(name, out ChipFacts? chip))
        {
            Claim(false, $"no facts about a chip called {name}");
            return;
        }

        var owners = new Dictionary<int, string>();
        bool isAddressable = Pins().Where(pin => s_colors.Contains(pin.Name)).Select(pin => pin.Number).Distinct().Count() == 1;
        foreach ((string pin, int number, string comment) in Pins())
        {
            bool isDriven = pin != "ButtonPin";
            bool isLamp = isAddressable && (s_colors.Contains(pin) || pin == "StatusLedPin");
            Claim(chip.Pins.Contains(number), $"{pin}: {name} has no pin {number}");
            Claim(!isDriven || !chip.InputOnly.Contains(number), $"{pin}: pin {number} is input-only");
            Claim(!chip.InputOnly.Contains(number) || comment.Contains("input-only"), $"{pin}: input-only pin {number} without a comment that says so");
            Claim(!chip.Memory.Contains(number), $"{pin}: pin {number} belongs to flash or PSRAM");
            Claim(!chip.Usb.Contains(number), $"{pin}: pin {number} belongs to USB");
            Claim(!chip.Console.Contains(number), $"{pin}: pin {number} is the serial console");
            Claim(
                !chip.Strapping.Contains(number) || (comment.Contains("strapping pin") && PinRow(number).Contains("strapping pin")),
                $"{pin}: strapping pin {number} without a comment and a row of the README that say so");
            Claim(PinRow(number).Length != 0, $"{pin}: pin {number} is not in the README");
            Claim(owners.TryAdd(number, pin) || isLamp, $"{pin}: pin {number} is {owners[number]} already");
        }
    }

    private void CheckPartitions()
    {
        Match flash = Megabytes().Match(Fact("flash"));
        Claim(flash.Success, $"README.md has no row for the flash with its size in MB");
        long sizeBytes = flash.Success ? long.Parse(flash.Groups[1].Value, CultureInfo.InvariantCulture) << 20 : 0;
        long end = FirstPartition;
        foreach ((string name, long offset, long size) in Partitions())
        {
            Claim(offset >= end, $"partition {name} begins before the one in front of it ends");
            Claim(offset + size <= sizeBytes, $"partition {name} does not fit the flash");
            Claim(offset % Alignment(name) == 0, $"partition {name} is not aligned");
            end = offset + size;
        }

        foreach ((string name, long least) in s_leastBytes)
        {
            Claim(Partitions().Any(partition => partition.Name == name && partition.Size >= least), $"partition {name} is missing or too small");
        }
    }

    // Boot loader and partition table lie in front of it.
    private const long FirstPartition = 0x9000;

    // A chip maps code in pages of 64 KB; anything else is erased in sectors of 4 KB.
    private static long Alignment(string name) => name == "factory" ? 0x10000 : 0x1000;

    // Interpreter and class libraries of nanoFramework's own images need most of 1.5 MB; our program and its assemblies less than half a MB; credentials
    // and records some 64 KB of littlefs.
    private static readonly (string Name, long Least)[] s_leastBytes = [("nvs", 0x3000), ("factory", 0x180000), ("deploy", 0x80000), ("config", 0x10000)];

    private IEnumerable<(string Name, int Number, string Comment)> Pins() => PinConstant().Matches(_board.Source).Select(match =>
        (match.Groups["name"].Value, int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture), match.Groups["comment"].Value));

    private IEnumerable<(string Name, long Offset, long Size)> Partitions() => Partition().Matches(_board.Partitions).Select(match =>
        (match.Groups["name"].Value, Convert.ToInt64(match.Groups["offset"].Value, 16), Convert.ToInt64(match.Groups["size"].Value, 16)));

    private string Fact(string name) => Regex.Match(_board.Readme, $@"^\| {name} \| (?<value>[^|]*) \|", RegexOptions.Multiline).Groups["value"].Value;

    // The row of the pins' table that begins with a list of which the number is one.
    private string PinRow(int number) =>
        Regex.Match(_board.Readme, $@"^\| (?:\d+, )*{number}(?:, \d+)* \|.*$", RegexOptions.Multiline).Value;

    [GeneratedRegex("^(Never tried|Paired with a phone on \\d{4}-\\d{2}-\\d{2})\\.", RegexOptions.Multiline)]
    private static partial Regex Tried();

    [GeneratedRegex("^Paired with a phone on", RegexOptions.Multiline)]
    private static partial Regex PairedOn();

    [GeneratedRegex("^(\\d+) MB")]
    private static partial Regex Megabytes();

    [GeneratedRegex(" const (int|bool) (?<name>\\w+) = ")]
    private static partial Regex Constant();

    [GeneratedRegex(" const int (?<name>\\w+Pin) = (?<number>\\d+);(?<comment>.*)$", RegexOptions.Multiline)]
    private static partial Regex PinConstant();

    // A member that is no constant.
    [GeneratedRegex("^    (public|internal|private)(?! const (int|bool) )", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?<name>\w+), *\w+, *\w+, *(?<offset>0x[0-9a-fA-F]+), *(?<size>0x[0-9a-fA-F]+)", RegexOptions.Multiline)]
    private static partial Regex Partition();
}
