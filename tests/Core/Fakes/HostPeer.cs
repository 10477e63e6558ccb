// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;
using HapNano.Framing;
using HapNano.Pairing;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Fakes;

/// <summary>The other end of one connection, without a socket: sends requests, and hands back what came as text.</summary>
internal sealed class HostPeer
{
    private readonly IPeerBench _bench;
    private readonly FrameEncoder _encoder;
    private readonly FrameDecoder _decoder;
    private bool _isSecured;

    /// <summary>Takes the other end of a connection.</summary>
    internal HostPeer(IPeerBench bench, HapConnection connection)
    {
        _bench = bench;
        _encoder = new FrameEncoder(bench.Arithmetic);
        _decoder = new FrameDecoder(bench.Arithmetic);
        Connection = connection;
    }

    /// <summary>The accessory's end.</summary>
    internal HapConnection Connection { get; }

    /// <summary>True when the accessory wants the connection closed.</summary>
    internal bool IsClosed => Connection.IsCloseRequested && Connection.OutputCount == 0;

    /// <summary>Text of a request without a body.</summary>
    internal static byte[] Request(string method, string target)
    {
        return Hex.Utf8(method + " " + target + " HTTP/1.1\r\nHost: lamp\r\n\r\n");
    }

    /// <summary>Text of a request with a body.</summary>
    internal static byte[] Request(string method, string target, string type, byte[] body)
    {
        return Bytes.Concat(
            Hex.Utf8(method + " " + target + " HTTP/1.1\r\nHost: lamp\r\nContent-Type: " + type + "\r\nContent-Length: " + body.Length.ToString() + "\r\n\r\n"),
            body);
    }

    /// <summary>Text of PUT with a JSON body.</summary>
    internal static byte[] Put(string target, string json)
    {
        return Request("PUT", target, "application/hap+json", Hex.Utf8(json));
    }

    /// <summary>Text of POST with a TLV8 body.</summary>
    internal static byte[] Post(string target, byte[] body)
    {
        return Request("POST", target, "application/pairing+tlv8", body);
    }

    /// <summary>Bytes of a request as they go over the wire: in frames once the session is secured.</summary>
    internal byte[] Frame(byte[] text)
    {
        if (!_isSecured)
        {
            return text;
        }

        byte[] frames = new byte[0];
        for (int start = 0; start < text.Length; start += SessionFrame.MaxPlaintextBytes)
        {
            int count = text.Length - start < SessionFrame.MaxPlaintextBytes ? text.Length - start : SessionFrame.MaxPlaintextBytes;
            byte[] frame = Bytes.Concat(new byte[2], Hex.Slice(text, start, count), new byte[16]);
            _encoder.Seal(frame, 0, count);
            frames = Bytes.Concat(frames, frame);
        }

        return frames;
    }

    /// <summary>Puts a request of one frame into an array, without allocating.</summary>
    /// <returns>Bytes of the frame.</returns>
    internal int FrameInto(byte[] text, byte[] frame)
    {
        Array.Copy(text, 0, frame, 2, text.Length);
        return _encoder.Seal(frame, 0, text.Length);
    }

    /// <summary>Brings bytes to the accessory as they are; all of them must be taken.</summary>
    internal void SendRaw(byte[] bytes)
    {
        int sent = 0;
        while (sent < bytes.Length && !Connection.IsCloseRequested)
        {
            int taken = Connection.Receive(bytes, sent, bytes.Length - sent, _bench.NowMs);
            if (taken == 0)
            {
                Expect.Fail("the connection takes no more");
            }

            sent += taken;
        }
    }

    /// <summary>Sends a request, without waiting for anything.</summary>
    internal void Send(byte[] text)
    {
        SendRaw(Frame(text));
    }

    /// <summary>Takes everything that the accessory has to say, raw.</summary>
    internal byte[] TakeRaw()
    {
        byte[] taken = new byte[0];
        while (Connection.OutputCount > 0)
        {
            int count = Connection.OutputCount;
            taken = Bytes.Concat(taken, Hex.Slice(Connection.OutputBuffer, Connection.OutputOffset, count));
            Connection.Sent(count, _bench.NowMs);
        }

        return taken;
    }

    /// <summary>Takes everything that the accessory has to say.</summary>
    internal byte[] TakeBytes()
    {
        return OpenBytes(TakeRaw());
    }

