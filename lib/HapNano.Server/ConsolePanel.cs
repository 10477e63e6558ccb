// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;

namespace HapNano.Server;

/// <summary>The panel of a board that has nothing but its serial console.</summary>
public sealed class ConsolePanel : ServerPanel
{
    /// <inheritdoc/>
    public override void ShowSetup(string name, byte[] code, byte[] payload)
    {
        Console.WriteLine(name);
        Console.WriteLine(code == null ? "Setup code: on the label" : "Setup code: " + Encoding.UTF8.GetString(code, 0, code.Length));
        if (payload != null)
        {
            Console.WriteLine(Encoding.UTF8.GetString(payload, 0, payload.Length));
        }
    }

    /// <inheritdoc/>
    public override void Listening(string address, int port)
    {
        Console.WriteLine("Listening on " + address + ":" + port.ToString());
    }

    /// <inheritdoc/>
    public override void WifiSetup(string name, string password, string page)
    {
        Console.WriteLine("Wi-Fi setup: join \"" + name + "\" with the password " + password + " and open " + page);
    }

    /// <inheritdoc/>
    public override void StatusPage(string page)
    {
        Console.WriteLine("Status page: " + page);
    }

    /// <inheritdoc/>
    public override void Warn(string text)
    {
        Console.WriteLine(text);
    }
}
