// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;

namespace HapNano.Server.Tests;

/// <summary>Remembers what the owner would see.</summary>
internal sealed class RecordingPanel : ServerPanel, IDisposable
{
    private readonly SemaphoreSlim _changed = new(0);
    private readonly List<string> _lines = [];

    public int Port { get; private set; }

    /// <summary>Where the last page that was told of is.</summary>
    public string? Page { get; private set; }

    /// <summary>True: telling of a status page throws, and says so.</summary>
    public bool IsShortOfMemory { get; set; }

    public string? Code { get; private set; }

    public string[] Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public override void ShowSetup(string name, byte[] code, byte[] payload)
    {
        Code = code == null ? null : Encoding.ASCII.GetString(code);
        Add($"setup {name} {Code ?? "label"} {(payload == null ? "none" : Encoding.ASCII.GetString(payload))}");
    }

    public override void HideSetup(string name) => Add($"paired {name}");

    public override void Listening(string address, int port)
    {
        Port = port;
        Add("listening");
    }

    public override void WifiSetup(string name, string password, string page)
    {
        Page = page;
        Add($"access point {name} {password}");
    }

    public override void StatusPage(string page)
    {
        if (IsShortOfMemory)
        {
            Add("no memory");
            throw new OutOfMemoryException();
        }

        Page = page;
        Add("status page");
    }

    public override void Identify() => Add("identify");

    public override void Resetting() => Add("resetting");

    public override void Warn(string text) => Add(text);

    /// <summary>Waits for the n-th line that begins so.</summary>
    public bool WaitFor(string beginning, int count = 1)
    {
        while (Array.FindAll(Lines, line => line.StartsWith(beginning, StringComparison.Ordinal)).Length < count)
        {
            if (!_changed.Wait(Patience.Long))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose() => _changed.Dispose();

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }

        _changed.Release();
    }
}