    /// <summary>The text of whole frames.</summary>
    internal string Open(byte[] raw)
    {
        byte[] text = OpenBytes(raw);
        return Encoding.UTF8.GetString(text, 0, text.Length);
    }

    /// <summary>Takes everything that the accessory has to say, as text.</summary>
    internal string Take()
    {
        return Open(TakeRaw());
    }

    private byte[] OpenBytes(byte[] raw)
    {
        if (!_isSecured)
        {
            return raw;
        }

        byte[] text = new byte[0];
        int start = 0;
        while (start < raw.Length)
        {
            Assert.IsTrue(_decoder.Open(raw, start, raw.Length - start, out int count) == ParseStatus.Done, "frame of the accessory");
            text = Bytes.Concat(text, Hex.Slice(raw, start + 2, count));
            start += count + SessionFrame.OverheadBytes;
        }

        return text;
    }

    /// <summary>Sends a request, lets the accessory do all that the answer waits for, and takes the answer.</summary>
    internal string Ask(byte[] text)
    {
        Send(text);
        _bench.Settle();
        return Take();
    }

    /// <summary>PUT /characteristics.</summary>
    internal string Write(string json)
    {
        return Ask(Put("/characteristics", json));
    }

    /// <summary>GET /characteristics.</summary>
    internal string Read(string query)
    {
        return Ask(Request("GET", "/characteristics?" + query));
    }

    /// <summary>POST with a TLV8 body.</summary>
    /// <returns>The TLV8 body of the answer, which must be 200.</returns>
    internal byte[] AskTlv(string target, byte[] body)
    {
        Send(Post(target, body));
        _bench.Settle();
        return TlvBody(TakeBytes());
    }

    /// <summary>The TLV8 body of a whole answer, which must be 200.</summary>
    internal static byte[] TlvBody(byte[] answer)
    {
        int start = BodyStart(answer);
        string head = Encoding.UTF8.GetString(answer, 0, start);
        int count = answer.Length - start;
        Assert.AreEqual(
            "HTTP/1.1 200 OK\r\nContent-Type: application/pairing+tlv8\r\nContent-Length: " + count.ToString() + "\r\n\r\n", head);
        return Hex.Slice(answer, start, count);
    }

    /// <summary>Runs Pair Verify.</summary>
    /// <returns>False when the accessory refused or closed.</returns>
    internal bool Verify(QuickController controller)
    {
        byte[] m2 = AskTlv("/pair-verify", controller.VerifyM1());
        Send(Post("/pair-verify", controller.VerifyM3(m2)));
        return FinishVerify(controller);
    }

    /// <summary>Takes Pair Verify M4, and secures this end too.</summary>
    internal bool FinishVerify(QuickController controller)
    {
        byte[] answer = TakeBytes();
        if (answer.Length == 0 || TestController.Value(TlvBody(answer), TlvType.Error) != null)
        {
            return false;
        }

        Secure(controller.SharedSecret);
        return true;
    }

    /// <summary>Secures this end.</summary>
    internal void Secure(byte[] sharedSecret)
    {
        SessionKeys keys = new SessionKeys();
        keys.Derive(_bench.Arithmetic, sharedSecret, 0);

        // The classes are the accessory's: for a controller the two keys change places.
        byte[] readKey = Hex.Slice(keys.Bytes, SessionKeys.ReadKeyOffset, 32);
        Array.Copy(keys.Bytes, SessionKeys.WriteKeyOffset, keys.Bytes, SessionKeys.ReadKeyOffset, 32);
        Array.Copy(readKey, 0, keys.Bytes, SessionKeys.WriteKeyOffset, 32);
        _encoder.Start(keys);
        _decoder.Start(keys);
        _isSecured = true;
    }

    /// <summary>The socket is gone.</summary>
    internal void Close()
    {
        Connection.Closed(_bench.NowMs);
    }

    private static int BodyStart(byte[] answer)
    {
        for (int i = 3; i < answer.Length; i++)
        {
            if (answer[i - 3] == '\r' && answer[i - 2] == '\n' && answer[i - 1] == '\r' && answer[i] == '\n')
            {
                return i + 1;
            }
        }

        Expect.Fail("no end of the head");
        return 0;
    }
}
