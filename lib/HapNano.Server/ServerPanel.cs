// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>What the owner of a device gets to see of its server. Every member does nothing unless a board overrides it.</summary>
/// <remarks>Called from the server's threads, never under the stack's lock. Return soon: most come on the thread that writes flash, and answers to pairing wait for that.</remarks>
public abstract class ServerPanel
{
    /// <summary>The server begins to run; <see cref="HapServer.Stop"/> and <see cref="HapServer.FactoryReset"/> may be called from now on.</summary>
    public virtual void Started(HapServer server)
    {
    }

    /// <summary>The accessory can be added: show how.</summary>
    /// <param name="name">Name of the accessory.</param>
    /// <param name="code">Setup code, 10 ASCII bytes; null when only the label has it.</param>
    /// <param name="payload">Text of the QR code, 20 ASCII bytes; null without a code.</param>
    public virtual void ShowSetup(string name, byte[] code, byte[] payload)
    {
    }

    /// <summary>The accessory has an owner: take the setup code from sight.</summary>
    public virtual void HideSetup(string name)
    {
    }

    /// <summary>Controllers can connect.</summary>
    /// <param name="address">Where, as text.</param>
    /// <param name="port">TCP port.</param>
    public virtual void Listening(string address, int port)
    {
    }

    /// <summary>The accessory is an access point with a page that asks for the network; nobody can use it meanwhile.</summary>
    /// <param name="name">Name of the access point.</param>
    /// <param name="password">Its password.</param>
    /// <param name="page">Address of the page.</param>
    public virtual void WifiSetup(string name, string password, string page)
    {
    }

    /// <summary>The status page is open for a while.</summary>
    /// <param name="page">Its address.</param>
    public virtual void StatusPage(string page)
    {
    }

    /// <summary>A user wants to know which accessory this is.</summary>
    public virtual void Identify()
    {
    }

    /// <summary>Something the owner should know went wrong, and the server goes on without it.</summary>
    /// <param name="text">One line.</param>
    public virtual void Warn(string text)
    {
    }

    /// <summary>State is being wiped; a new start follows.</summary>
    public virtual void Resetting()
    {
    }
}
