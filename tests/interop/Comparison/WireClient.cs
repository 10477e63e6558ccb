// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net;
using System.Net.Sockets;
using System.Text;
using HapNano.Tests.Fakes;

namespace HapNano.Interop.Tests.Comparison;

/// <summary>A controller that sends whatever it is told to, over a socket, and reads what comes back; its arithmetic is that of the Core tests.</summary>
internal sealed class WireClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // For questions that one of the accessories is known never to answer. The other answers them without any arithmetic.
    private static readonly TimeSpan s_shortPatience = TimeSpan.FromSeconds(2);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly List<byte> _text = [];
    private readonly List<byte> _sealed = [];
    private TestController? _session;

    public WireClient(int port)
    {
        _socket.ReceiveTimeout = (int)s_patience.TotalMilliseconds;
        _socket.Connect(IPAddress.Loopback, port);
    }

    public static byte[] Request(string line, string? type, byte[] body) =>
    [
        .. Encoding.UTF8.GetBytes(
            $"{line} HTTP/1.1\r\nHost: lamp\r\n" + (type is null ? "" : $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n") + "\r\n"),
        .. body,
    ];

    public static byte[] Get(string target) => Request("GET " + target, null, []);

    public static byte[] Put(string target, string json) => Request("PUT " + target, "application/hap+json", Encoding.UTF8.GetBytes(json));

    public static byte[] Post(string target, byte[] tlv) => Request("POST " + target, "application/pairing+tlv8", tlv);

    public WireClient Pair(TestController controller, string code)
    {
        byte[] m2 = Body(Post("/pair-setup", TestController.SetupM1()));
        byte[] m4 = Body(Post("/pair-setup", controller.SetupM3(m2, code)));
        controller.SetupM6(Body(Post("/pair-setup", controller.SetupM5(m4))));
        return this;
    }

    public WireClient Verify(TestController controller)
    {
        byte[] m2 = Body(Post("/pair-verify", controller.VerifyM1()));
        controller.VerifyM4(Body(Post("/pair-verify", controller.VerifyM3(m2))));
        _session = controller;
        return this;
    }

    /// <summary>Sends bytes as they are.</summary>
    public void SendRaw(byte[] bytes) => _socket.Send(bytes);

    /// <summary>Sends text, in frames once verified.</summary>
    public void Send(byte[] text) => SendRaw(Seal(text));

    public byte[] Seal(byte[] text) => _session?.SealFrames(text) ?? text;

    /// <summary>Sends a request and gives its answer; null when the accessory closes instead.</summary>
    public WireAnswer? Ask(byte[] request, bool mayStaySilent = false)
    {
        _socket.ReceiveTimeout = (int)(mayStaySilent ? s_shortPatience : s_patience).TotalMilliseconds;
        try
        {
            Send(request);
        }
        catch (SocketException)
        {
            return null;   // closed before
        }

        return Read();
    }

    /// <summary>Sends bytes as they are, which may stay without an answer.</summary>
    public WireAnswer? AskRaw(byte[] bytes)
    {
        _socket.ReceiveTimeout = (int)s_shortPatience.TotalMilliseconds;
        SendRaw(bytes);
        return Read();
    }

    /// <summary>The next message; null when the accessory closes or resets the connection.</summary>
    public WireAnswer? Read()
    {
        int end;
        while ((end = Encoding.Latin1.GetString([.. _text]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            try
            {
                if (!ReadMore())
                {
                    return null;
                }
            }
            catch (SocketException silence) when (silence.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                return WireAnswer.None;
            }
        }

        string[] head = Encoding.Latin1.GetString([.. _text], 0, end).Split("\r\n");
        string type = Field(head, "Content-Type") ?? "";
        _text.RemoveRange(0, end + 4);
        return Field(head, "Transfer-Encoding") == "chunked"
            ? new WireAnswer(head[0], type, ReadChunks())
            : new WireAnswer(head[0], type, ReadBytes(int.Parse(Field(head, "Content-Length") ?? "0")));
    }

    public void Dispose() => _socket.Dispose();

    private static string? Field(string[] head, string name) =>
        head.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private byte[] Body(byte[] request) => Ask(request)?.Body ?? throw new InvalidOperationException("The accessory closed the connection.");

    private byte[] ReadChunks()
    {
        List<byte> body = [];
        while (true)
        {
            int end;
            while ((end = Encoding.Latin1.GetString([.. _text]).IndexOf("\r\n", StringComparison.Ordinal)) < 0)
            {
                ReadMore();
            }

            int count = Convert.ToInt32(Encoding.Latin1.GetString([.. _text], 0, end), 16);
            _text.RemoveRange(0, end + 2);
            body.AddRange(ReadBytes(count));
            ReadBytes(2);
            if (count == 0)
            {
                return [.. body];
            }
        }
    }

    private byte[] ReadBytes(int count)
    {
        while (_text.Count < count)
        {
            if (!ReadMore())
            {
                throw new InvalidOperationException("The accessory closed within a message.");
            }
        }

        byte[] bytes = [.. _text.GetRange(0, count)];
        _text.RemoveRange(0, count);
        return bytes;
    }

    private bool ReadMore()
    {
        byte[] buffer = new byte[4096];
        int count;
        try
        {
            count = _socket.Receive(buffer);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }

        if (_session is null)
        {
            _text.AddRange(buffer[..count]);
            return count > 0;
        }

        _sealed.AddRange(buffer[..count]);
        while (_sealed.Count >= 2 && _sealed.Count >= FrameBytes())
        {
            byte[] frame = [.. _sealed.GetRange(0, FrameBytes())];
            _sealed.RemoveRange(0, frame.Length);
            _text.AddRange(_session.OpenFrames(frame));
        }

        return count > 0;
    }

    private int FrameBytes() => 2 + (_sealed[0] | (_sealed[1] << 8)) + 16;
}
