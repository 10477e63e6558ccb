// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Server;

namespace HapNano.Boards.Virtual;

/// <summary>What the command line asks for.</summary>
internal sealed class BoardOptions
{
    private const byte FirstGroupByte = 224;

    private static readonly string[] s_flags = ["--help", "--reset", "--new-setup-code", "--wifi-setup"];
    private static readonly string[] s_values = ["--name", "--port", "--page-port", "--status-minutes", "--bind", "--setup-code", "--setup-id", "--data", "--log"];

    private readonly HashSet<string> _given = [];

    /// <summary>True: print the help and end.</summary>
    public bool IsHelpWanted { get; private set; }

    /// <summary>The accessory's name; null for the program's own.</summary>
    public string? Name { get; private set; }

    /// <summary>TCP port; 0 for any that is free.</summary>
    public int Port { get; private set; }

    /// <summary>TCP port of the pages; 0 for any that is free.</summary>
    public int PagePort { get; private set; }

    /// <summary>How long the status page stays, in minutes; null for as long as on a board.</summary>
    public double? StatusMinutes { get; private set; }

    /// <summary>True: the radio knows no network yet.</summary>
    public bool IsWifiSetupWanted { get; private set; }

    /// <summary>4 bytes; null for all addresses.</summary>
    public byte[]? BindAddress { get; private set; }

    /// <summary>Full path; null for the firmware's own folder.</summary>
    public string? DataFolder { get; private set; }

    /// <summary>Wishes about the setup record.</summary>
    public SetupOptions Setup { get; } = new();

    /// <summary>True: factory reset before the start.</summary>
    public bool IsResetWanted { get; private set; }

    /// <summary>What goes to standard error.</summary>
    public LogLevel LogLevel { get; private set; } = LogLevel.Warning;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">It makes no sense; the message is one line that says why.</exception>
    public static BoardOptions Parse(string[] arguments)
    {
        var options = new BoardOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            string[] parts = arguments[i].Split('=', 2);
            string option = parts[0] is "-h" or "-?" ? "--help" : parts[0];
            if (!options._given.Add(option))
            {
                throw new UsageException($"{option} is given twice.");
            }

            if (s_flags.Contains(option))
            {
                options.SetFlag(option, parts.Length > 1);
            }
            else if (s_values.Contains(option))
            {
                string? value = parts.Length > 1 ? parts[1] : i + 1 < arguments.Length ? arguments[++i] : null;
                options.SetValue(option, value ?? throw new UsageException($"{option} needs a value."));
            }
            else
            {
                throw new UsageException($"Unknown option {option}. --help lists those there are.");
            }
        }

