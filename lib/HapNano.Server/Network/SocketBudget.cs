// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>Who has which of the sockets that an ESP32 image of nanoFramework has (its option CONFIG_LWIP_MAX_SOCKETS). Nobody opens more than stands here.</summary>
/// <remarks>
/// A connection that is accepted with no socket left is closed by lwIP. Who is not accepted waits in the backlog, which takes none.
/// <code>
///   11  controllers, HapHost.MaxConnections
///    1  newcomer in hand, while all of those are taken: who has to go for it depends on who it is
///    2  listeners: of controllers, and of the status page while it is open
///    1  discovery; its second one, for IPv6, is a PC's, whose sockets nobody counts
///    1  browser on the status page; the next one waits
///   --
///   16
/// </code>
/// With the access point open there are no controllers, and its page, names and addresses take seven.
/// </remarks>
internal static class SocketBudget
{
    /// <summary>Sockets of an image.</summary>
    public const int Image = 16;

    /// <summary>Browsers that the status page serves at a time: what controllers, listeners, and discovery leave.</summary>
    public const int StatusPage = Image - HapHost.MaxConnections - InHand - Listeners - Discovery;

    private const int InHand = 1;
    private const int Listeners = 2;
    private const int Discovery = 1;
}
