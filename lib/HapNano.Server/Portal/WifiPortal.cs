// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace HapNano.Server;

/// <summary>The device as an access point: from its opening until a network is joined, nobody comes, or the server has to do something else.</summary>
internal sealed class WifiPortal
{
    /// <summary>A device that knows a network closes its access point after so long without a visitor, and joins that network again.</summary>
    public const int IdleMs = 10 * 60 * 1000;

    /// <summary>And after so long whoever visits: the access point's password may be everybody's, and meanwhile the device serves no controller.</summary>
    public const int LongestMs = 30 * 60 * 1000;

    private const int DhcpPort = 67;
    private const int Connections = 4;

    // The parts of a page: about 2,400 bytes of text and code, 16 names of at most 186 and their tags of 16, a QR code of at most 2,600.
    private const int PageBytes = 8192;

    // A browser asks for the last page every three seconds; a phone that lost the access point for a moment comes a little later.
    private const int FarewellMs = 10000;

    // For the last packets of that page.
    private const int SentMs = 1000;
    private const int LookMs = 100;

    private readonly HapServer _server;
    private readonly WifiRadio _radio;
    private readonly ServerSettings _settings;
    private readonly SetupSite _site;

    /// <summary>A portal that serves nobody yet.</summary>
    /// <param name="server">Says when to end.</param>
    /// <param name="radio">Is the access point.</param>
    /// <param name="settings">Ports and panel.</param>
    /// <param name="site">The page.</param>
    public WifiPortal(HapServer server, WifiRadio radio, ServerSettings settings, SetupSite site)
    {
        _server = server;
        _radio = radio;
        _settings = settings;
        _site = site;
    }

    /// <summary>Serves, and closes the access point; a chip may restart for that.</summary>
    /// <param name="name">Name of the access point, which is open.</param>
    /// <exception cref="ServerException">The page's port cannot be had.</exception>
    public void Run(string name)
    {
        byte[] address = _radio.AccessPointAddress;
        PageThread pages = new PageThread(_site, address, _settings.PagePort, Connections, PageBytes);
        string host = new IPAddress(address).ToString() + (pages.Port == 80 ? "" : ":" + pages.Port.ToString());
        _site.Host = Encoding.UTF8.GetBytes(host);

        // Before anybody can come: looking around takes the radio away from the access point for seconds.
        _site.SetNetworks(_radio.Scan());
        DatagramThread names = StartService(new CaptiveDns(address), address, _settings.NamePort);
        DatagramThread addresses = _radio.IsDhcpOurs ? StartService(new CaptiveDhcp(address), address, DhcpPort) : null;
        pages.Start();
        try
        {
            _settings.Panel.WifiSetup(name, Wifi.SetupPassword, "http://" + host + "/");
            Serve();
        }
        finally
        {
            pages.Stop();
            StopService(names);
            StopService(addresses);
        }

        if (!_server.IsEndWanted)
        {
            _radio.CloseAccessPoint();
        }
    }

    // Without names a phone does not find the page by itself, without addresses one has to be typed in: no reason to have no page.
    private DatagramThread StartService(IDatagramService service, byte[] address, int port)
    {
        try
        {
            DatagramThread thread = new DatagramThread(service, address, port);
            thread.Start();
            return thread;
        }
        catch (SocketException exception)
        {
            Log.Caught(LogCategory.Network, exception);
            return null;
        }
    }

    private static void StopService(DatagramThread thread)
    {
        if (thread != null)
        {
            thread.Stop();
        }
    }

    private void Serve()
    {
        long sinceMs = Platform.NowMs;
        while (!_server.IsEndWanted && _site.Stage != SetupStage.Done)
        {
            if (_site.Stage == SetupStage.Trying)
            {
                Try();
            }
            else if (_radio.HasCredentials && Platform.NowMs >= EndMs(sinceMs))
            {
                return;
            }
            else
            {
                _server.WaitForCommand(IdleMs);
            }
        }

        for (int leftMs = FarewellMs; leftMs > 0 && !_site.IsFarewellTaken && !_server.IsEndWanted; leftMs -= LookMs)
        {
            Thread.Sleep(LookMs);
        }

        if (_site.Stage == SetupStage.Done)
        {
            Thread.Sleep(SentMs);
        }
    }

    private long EndMs(long sinceMs)
    {
        long visitMs = _site.LastVisitMs;
        long idleMs = (visitMs > sinceMs ? visitMs : sinceMs) + IdleMs;
        return idleMs < sinceMs + LongestMs ? idleMs : sinceMs + LongestMs;
    }

    private void Try()
    {
        _site.Read(out string name, out string password);
        WifiJoinResult result = _radio.Try(name, password);
        Log.Write(LogLevel.Information, LogCategory.Network, "network tried: result", (int)result, 0);
        switch (result)
        {
            case WifiJoinResult.Joined:
                _site.Finish(_radio.Store(name, password) ? null : "The network could not be stored.");
                break;
            case WifiJoinResult.Refused:
                _site.Finish("The network refused the password.");
                break;
            case WifiJoinResult.NotFound:
                _site.Finish("There is no network of that name here. The radio knows 2.4 GHz only.");
                break;
            default:
                _site.Finish("The network could not be joined.");
                break;
        }
    }
}
