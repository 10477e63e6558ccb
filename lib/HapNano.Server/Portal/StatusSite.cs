// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Session;

namespace HapNano.Server;

/// <summary>The status page: what an owner with a "No Response" wants to know. It changes nothing, and names no controller and no network.</summary>
internal sealed class StatusSite : PageSite
{
    private const int MinuteMs = 60 * 1000;

    private readonly HapServer _server;
    private readonly HapHost _host;
    private readonly ConnectionSocket[] _sockets;
    private readonly byte[] _title;
    private readonly byte[] _hostName;
    private int _signal;
    private bool _isMeasured;

    /// <summary>A page about a server.</summary>
    /// <param name="server">Its time and its Wi-Fi.</param>
    /// <param name="host">Its counters.</param>
    /// <param name="sockets">Its connections.</param>
    /// <param name="name">Name of the accessory.</param>
    /// <param name="hostName">Its host's name in discovery, without number and .local; letters, digits and hyphens.</param>
    public StatusSite(HapServer server, HapHost host, ConnectionSocket[] sockets, string name, string hostName)
    {
        _server = server;
        _host = host;
        _sockets = sockets;
        _title = Encoding.UTF8.GetBytes(name);
        _hostName = Encoding.UTF8.GetBytes(hostName);
    }

    /// <inheritdoc/>
    public override void Answer(PageRequest request, PageWriter page)
    {
        if (!request.IsFor(_hostName))
        {
            page.Plain("421 Misdirected Request");
        }
        else if (!request.IsGet)
        {
            page.Plain("405 Method Not Allowed");
        }
        else if (!request.PathIs("/"))
        {
            page.Plain("404 Not Found");
        }
        else
        {
            Show(page);
        }
    }

    private void Show(PageWriter page)
    {
        page.Begin("200 OK", _title);
        page.Text("<table>");
        long minutes = (Platform.NowMs - _server.StartMs) / MinuteMs;
        page.Row("Up, minutes", minutes);
        page.Row("Free heap, bytes", Platform.FreeHeapBytes);
        ShowWifi(page);
        lock (StackLock.Root)
        {
            ShowHost(page);
        }

        page.Row("Waited for a place", Counters.Waits);
        page.Row("Closed, too many from there", Counters.Crowds);
        page.Row("Lamp's own code failed", Counters.ProductFailures);
        page.Row("Faults of the program", Counters.Faults);
        page.Row("Flash writes failed", Counters.FlashFailures);
        page.Row("Discovery began", Counters.Publications);
        page.Row("Discovery not possible", Counters.MdnsFailures);
        page.Row("Names taken by others", Counters.Renames);
        page.Text("</table>");
    }

    private void ShowWifi(PageWriter page)
    {
        WifiRadio radio = _server.Radio;
        WifiKeeper keeper = _server.Keeper;
        if (radio == null || keeper == null)
        {
            return;
        }

        if (!_isMeasured)
        {
            // Once for each opening, and not before somebody looks: it takes the radio away from its network for seconds.
            _isMeasured = true;
            _signal = radio.MeasureSignal();
        }

        page.Row("Wi-Fi signal, dBm", _signal);
        page.Row("Wi-Fi joined", keeper.Joins);
        page.Row("Wi-Fi lost", keeper.Drops);
        page.Row("Wi-Fi attempts", keeper.Attempts);
        page.Row("Wi-Fi password refused", keeper.Refusals);
        page.Row("Wi-Fi power save left on", keeper.PowerSaveFailures);
    }

    private void ShowHost(PageWriter page)
    {
        int connections = 0;
        int sessions = 0;
        for (int i = 0; i < _sockets.Length; i++)
        {
            ConnectionSocket socket = _sockets[i];
            connections += socket == null ? 0 : 1;
            sessions += socket != null && socket.Connection.IsVerified ? 1 : 0;
        }

        HostCounters counters = _host.Counters;
        page.Row("Sessions", sessions);
        page.Row("Connections", connections);
        page.Row("Pair Verify failed", counters.VerifyFailures);
        page.Row("Pair Verify too often", counters.VerifyLimits);
        page.Row("Frames not authentic", counters.BadFrames);
        page.Row("Requests refused", counters.BadRequests);
        page.Row("Closed, out of time", counters.TimeLimits);
        page.Row("Closed, took no bytes", counters.SlowReaders);
        page.Row("Closed for another", counters.Replaced);
        page.Row("No place for a session", counters.Refused);
    }
}