        return options;
    }

    /// <summary>The text of --help.</summary>
    public static string Help(string firmware) => $"""
        {firmware}: a HomeKit accessory as a process.

          --name NAME               name of the accessory: letters, digits, spaces and apostrophes, up to 64 bytes
          --port PORT               TCP port, 0 to 65535; 0, the default, takes any that is free
          --bind ADDRESS            IPv4 address to listen on; the default is all. On a loopback address discovery is not used.
          --setup-code XXX-XX-XXX   setup code; the default is the stored one, at first one drawn at random. Of a code given here only the
                                    verifier is stored, as on a device with a label: give it again to see it and the QR code again.
          --setup-id XXXX           setup id, four of 0-9 and A-Z, as the QR code carries it
          --new-setup-code          replace the stored setup record by a new one with a code drawn at random (unpaired only)
          --data FOLDER             where state is kept; the default is {DefaultFolder(firmware)}
          --wifi-setup              start as a board that knows no network: an access point on 127.0.0.1 with a page that asks for one. The air holds
                                    "{VirtualRadio.Home}" with the password "{VirtualRadio.HomePassword}", the open "{VirtualRadio.Open}", and
                                    "{VirtualRadio.Awkward}", whose blanks belong to its name, with that password.
          --page-port PORT          TCP port of that page and of the status page; 0, the default, takes any that is free
          --status-minutes MINUTES  how long the status page stays after a press of the button; the default is 10, as on a board
          --reset                   factory reset before the start: forget all controllers and values, keep the setup code
          --log LEVEL               none, error, warning (the default), information or debug
          --help                    this text

        Keys: b presses the board's button, which opens the status page too, w holds it for the setup of Wi-Fi, r for a factory reset, Ctrl+C stops.
        Exit codes: 0 stopped, 1 could not start or go on, 2 the command line makes no sense.
        """;

    /// <summary>Where a firmware keeps its state when nobody says otherwise.</summary>
    public static string DefaultFolder(string firmware)
    {
        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "HapNano", firmware);
    }

    // Null is every address. Addresses from 224.0.0.0 on are those of groups, or of everybody (RFC 1112 §4, RFC 919 §7): nobody can connect to one.
    private static byte[]? CheckedAddress(string value)
    {
        if (!IPAddress.TryParse(value, out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetwork || value.Split('.').Length != 4)
        {
            throw new UsageException($"--bind {value}: not an IPv4 address.");
        }

        byte[] bytes = address.GetAddressBytes();
        return address.Equals(IPAddress.Any) ? null
            : bytes[0] < FirstGroupByte ? bytes
            : throw new UsageException($"--bind {value}: not the address of one host.");
    }

    private static int CheckedPort(string option, string value) =>
        ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? port
            : throw new UsageException($"{option} {value}: not a number from 0 to 65535.");

    private void SetFlag(string option, bool hasValue)
    {
        if (hasValue)
        {
            throw new UsageException($"{option} takes no value.");
        }

        IsHelpWanted |= option == "--help";
        IsResetWanted |= option == "--reset";
        Setup.IsNewRecordWanted |= option == "--new-setup-code";
        IsWifiSetupWanted |= option == "--wifi-setup";
    }

    private void SetValue(string option, string value)
    {
        switch (option)
        {
            case "--name":
                Name = CheckedName(value);
                break;
            case "--port":
                Port = CheckedPort("--port", value);
                break;
            case "--page-port":
                PagePort = CheckedPort("--page-port", value);
                break;
            case "--status-minutes":
                StatusMinutes = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double minutes) && minutes is > 0 and <= 60
                    ? minutes
                    : throw new UsageException($"--status-minutes {value}: not a number above 0, up to 60.");
                break;
            case "--bind":
                BindAddress = CheckedAddress(value);
                break;
            case "--setup-code":
                // Not echoed: it may be the right one with a slip of the finger.
                Setup.Code = new byte[SetupCode.TextBytes];
                if (!SetupCode.TryParse(value, Setup.Code))
                {
                    throw new UsageException("--setup-code: not of the form XXX-XX-XXX, or one that everybody tries first, such as 123-45-678.");
                }

                break;
            case "--setup-id":
                Setup.SetupId = new byte[SetupId.TextBytes];
                if (!SetupId.TryParse(value, Setup.SetupId))
                {
                    throw new UsageException($"--setup-id {value}: not four of 0-9 and A-Z.");
                }

                break;
            case "--data":
                DataFolder = value.Length > 0 ? Path.GetFullPath(value) : throw new UsageException("--data: an empty path is no folder.");
                break;
            default:
                LogLevel = Enum.TryParse(value, ignoreCase: true, out LogLevel level) && Enum.IsDefined(level) && !char.IsAsciiDigit(value[0])
                    ? level
                    : throw new UsageException($"--log {value}: not one of none, error, warning, information, debug.");
                break;
        }
    }

    private static string CheckedName(string name)
    {
        try
        {
            // The model's own rule, and its own words.
            _ = new Accessory(name, "maker", "model", "serial");
            return name;
        }
        catch (DatabaseException exception)
        {
            throw new UsageException($"--name {Printable(name)}: {exception.Message}.");
        }
    }

    private static string Printable(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            line.Append(char.IsControl(character) ? '?' : character);
        }

        return line.ToString();
    }
}
