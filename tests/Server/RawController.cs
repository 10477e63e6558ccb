// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HapNano.Tests.Fakes;

namespace HapNano.Server.Tests;

/// <summary>A controller's connection: a plain socket, requests as text, and the reference arithmetic of the Core tests.</summary>
internal sealed class RawController : IDisposable
{
    private readonly List<byte> _text = [];
    private readonly List<byte> _sealed = [];
    private readonly List<byte> _heard = [];
    private TestController? _session;

    /// <summary>Connects.</summary>
    /// <param name="port">Where the lamp listens.</param>
    /// <param name="receiveBufferBytes">Of the socket; 0 for the system's choice.</param>
    /// <param name="host">Comes from 127.0.0.this: the lamp tells hosts by their addresses.</param>
    public RawController(int port, int receiveBufferBytes = 0, byte host = 1)
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)Patience.Long.TotalMilliseconds,
        };
        if (receiveBufferBytes > 0)
        {
            Socket.ReceiveBufferSize = receiveBufferBytes;
        }

        if (host != 1)
        {
            Socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, host]), 0));
        }

        Socket.Connect(IPAddress.Loopback, port);
    }

    public Socket Socket { get; }

    /// <summary>What it sent, as it went over the wire.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>Everything that came, opened.</summary>
    public string Heard => Encoding.Latin1.GetString([.. _heard]);

    /// <summary>Runs Pair Setup.</summary>
    public void Pair(TestController controller, string code) => controller.SetupM6(AskForM6(controller, code));

    /// <summary>Runs Pair Setup, and gives its last answer unread.</summary>
    public byte[] AskForM6(TestController controller, string code)
    {
        byte[] m2 = Post("/pair-setup", TestController.SetupM1());
        byte[] m4 = Post("/pair-setup", controller.SetupM3(m2, code));
        return Post("/pair-setup", controller.SetupM5(m4));
    }

    /// <summary>Runs Pair Verify; what follows is sealed.</summary>
    public RawController Verify(TestController controller)
    {
        byte[] m2 = Post("/pair-verify", controller.VerifyM1());
        controller.VerifyM4(Post("/pair-verify", controller.VerifyM3(m2)));
        _session = controller;
        return this;
    }

    /// <summary>Sends a request and reads its answer.</summary>
    public (int Status, string Body) Ask(string request, string body = "")
    {
        Send(Request(request, Encoding.UTF8.GetBytes(body)));
        (string start, byte[] answer) = ReadMessage();
        return (int.Parse(start.Split(' ')[1]), Encoding.UTF8.GetString(answer));
    }

    /// <summary>The same on a connection that gets events meanwhile, which are passed over.</summary>
    /// <returns>The status.</returns>
    public int AskAmongEvents(string request, string body)
    {
        Send(Request(request, Encoding.UTF8.GetBytes(body)));
        string start;
        do
        {
            start = ReadMessage().Start;
        }
        while (start.StartsWith("EVENT/1.0 200", StringComparison.Ordinal));
        return int.Parse(start.Split(' ')[1]);
    }

    public byte[] Sealed(string request) => Seal(Request(request, []));

    /// <summary>Asks again and again without reading the answers, until neither side takes any more.</summary>
    public void AskUntilStuck(string request)
    {
        bool isStuck = false;
        Socket.Blocking = false;
        byte[] text = Sealed(request);
        while (!isStuck)
        {
            try
            {
                text = text[Socket.Send(text)..];
                text = text.Length == 0 ? Sealed(request) : text;
            }
            catch (SocketException)
            {
                isStuck = !Socket.Poll(TimeSpan.FromMilliseconds(500), SelectMode.SelectWrite);
            }
        }

        Socket.Blocking = true;
    }

    /// <summary>Reads the answer to what was sent past <see cref="Ask"/>.</summary>
    public string ReadAnswer() => Encoding.UTF8.GetString(ReadMessage().Body);

    /// <summary>Reads an event.</summary>
    public string ReadEvent()
    {
        (string start, byte[] body) = ReadMessage();
        return start.StartsWith("EVENT/1.0 200", StringComparison.Ordinal) ? Encoding.UTF8.GetString(body) : throw new InvalidOperationException(start);
    }

    /// <summary>Waits for the accessory to close the connection; what it sends before is passed over.</summary>
    public bool IsClosedByAccessory()
    {
        byte[] rest = new byte[1024];
        int count;
        do
        {
            count = Socket.Receive(rest);
        }
        while (count > 0);
        return true;
    }

    public void Dispose() => Socket.Dispose();

    private static byte[] Request(string request, byte[] body)
    {
        string head = $"{request} HTTP/1.1\r\nHost: lamp\r\n" + (body.Length > 0 || request[0] == 'P' ? $"Content-Length: {body.Length}\r\n" : "") + "\r\n";
        return [.. Encoding.UTF8.GetBytes(head), .. body];
    }

    /// <summary>Sends a pairing message.</summary>
    /// <returns>The body of its answer, which must be 200.</returns>
    public byte[] Post(string path, byte[] body)
    {
        Send(Request($"POST {path}", body));
        (string start, byte[] answer) = ReadMessage();
        return start.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) ? answer : throw new InvalidOperationException(start);
    }

    private byte[] Seal(byte[] text) => _session?.SealFrames(text) ?? text;

    private void Send(byte[] text)
    {
        Sent.Add(Seal(text));
        Socket.Send(Sent[^1]);
    }

    private (string Start, byte[] Body) ReadMessage()
    {
        int end;
        while ((end = Encoding.Latin1.GetString([.. _text]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            ReadMore();
        }

        string[] lines = Encoding.Latin1.GetString([.. _text], 0, end).Split("\r\n");
        string? length = Array.Find(lines, line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        int count = length == null ? 0 : int.Parse(length.Split(' ')[1]);
        while (_text.Count < end + 4 + count)
        {
            ReadMore();
        }

        byte[] body = [.. _text.GetRange(end + 4, count)];
        _text.RemoveRange(0, end + 4 + count);
        return (lines[0], body);
    }

    private void ReadMore()
    {
        byte[] buffer = new byte[4096];
        int count = Socket.Receive(buffer);
        if (count == 0)
        {
            throw new InvalidOperationException("The accessory closed the connection.");
        }

        if (_session == null)
        {
            _text.AddRange(buffer[..count]);
            _heard.AddRange(buffer[..count]);
            return;
        }

        _sealed.AddRange(buffer[..count]);
        while (_sealed.Count >= 2 && _sealed.Count >= FrameBytes())
        {
            byte[] frame = [.. _sealed.GetRange(0, FrameBytes())];
            _sealed.RemoveRange(0, frame.Length);
            byte[] text = _session.OpenFrames(frame);
            _text.AddRange(text);
            _heard.AddRange(text);
        }
    }

    private int FrameBytes() => 2 + (_sealed[0] | (_sealed[1] << 8)) + 16;
}
