// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;
using HapNano.Framing;
using HapNano.Tests;

namespace HapNano.Simulation;

/// <summary>One TCP connection: bytes arrive late, in pieces and together, in order; either end may go at any time.</summary>
internal sealed class Link
{
    private const int SocketBytes = 4096;

    private readonly Simulation _simulation;
    private readonly CryptoProvider _crypto;
    private readonly FrameEncoder _encoder;
    private readonly MessageReader _reader;
    private readonly Queue<Message> _messages = new();
    private readonly Queue<Request?> _answered = new();
    private readonly Queue<byte[]> _arrived = new();
    private int _arrivedOffset;
    private SessionKeys? _keys;
    private long _arriveMs;
    private long _deliverMs;
    private long _peeked;
    private long _delivered;
    private bool _isSending;
    private bool _isReading;

    public Link(Simulation simulation, Controller controller, CryptoProvider crypto)
    {
        _simulation = simulation;
        _crypto = crypto;
        _encoder = new FrameEncoder(crypto);
        _reader = new MessageReader(new FrameDecoder(crypto));
        Controller = controller;
        ConnectedMs = simulation.NowMs;
    }

    public Controller Controller { get; }

    /// <summary>The accessory's end; null before it accepted.</summary>
    public HapConnection? Connection { get; private set; }

    public ModelSession Session { get; } = new();

    /// <summary>Requests sent and not answered, in order.</summary>
    public Queue<Request> Requests { get; } = new();

    public long ConnectedMs { get; }

    /// <summary>When the accessory last made or took something here.</summary>
    public long LastActivityMs { get; private set; }

    /// <summary>When bytes last began to wait for a socket that takes none; negative while none do.</summary>
    public long BlockedSinceMs { get; private set; } = -1;

    /// <summary>Bytes that the socket has taken.</summary>
    public long Handed { get; private set; }

    /// <summary>The client has a request under way of which a part is missing.</summary>
    public bool IsPartial { get; set; }

    /// <summary>The client reads only so often; it never does when it is gone.</summary>
    public bool IsSlow { get; set; }

    /// <summary>The client is gone without a word.</summary>
    public bool IsGone { get; set; }

    /// <summary>The accessory has asked for the end.</summary>
    public bool IsEnding { get; set; }

    /// <summary>Both ends are closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>What was sent is bad enough for the accessory to close.</summary>
    public bool MayClose { get; set; }

    /// <summary>The client has read Pair Verify M4.</summary>
    public bool IsSecured { get; private set; }

    /// <summary>Pair Verify M4 has been made.</summary>
    public bool IsVerified => Session.Identifier.Length > 0;

    public void Accepted(HapConnection connection)
    {
        Connection = connection;
        LastActivityMs = _simulation.NowMs;
        ReadSoon();
    }

    /// <summary>The client sends a request.</summary>
    public void Send(Request request)
    {
        if (IsPartial || IsGone)
        {
            // It would only be the rest of what was sent before.
            return;
        }

        request.SentMs = _simulation.NowMs;
        Requests.Enqueue(request);
        Transmit(Seal(request.Text));
    }

    /// <summary>The client sends bytes as they are.</summary>
    public void Transmit(byte[] bytes)
    {
        Random random = _simulation.Random;
        int start = 0;
        while (start < bytes.Length)
        {
            int left = bytes.Length - start;
            int count = random.Next(4) > 0 ? left : Math.Min(left, random.Next(4) == 0 ? 1 : random.Next(1, 400));
            byte[] piece = bytes.AsSpan(start, count).ToArray();
            start += count;
            _arriveMs = Math.Max(_arriveMs, _simulation.NowMs + _simulation.Delay());
            _simulation.At(_arriveMs, () => Arrive(piece));
        }
    }

    /// <summary>Frames for the accessory, once the client has its keys.</summary>
    public byte[] Seal(byte[] text)
    {
        if (!IsSecured)
        {
            return text;
        }

        var frames = new MemoryStream();
        for (int start = 0; start < text.Length; start += SessionFrame.MaxPlaintextBytes)
        {
            int count = Math.Min(text.Length - start, SessionFrame.MaxPlaintextBytes);
            byte[] frame = new byte[count + SessionFrame.OverheadBytes];
            Array.Copy(text, start, frame, SessionFrame.LengthBytes, count);
            _encoder.Seal(frame, 0, count);
            frames.Write(frame);
        }

        return frames.ToArray();
    }

    /// <summary>The client closes, or is reset.</summary>
    public void Reset()
    {
        if (!IsGone)
        {
            IsGone = true;
            _simulation.At(_simulation.NowMs + _simulation.Delay(), () => Close());
        }
    }

    /// <summary>Takes what the accessory has made since the last look.</summary>
    public void Peek(List<(Link, Message)> messages)
    {
        if (Connection == null || IsClosed)
        {
            return;
        }

        int fresh = (int)(Connection.OutputCount - (_peeked - Handed));
        if (fresh > 0)
        {
            _reader.Append(Connection.OutputBuffer, Connection.OutputOffset + Connection.OutputCount - fresh, fresh);
            _peeked += fresh;
            LastActivityMs = _simulation.NowMs;
        }

        for (Message? message = fresh > 0 ? _reader.Next() : null; message != null; message = _reader.Next())
        {
            messages.Add((this, message));
            _messages.Enqueue(message);
        }
    }

