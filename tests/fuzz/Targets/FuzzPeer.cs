// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Text;
using HapNano.Codec;
using HapNano.Framing;
using HapNano.Pairing;
using HapNano.Tests.Fakes;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>The other end of one connection in a script: sends what it is told, and remembers what came back.</summary>
internal sealed class FuzzPeer
{
    private readonly HostBench _bench;
    private readonly bool _isBytewise;
    private readonly FrameEncoder _encoder;
    private readonly FrameDecoder _decoder;
    private readonly List<byte> _raw = [];
    private readonly List<byte> _text = [];
    private byte[] _lastText = [];
    private QuickController _controller = new("nobody");

    /// <summary>Takes the other end of a connection.</summary>
    /// <param name="bench">The accessory.</param>
    /// <param name="connection">Its end.</param>
    /// <param name="isBytewise">True sends every byte apart.</param>
    internal FuzzPeer(HostBench bench, HapConnection connection, bool isBytewise)
    {
        _bench = bench;
        _isBytewise = isBytewise;
        Connection = connection;
        _encoder = new FrameEncoder(bench.Crypto);
        _decoder = new FrameDecoder(bench.Crypto);
    }

    /// <summary>The accessory's end.</summary>
    internal HapConnection Connection { get; }

    /// <summary>Who it says it is.</summary>
    internal QuickController Controller
    {
        get => _controller;
        set
        {
            _controller = value;
            IsProofSent = false;
        }
    }

    /// <summary>True once it has sent Pair Setup M3, and so can make M5.</summary>
    internal bool IsProofSent { get; set; }

    /// <summary>True when it takes only what it is made to take.</summary>
    internal bool IsLazy { get; set; }

    /// <summary>True once its end is secured.</summary>
    internal bool IsSecured { get; private set; }

    /// <summary>Pair Verify M2 as it came; empty before.</summary>
    internal byte[] VerifyM2 { get; set; } = [];

    /// <summary>Pair Setup M2 as it came; empty before.</summary>
    internal byte[] SetupM2 { get; set; } = [];

    /// <summary>What was sent last, as it went over the wire.</summary>
    internal byte[] LastSent { get; private set; } = [];

    /// <summary>The body of the last TLV8 answer; empty before.</summary>
    internal byte[] LastTlv => TlvBody(_lastText);

    /// <summary>Everything that came, opened.</summary>
    internal byte[] Text => [.. _text];

    /// <summary>True when the accessory wants the connection closed and has no more to say.</summary>
    internal bool IsOver => Connection.IsCloseRequested && Connection.OutputCount == 0;

    /// <summary>Puts a whole request together.</summary>
    internal static byte[] Request(string start, string type, byte[] body) =>
        [.. Encoding.Latin1.GetBytes($"{start} HTTP/1.1\r\nHost: lamp\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    /// <summary>Text as it goes over the wire: in frames once the session is secured.</summary>
    internal byte[] Frame(byte[] text)
    {
        if (!IsSecured)
        {
            return text;
        }

        var frames = new List<byte>();
        for (int start = 0; start < text.Length; start += SessionFrame.MaxPlaintextBytes)
        {
            int count = Math.Min(text.Length - start, SessionFrame.MaxPlaintextBytes);
            byte[] frame = new byte[count + SessionFrame.OverheadBytes];
            text.AsSpan(start, count).CopyTo(frame.AsSpan(SessionFrame.LengthBytes));
            _encoder.Seal(frame, 0, count);
            frames.AddRange(frame);
        }

        return [.. frames];
    }

    /// <summary>Bytes arrive. What the accessory does not take because it is busy comes again when it has answered.</summary>
    internal void Send(byte[] bytes)
    {
        LastSent = bytes;
        int sent = 0;
        while (sent < bytes.Length && !Connection.IsCloseRequested)
        {
            int taken = Connection.Receive(bytes, sent, _isBytewise ? 1 : bytes.Length - sent, _bench.NowMs);
            sent += taken;
            if (taken == 0)
            {
                _bench.Settle();
                TakeAll();
                Require(Connection.IsCloseRequested || Connection.PrepareReceive() > 0, "takes nothing, answers nothing and does not close");
            }
        }
    }

    /// <summary>Sends a request and takes what comes, all of it.</summary>
    internal byte[] Ask(byte[] text)
    {
        Send(Frame(text));
        _bench.Settle();
        int before = _text.Count;
        TakeAll();
        return _text.GetRange(before, _text.Count - before).ToArray();
    }

    /// <summary>Takes everything.</summary>
    internal void TakeAll()
    {
        int turns = 0;
        while (Connection.OutputCount > 0)
        {
            Take(Connection.OutputCount);
            Require(++turns < 10000, "an answer without an end");
        }
    }

    /// <summary>Takes some bytes.</summary>
    internal void Take(int count)
    {
        count = Math.Min(count, Connection.OutputCount);
        if (count > 0)
        {
            _raw.AddRange(Connection.OutputBuffer.AsSpan(Connection.OutputOffset, count));
            Connection.Sent(count, _bench.NowMs);
            Open();
        }
    }

    /// <summary>Secures this end, after the plain text of Pair Verify M4.</summary>
    internal void Secure()
    {
        var keys = new SessionKeys();
        keys.Derive(_bench.Crypto, Controller.SharedSecret, 0);

        // The classes are the accessory's: for a controller the two keys change places.
        byte[] readKey = keys.Bytes[SessionKeys.ReadKeyOffset..(SessionKeys.ReadKeyOffset + 32)];
        Array.Copy(keys.Bytes, SessionKeys.WriteKeyOffset, keys.Bytes, SessionKeys.ReadKeyOffset, 32);
        readKey.CopyTo(keys.Bytes, SessionKeys.WriteKeyOffset);
        _encoder.Start(keys);
        _decoder.Start(keys);
        IsSecured = true;
    }

    private void Open()
    {
        byte[] raw = [.. _raw];
        int at = raw.Length;
        byte[] opened = raw;
        if (IsSecured)
        {
            var text = new List<byte>();
            at = 0;
            while (_decoder.Open(raw, at, raw.Length - at, out int count) == ParseStatus.Done)
            {
                text.AddRange(raw.AsSpan(at + SessionFrame.LengthBytes, count));
                at += count + SessionFrame.OverheadBytes;
            }

            opened = [.. text];
        }

        _raw.RemoveRange(0, at);
        _text.AddRange(opened);
        _lastText = opened;
    }

    private static byte[] TlvBody(byte[] answer)
    {
        int head = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        return head >= 0 && answer.AsSpan(0, head).IndexOf("pairing+tlv8"u8) >= 0 ? answer[(head + 4)..] : [];
    }
}
