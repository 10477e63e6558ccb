// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;
using System.Text.RegularExpressions;

namespace HapNano.Interop.Tests;

/// <summary>firmware/Lightbulb running as a process, as a user would start it.</summary>
internal sealed partial class Lamp : IAsyncDisposable
{
    private readonly LineProcess _process;

    private Lamp(LineProcess process, string address, int port)
    {
        _process = process;
        Address = address;
        Port = port;
    }

    public string Address { get; }

    public int Port { get; private set; }

    /// <summary>The page of the access point, while that is open.</summary>
    public string Page { get; private set; } = "";

    /// <summary>All the lamp has printed.</summary>
    public string Transcript => _process.Transcript;

    /// <summary>Starts the lamp on its state folder and waits until it listens.</summary>
    public static Task<Lamp> StartAsync(string dataFolder, params string[] options) => StartOnAsync(null, "127.0.0.1", dataFolder, options);

    /// <summary>The same inside a network namespace.</summary>
    public static Task<Lamp> StartOnAsync(string? networkNamespace, string address, string dataFolder, params string[] options) =>
        StartListeningAsync(networkNamespace, address, dataFolder, ["--bind", address, .. options]);

    /// <summary>The same on all addresses; <paramref name="address"/> is one of them.</summary>
    public static Task<Lamp> StartOnAllAsync(string? networkNamespace, string address, string dataFolder, params string[] options) =>
        StartListeningAsync(networkNamespace, address, dataFolder, options);

    /// <summary>Starts a lamp that knows no network, and waits for its access point.</summary>
    public static async Task<Lamp> StartSetupAsync(string dataFolder, params string[] options)
    {
        var lamp = new Lamp(Launch(null, ["--wifi-setup", "--bind", "127.0.0.1", "--port", "0", "--data", dataFolder, .. options]), "127.0.0.1", 0);
        lamp.Page = await lamp.WaitForSetupPageAsync();
        return lamp;
    }

    /// <summary>Runs the lamp with options that make it stop by itself.</summary>
    public static LineProcess Launch(string? networkNamespace, IEnumerable<string> options) =>
        LineProcess.Start(networkNamespace, "dotnet", ["exec", Places.LampAssembly, .. options]);

    /// <summary>The setup code it printed, XXX-XX-XXX.</summary>
    public string PrintedSetupCode() => SetupCode().Match(Transcript) is { Success: true } code
        ? code.Value
        : throw new AssertFailedException($"No setup code in:\n{Transcript}");

    /// <summary>Waits until the lamp listens, after the setup of Wi-Fi.</summary>
    public async Task WaitForListeningAsync()
    {
        string line = await _process.WaitForLineAsync(text => ListeningLine().IsMatch(text), "the line that says where the lamp listens");
        Port = int.Parse(ListeningLine().Match(line).Groups["port"].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for the page of the access point, and gives its address.</summary>
    public async Task<string> WaitForSetupPageAsync() =>
        SetupLine().Match(await _process.WaitForLineAsync(text => SetupLine().IsMatch(text), "the line that says where the page is")).Groups["page"].Value;

    /// <summary>Waits for the status page, and gives its address.</summary>
    public async Task<string> WaitForStatusPageAsync() =>
        StatusLine().Match(await _process.WaitForLineAsync(text => StatusLine().IsMatch(text), "the status page")).Groups["page"].Value;

    /// <summary>Presses the board's button.</summary>
    public Task PressButtonAsync() => _process.SendAsync("b");

    /// <summary>Holds the board's button for the setup of Wi-Fi.</summary>
    public Task HoldButtonForWifiSetupAsync() => _process.SendAsync("w");

    /// <summary>Holds the board's button until the factory reset.</summary>
    public Task HoldButtonAsync() => _process.SendAsync("r");

    public Task WaitForLineAsync(Func<string, bool> condition, string what) => _process.WaitForLineAsync(condition, what);

    public Task KillAsync() => _process.KillAsync();

    public Task<int> TerminateAsync() => _process.TerminateAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<Lamp> StartListeningAsync(string? networkNamespace, string address, string dataFolder, string[] options)
    {
        LineProcess process = Launch(networkNamespace, ["--port", "0", "--data", dataFolder, .. options]);
        string line = await process.WaitForLineAsync(text => ListeningLine().IsMatch(text), "the line that says where the lamp listens");
        int port = int.Parse(ListeningLine().Match(line).Groups["port"].Value, CultureInfo.InvariantCulture);
        return new Lamp(process, address, port);
    }

    [GeneratedRegex(@"Listening on \S+:(?<port>\d+)")]
    private static partial Regex ListeningLine();

    [GeneratedRegex(@"Wi-Fi setup\s+(?<page>http://\S+)$")]
    private static partial Regex SetupLine();

    [GeneratedRegex(@"status page (?<page>http://\S+)$")]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"\b\d{3}-\d{2}-\d{3}\b")]
    private static partial Regex SetupCode();
}
