// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Net;

namespace HapNano.Server;

/// <summary>Opens the status page for its time. For the server's own thread.</summary>
internal sealed class StatusPage
{
    // 26 rows of at most 64 bytes, the head of the response and the style.
    private const int PageBytes = 3072;

    private readonly StatusSite _site;
    private readonly ServerSettings _settings;
    private PageThread _pages;
    private long _endMs;

    /// <summary>A page that is closed.</summary>
    public StatusPage(StatusSite site, ServerSettings settings)
    {
        _site = site;
        _settings = settings;
    }

    /// <summary>How long it stays open; long.MaxValue while it is closed.</summary>
    public long LeftMs => _pages == null ? long.MaxValue : _endMs - Platform.NowMs;

    /// <summary>Opens it, or lets it stay for its whole time again.</summary>
    /// <exception cref="System.OutOfMemoryException">There is no room for it: it stays closed, and may be asked for again.</exception>
    public void Open()
    {
        _endMs = Platform.NowMs + _settings.StatusPageMs;
        if (_pages == null)
        {
            PageThread pages;
            try
            {
                pages = new PageThread(_site, _settings.BindAddress, _settings.PagePort, SocketBudget.StatusPage, PageBytes);
            }
            catch (ServerException)
            {
                // The lamp goes on without it.
                _settings.Panel.Warn("The status page is off: its port is in use.");
                return;
            }
            catch (Exception exception)
            {
                // No memory or no socket for it, and this is the thread that the server lives on. Whoever presses again tries again.
                Log.Caught(LogCategory.Server, exception);
                Counters.Faults++;
                return;
            }

            pages.Start();

            // Only now: nobody waits for the end of a thread that could not be started.
            _pages = pages;
        }

        _settings.Panel.StatusPage("http://" + Address() + (_pages.Port == 80 ? "/" : ":" + _pages.Port.ToString() + "/"));
    }

    /// <summary>Closes it; closed, nothing happens.</summary>
    public void Close()
    {
        if (_pages != null)
        {
            _pages.Stop();
            _pages = null;
        }
    }

    private string Address()
    {
        byte[] address = new byte[4];
        if (_settings.BindAddress != null)
        {
            address = _settings.BindAddress;
        }
        else
        {
            NetworkLink.Board.TryGetAddress(null, address, new byte[4]);
        }

        return new IPAddress(address).ToString();
    }
}