    /// <summary>The answer of the first request has been made.</summary>
    public Request Answered()
    {
        Request request = Requests.Dequeue();
        _answered.Enqueue(request);
        return request;
    }

    /// <summary>The answer to something that is no request has been made.</summary>
    public void AnsweredGarbage() => _answered.Enqueue(null);

    /// <summary>Pair Verify M4 has been made: the accessory's next byte is a frame's.</summary>
    public void Secure(byte[] sharedSecret)
    {
        // The classes are the accessory's: for a controller the two keys change places.
        _keys = new SessionKeys();
        _keys.Derive(_crypto, sharedSecret, 0);
        byte[] readKey = Hex.Slice(_keys.Bytes, SessionKeys.ReadKeyOffset, 32);
        Array.Copy(_keys.Bytes, SessionKeys.WriteKeyOffset, _keys.Bytes, SessionKeys.ReadKeyOffset, 32);
        Array.Copy(readKey, 0, _keys.Bytes, SessionKeys.WriteKeyOffset, 32);
        _reader.Secure(_keys);
    }

    /// <summary>The client has read M4.</summary>
    public void SecureWriter()
    {
        _encoder.Start(_keys!);
        IsSecured = true;
    }

    /// <summary>Starts whatever can be done now: sending, closing.</summary>
    public void Serve()
    {
        if (Connection == null || IsClosed)
        {
            return;
        }

        if (Connection.OutputCount == 0)
        {
            BlockedSinceMs = -1;
            if (Connection.IsCloseRequested)
            {
                // The accept thread sweeps.
                _simulation.Soon(() => Close());
            }
        }
        else if (!_isSending)
        {
            _isSending = true;
            _simulation.Soon(SendSome);
        }
    }

    /// <summary>The end of this connection, on the accessory's side.</summary>
    public void Close()
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        _simulation.LinkClosed(this);
        if (!IsGone)
        {
            IsGone = true;
            _simulation.At(_simulation.NowMs + _simulation.Delay(), () => Controller.Lost(this));
        }
    }

    private void Arrive(byte[] piece)
    {
        if (!IsClosed)
        {
            _arrived.Enqueue(piece);
            ReadSoon();
        }
    }

    private void ReadSoon()
    {
        if (!_isReading && Connection != null && _arrived.Count > 0)
        {
            _isReading = true;
            _simulation.Soon(ReadSome);
        }
    }

    // The reader's round; what has arrived meanwhile is read together.
    private void ReadSome()
    {
        _isReading = false;
        if (IsClosed || Connection!.IsCloseRequested)
        {
            return;
        }

        int room = Connection.PrepareReceive();
        if (room == 0)
        {
            _isReading = true;
            _simulation.At(_simulation.NowMs + 50, ReadSome);
            return;
        }

        int count = 0;
        while (_arrived.Count > 0 && count < room)
        {
            byte[] piece = _arrived.Peek();
            int part = Math.Min(room - count, piece.Length - _arrivedOffset);
            Array.Copy(piece, _arrivedOffset, Connection.ReceiveBuffer, Connection.ReceiveOffset + count, part);
            count += part;
            _arrivedOffset += part;
            if (_arrivedOffset == piece.Length)
            {
                _arrived.Dequeue();
                _arrivedOffset = 0;
            }
        }

        LastActivityMs = _simulation.NowMs;
        Connection.Received(count, _simulation.NowMs);
        _simulation.AfterCall();
        ReadSoon();
    }

    private void SendSome()
    {
        _isSending = false;
        if (IsClosed || Connection!.OutputCount == 0)
        {
            return;
        }

        int room = (int)(SocketBytes - (Handed - _delivered));
        if (room <= 0)
        {
            BlockedSinceMs = BlockedSinceMs < 0 ? _simulation.NowMs : BlockedSinceMs;
            _isSending = true;
            _simulation.At(_simulation.NowMs + 200, SendSome);
            return;
        }

        BlockedSinceMs = -1;
        int count = Math.Min(Connection.OutputCount, room);
        count = _simulation.Random.Next(8) == 0 ? _simulation.Random.Next(1, count + 1) : count;
        Handed += count;
        long end = Handed;
        _deliverMs = Math.Max(_deliverMs, _simulation.NowMs + _simulation.Delay() + (IsSlow ? 3000 : 0));
        _simulation.At(_deliverMs, () => Deliver(end));
        Connection.Sent(count, _simulation.NowMs);
        _simulation.AfterCall();
    }

    private void Deliver(long end)
    {
        if (IsGone)
        {
            return;
        }

        _delivered = end;
        while (_messages.Count > 0 && _messages.Peek().End <= _delivered)
        {
            Message message = _messages.Dequeue();
            Request? request = message.IsEvent ? null : _answered.Dequeue();
            request?.Then?.Invoke(message.Status, message.Body);
        }
    }
}
