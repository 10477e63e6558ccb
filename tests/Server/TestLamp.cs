// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using HapNano.Crypto;
using HapNano.Model;
using HapNano.Native;
using HapNano.Pairing;

namespace HapNano.Server.Tests;

/// <summary>A whole server in this process, on a port of 127.0.0.1: a switch, and state in memory.</summary>
internal sealed class TestLamp : IDisposable
{
    public const string SetupCode = "518-08-582";

    private readonly Thread _thread;
    private readonly HapServer _server;
    private Exception? _failure;
    private bool _isStopped;

    private TestLamp(MemoryMedium medium, ServerSettings settings, IEnumerable<Service> extra, CryptoProvider? crypto = null, params Accessory[] bridged)
    {
        Switch.On.Bind(Device);
        var accessory = new Accessory("Test Lamp", "HapNano", "Test", "0001");
        accessory.Add(Switch);
        foreach (Service service in extra)
        {
            accessory.Add(service);
        }

        settings.Panel = Panel;
        _server = new HapServer([accessory, .. bridged], new FlashStore(medium), crypto ?? new NativeCrypto(), settings) { Indicator = Indicator };
        _thread = new Thread(Run);
        _thread.Start();
    }

    public RecordingPanel Panel { get; } = new();

    public RecordingIndicator Indicator { get; } = new();

    public Switch Switch { get; } = new();

    public TestDevice Device { get; } = new();

    public HapServer Server => _server;

    /// <summary>Starts a server and waits until it listens.</summary>
    public static TestLamp Start(MemoryMedium medium, ServerSettings? settings = null, params Service[] extra)
    {
        var lamp = new TestLamp(medium, settings ?? Settings(), extra);
        if (!lamp.Panel.WaitFor("listening"))
        {
            lamp.Dispose();
        }

        return lamp;
    }

    /// <summary>Starts a server with accessories behind the lamp, and waits until it listens.</summary>
    public static TestLamp StartBridge(MemoryMedium medium, Accessory[] bridged)
    {
        var lamp = new TestLamp(medium, Settings(), [], null, bridged);
        if (!lamp.Panel.WaitFor("listening"))
        {
            lamp.Dispose();
        }

        return lamp;
    }

    /// <summary>Starts a server and waits for nothing.</summary>
    public static TestLamp Begin(MemoryMedium medium, ServerSettings settings) => new(medium, settings, []);

    /// <summary>Starts a server with other primitives, and waits for nothing.</summary>
    public static TestLamp Begin(MemoryMedium medium, CryptoProvider crypto) => new(medium, Settings(), [], crypto);

    /// <summary>Starts a server that cannot start, and gives the reason.</summary>
    public static ServerException StartAndFail(MemoryMedium medium, ServerSettings? settings = null)
    {
        var lamp = new TestLamp(medium, settings ?? Settings(), []);
        lamp._thread.Join();
        lamp._isStopped = true;
        return lamp._failure as ServerException ?? throw new InvalidOperationException("It started.", lamp._failure);
    }

    public static ServerSettings Settings() => new()
    {
        Port = 0,
        PagePort = 0,
        NamePort = 0,
        BindAddress = [127, 0, 0, 1],
        Setup = new SetupOptions { Code = Code(SetupCode) },
    };

    public static byte[] Code(string text)
    {
        byte[] code = new byte[Pairing.SetupCode.TextBytes];
        Pairing.SetupCode.TryParse(text, code);
        return code;
    }

    /// <summary>Services of some kilobytes, as a product with many lamps has.</summary>
    public static Service[] ManyServices() =>
    [
        .. Enumerable.Range(0, 20).Select(number =>
        {
            var lamp = new Lightbulb();
            lamp.AddName("Extra lamp number " + (char)('a' + number));
            lamp.AddBrightness();
            lamp.AddHue();
            lamp.AddSaturation();
            return lamp;
        }),
    ];

    public RawController Connect(byte host = 1) => new(Panel.Port, host: host);

    public void Stop()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        _server.Stop();
        _thread.Join();
        if (_failure != null)
        {
            throw new InvalidOperationException("The server failed.", _failure);
        }
    }

    public void Dispose()
    {
        Stop();
        Panel.Dispose();
    }

    private void Run()
    {
        try
        {
            _server.Run();
        }
        catch (Exception exception)
        {
            // Told by Stop or StartAndFail, on the test's own thread.
            _failure = exception;
        }
    }
}
