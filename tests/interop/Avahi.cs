// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Interop.Tests;

/// <summary>Debian's avahi-daemon on one host of a test network, with a message bus of its own; no part of the machine's.</summary>
internal sealed class Avahi : IAsyncDisposable
{
    // Its pid file and socket stand under /run, so it gets a /run of its own; "ip netns exec" has made the mounts private.
    private const string Start = "mount -t tmpfs none /run && mkdir /run/avahi-daemon && "
        + "exec avahi-daemon --file \"$0\" --no-drop-root --no-chroot --no-rlimits";

    private readonly string _namespace;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hapnano-avahi-");
    private LineProcess? _bus;
    private LineProcess? _daemon;

    private Avahi(string networkNamespace)
    {
        _namespace = networkNamespace;
    }

    private string BusAddress => $"unix:path={Path.Combine(_folder.FullName, "bus")}";

    /// <summary>Starts the daemon under a host name, over IPv6 and IPv4 or over IPv6 alone, and waits until it serves; inconclusive where it is not installed.</summary>
    public static async Task<Avahi> StartAsync(string networkNamespace, string hostName, bool hasIPv4 = true)
    {
        foreach (string program in new[] { "avahi-daemon", "avahi-browse", "dbus-daemon" })
        {
            if (!new[] { "/usr/sbin", "/usr/bin" }.Any(folder => File.Exists(Path.Combine(folder, program))))
            {
                Assert.Inconclusive($"{program} is not installed (Debian: avahi-daemon, avahi-utils)");
            }
        }

        var avahi = new Avahi(networkNamespace);
        try
        {
            await avahi.StartAsync(hostName, hasIPv4);
            return avahi;
        }
        catch
        {
            await avahi.DisposeAsync();
            throw;
        }
    }

    /// <summary>Browses for accessories and resolves them, in the form for programs; one line a change until it is disposed of.</summary>
    public LineProcess Browse() => Run("avahi-browse", "--resolve", "--parsable", "_hap._tcp");

    /// <summary>Waits until what avahi knows of an accessory, resolved anew each time, is what the condition accepts; avahi-browse tells no changes of text.</summary>
    public async Task WaitForTextAsync(Func<string, bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(LineProcess.Patience);
        string transcript = "";
        while (!patience.IsCancellationRequested)
        {
            await using LineProcess browser = Run("avahi-browse", "--resolve", "--parsable", "--terminate", "_hap._tcp");
            await browser.WaitForExitAsync();
            await foreach (string line in browser.ReadLinesAsync())
            {
                if (line.StartsWith('=') && condition(line))
                {
                    return;
                }
            }

            transcript = browser.Transcript;
        }

        Assert.Fail($"Never came: {what}. Last seen:\n{transcript}");
    }

    /// <summary>Publishes a service until it is disposed of, under another name where this one is taken.</summary>
    public LineProcess Publish(string name, int port) =>
        Run("avahi-publish-service", name, "_hap._tcp", port.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Probes for another host name.</summary>
    public async Task SetHostNameAsync(string hostName)
    {
        await using LineProcess set = Run("avahi-set-host-name", hostName);
        Assert.AreEqual(0, await set.WaitForExitAsync(), set.Transcript);
    }

    /// <summary>The address of a host, as text: <paramref name="family"/> is -4 or -6.</summary>
    public async Task<string> ResolveAsync(string family, string host)
    {
        await using LineProcess resolve = Run("avahi-resolve", family, "--name", host);
        string line = await resolve.WaitForLineAsync(text => text.Contains('\t'), $"the address of {host}");
        return line.Split('\t')[1];
    }

    /// <summary>Waits for a word of the daemon, of those it has not said yet when it is called.</summary>
    public Task<string> WaitForLogAsync(Func<string, bool> condition, string what) => _daemon!.WaitForLineAsync(condition, what);

    public async ValueTask DisposeAsync()
    {
        foreach (LineProcess? process in new[] { _daemon, _bus })
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }

        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(string hostName, bool hasIPv4)
    {
        string bus = Path.Combine(_folder.FullName, "bus.conf");
        await File.WriteAllTextAsync(bus, $"""
            <busconfig>
              <type>session</type>
              <listen>{BusAddress}</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
              </policy>
            </busconfig>
            """);
        string configuration = Path.Combine(_folder.FullName, "avahi.conf");
        await File.WriteAllTextAsync(configuration, $"""
            [server]
            host-name={hostName}
            use-ipv4={(hasIPv4 ? "yes" : "no")}
            use-ipv6=yes
            allow-interfaces=eth0
            [publish]
            publish-hinfo=no
            publish-workstation=no
            """);
        _bus = LineProcess.Start(_namespace, "dbus-daemon", "--config-file", bus, "--nofork", "--print-address");
        await _bus.WaitForLineAsync(line => line.StartsWith("unix:", StringComparison.Ordinal), "the address of the message bus");
        _daemon = LineProcess.Start(_namespace, "env", $"DBUS_SYSTEM_BUS_ADDRESS={BusAddress}", "sh", "-c", $"exec 2>&1; {Start}", configuration);
        await _daemon.WaitForLineAsync(line => line.StartsWith("Server startup complete", StringComparison.Ordinal), "avahi's start");
    }

    private LineProcess Run(string program, params IEnumerable<string> arguments) =>
        LineProcess.Start(_namespace, "env", [$"DBUS_SYSTEM_BUS_ADDRESS={BusAddress}", "sh", "-c", "exec \"$0\" \"$@\" 2>&1", program, .. arguments]);
}
