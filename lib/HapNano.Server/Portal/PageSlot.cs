// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net.Sockets;
using HapNano.Codec;

namespace HapNano.Server;

/// <summary>One browser's connection: a request comes, its answer goes, the connection ends. Only the pages' thread touches it.</summary>
internal sealed class PageSlot
{
    // Browsers open connections before they know what for; those that ask nothing go when somebody else comes, or after this time.
    private const int RequestMs = 10000;

    // An answer of some kilobytes waits for one or two acknowledgements.
    private const int SendMs = 5000;

    private readonly PageRequest _request = new PageRequest();
    private Socket _socket;
    private long _sinceMs;

    /// <summary>True while there is no connection in it.</summary>
    public bool IsFree => _socket == null;

    /// <summary>Since when it waits for its request, monotonic milliseconds.</summary>
    public long SinceMs => _sinceMs;

    /// <summary>Takes a connection in.</summary>
    public void Open(Socket socket, long nowMs)
    {
        _socket = socket;
        _socket.SendTimeout = SendMs;
        _sinceMs = nowMs;
        _request.Reset();
        _request.Address = HostField.AddressOf(socket);
    }

    /// <summary>Reads what has come, without waiting; answers when that completes a request.</summary>
    /// <param name="site">Answers it.</param>
    /// <param name="page">Where answers are written.</param>
    /// <param name="nowMs">Monotonic time.</param>
    public void Serve(PageSite site, PageWriter page, long nowMs)
    {
        try
        {
            if (_socket.Poll(0, SelectMode.SelectRead))
            {
                Read(site, page);
            }
            else if (nowMs - _sinceMs >= RequestMs)
            {
                Close();
            }
        }
        catch (SocketException exception)
        {
            // The browser is gone, or takes nothing.
            Log.Caught(LogCategory.Connection, exception);
            Close();
        }
    }

    /// <summary>Ends the connection, and forgets what came.</summary>
    public void Close()
    {
        if (_socket != null)
        {
            ConnectionSocket.Close(_socket);
            _socket = null;
            _request.Reset();
        }
    }

    private void Read(PageSite site, PageWriter page)
    {
        byte[] buffer = _request.Buffer;
        int count = _socket.Receive(buffer, _request.Received, buffer.Length - _request.Received, SocketFlags.None);
        ParseStatus status = count > 0 ? _request.Add(count) : ParseStatus.Malformed;
        if (status == ParseStatus.NeedMore)
        {
            return;
        }

        if (count > 0)
        {
            Answer(site, page, status);
            int sent = 0;
            while (sent < page.Count)
            {
                sent += _socket.Send(page.Buffer, sent, page.Count - sent, SocketFlags.None);
            }
        }

        Close();
    }

    private void Answer(PageSite site, PageWriter page, ParseStatus status)
    {
        switch (status)
        {
            case ParseStatus.Done:
                site.Answer(_request, page);
                break;
            case ParseStatus.TooLarge:
                page.Plain("413 Content Too Large");
                break;
            default:
                page.Plain("400 Bad Request");
                break;
        }

        if (page.IsOverflowing)
        {
            page.Plain("500 Internal Server Error");
        }
    }
}
