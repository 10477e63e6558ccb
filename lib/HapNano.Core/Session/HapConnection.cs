// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Framing;
using HapNano.Http;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Session;

namespace HapNano;

/// <summary>One controller's pipe without its socket: frames, HTTP, route, endpoint, model, and events back.</summary>
/// <remarks>
/// <para>Every member is used under <see cref="StackLock.Root"/>; the socket calls in between are made outside it. The reader does
/// <code>
/// lock: n = c.PrepareReceive();            // 0: nothing can be taken now, ask again after a while
/// read = socket.Receive(c.ReceiveBuffer, c.ReceiveOffset, n)
/// lock: c.Received(read, nowMs);
/// </code>
/// and the sender, whenever the host's listener says so or after a call that may have made output,
/// <code>
/// lock: buffer, offset, n = c.OutputBuffer, c.OutputOffset, c.OutputCount
/// sent = socket.Send(buffer, offset, n)
/// lock: c.Sent(sent, nowMs);               // may produce more output
/// </code>
/// until OutputCount is 0. If IsCloseRequested is then true, the socket is closed. <see cref="Closed"/> is the last call, always.</para>
/// <para>One reader and one sender at a time. What they were given stays in its place until they report back, whatever happens meanwhile.</para>
/// <code>
///                          Later
///              .---> Waiting ------.
/// Reading -----+---> Answering ----+--> Reading        Notifying: an event message that is streamed
///   ^  '-------|                   '--> Closing        Ended: from anywhere, at once
///   '----------'- Notifying
/// </code>
/// <para>An answer begins in an empty output queue, and the next request is looked at when the answer is sent: requests are answered in order, one
/// at a time. No event message begins between the first byte of a request and its answer.</para>
/// </remarks>
public sealed class HapConnection : IPairingPeer
{
    /// <summary>A stranger's first request, and the pause between two of them, in milliseconds.</summary>
    internal const int StrangerIdleMs = 10 * 1000;

    /// <summary>Pause of the connection that runs Pair Setup: somebody is looking for the label.</summary>
    internal const int SetupIdleMs = 5 * 60 * 1000;

    /// <summary>A session's request must be complete this long after its first byte: half of one holds its events up.</summary>
    internal const int RequestMs = 30 * 1000;

    /// <summary>A peer that takes no byte of what is queued for so long does not read.</summary>
    internal const int StallMs = 10 * 1000;

    private readonly HapHost _host;
    private readonly SessionKeys _keys = new SessionKeys();
    private readonly FrameDecoder _decoder;
    private readonly FrameEncoder _encoder;
    private readonly InputBuffer _input;
    private readonly OutputQueue _output;
    private readonly RequestParser _request = new RequestParser();
    private readonly Exchange _exchange;
    private readonly MessageStream _stream;
    private readonly ChangeQueue _changes;
    private readonly PressQueue _presses;

    private ConnectionState _state;
    private bool _isSecured;
    private Endpoint _endpoint;
    private bool _isResumed;
    private bool _isLastAnswer;
    private bool _hasEvents;
    private long _inputSinceMs;
    private long _outputSinceMs;
    private long _nextEventMs;

    /// <summary>Makes a connection that waits for its first request.</summary>
    /// <param name="host">The accessory server it belongs to.</param>
    /// <param name="slot">Its number: its place in the table and its bit in the subscriptions.</param>
    /// <param name="remoteAddress">The peer's address.</param>
    internal HapConnection(HapHost host, int slot, ulong remoteAddress)
    {
        _host = host;
        RemoteAddress = remoteAddress;
        AcceptedMs = host.NowMs;
        LastRequestMs = host.NowMs;
        _decoder = new FrameDecoder(host.Crypto);
        _encoder = new FrameEncoder(host.Crypto);
        _input = new InputBuffer(_decoder, host.StrangerPool);
        _output = new OutputQueue(_encoder, host.OutputPool);
        _stream = new MessageStream(_output, host.Writer);
        _changes = new ChangeQueue(slot);
        _presses = new PressQueue(slot);
        _exchange = new Exchange(this, slot, _request) { Tlv = host.Tlv, Verify = host.CreateVerify() };
        LimitRequests(host.StrangerPool);
        _request.Reset(InputBuffer.RequestStart);
    }

    /// <summary>Where the reader puts received bytes: asked for anew behind each <see cref="PrepareReceive"/>, and null before it.</summary>
    public byte[] ReceiveBuffer => _input.WindowBuffer;

    /// <summary>First free byte of <see cref="ReceiveBuffer"/>, as <see cref="PrepareReceive"/> fixed it.</summary>
    public int ReceiveOffset => _input.WindowOffset;

    /// <summary>Holds what is to be sent; null when <see cref="OutputCount"/> is 0.</summary>
    public byte[] OutputBuffer => _output.HeldBuffer;

    /// <summary>First byte to send.</summary>
    public int OutputOffset => _output.Offset;

    /// <summary>Bytes to send now.</summary>
    public int OutputCount => _output.Count;

    /// <summary>True when the socket is to be closed as soon as <see cref="OutputCount"/> is 0.</summary>
    public bool IsCloseRequested => _state >= ConnectionState.Closing;

    /// <summary>True when it is closed behind an answer: the peer may still be sending what it is not going to be asked for.</summary>
    internal bool IsAnsweredForGood => _state == ConnectionState.Closing;

    /// <summary>True between Pair Verify and the end.</summary>
    public bool IsVerified => _isSecured && _state != ConnectionState.Ended;

    /// <summary>The address given to <see cref="HapHost.Accept"/>.</summary>
    public ulong RemoteAddress { get; }

    /// <summary>For the server's own use, such as its socket.</summary>
    public object Tag { get; set; }

    /// <inheritdoc/>
    bool IPairingPeer.IsSecured => _isSecured;

    /// <inheritdoc/>
    int IPairingPeer.Pairing => Pairing;

    /// <summary>True once Pair Verify has succeeded.</summary>
    internal bool IsSecured => _isSecured;

    /// <summary>Handle of the controller's pairing; 0 before Pair Verify.</summary>
    internal int Pairing { get; private set; }

    /// <summary>Its place in the table.</summary>
    internal int Slot => _exchange.Slot;

    /// <summary>When it was accepted.</summary>
    internal readonly long AcceptedMs;

    /// <summary>When its last whole request came; when it was accepted, before the first one.</summary>
    internal long LastRequestMs { get; private set; }

    /// <summary>True when a request's answer comes later.</summary>
    internal bool IsWaiting => _state == ConnectionState.Waiting;

    /// <summary>True when an answer waits for the store to be free.</summary>
    internal bool IsWaitingForStore => IsWaiting && _exchange.Wait == Wait.Store;

    /// <summary>True when the listener has to hear of output or of the end.</summary>
    internal bool HasNews { get; set; }

    /// <summary>When this connection has to be looked at next.</summary>
    internal long DeadlineMs
    {
        get
        {
            if (_state == ConnectionState.Ended)
            {
                return long.MaxValue;
            }

            long deadlineMs = LimitMs;
            return CanNotify && _output.IsEmpty && !_changes.IsEmpty && _nextEventMs < deadlineMs ? _nextEventMs : deadlineMs;
        }
    }

    // When the peer's patience with us, or ours with it, ends.
    private long LimitMs
    {
        get
        {
            if (!_output.IsEmpty)
            {
                return _outputSinceMs + StallMs;
            }

            if (_isSecured)
            {
                return _state == ConnectionState.Reading && !_input.IsEmpty ? _inputSinceMs + RequestMs : long.MaxValue;
            }

            return LastRequestMs + (IsWaiting || _host.Setup.IsOwner(this) ? SetupIdleMs : StrangerIdleMs);
        }
    }

    private bool HasJustVerified => !_isSecured && _exchange.Verify.IsVerified;

    // HAP event messages: never before the session, never between the first byte of a request and its answer.
    private bool CanNotify => _state == ConnectionState.Reading && _output.IsSecured && _input.IsEmpty;

    /// <summary>Fixes the place for the next bytes.</summary>
    /// <returns>Room in bytes; 0 while an answer is being made and the buffer is full, or once the connection is to be closed.</returns>
    public int PrepareReceive()
    {
        return _state >= ConnectionState.Closing ? 0 : _input.OpenWindow();
    }

    /// <summary>Takes bytes that the reader put at <see cref="ReceiveOffset"/>, and does what they ask for.</summary>
    /// <param name="count">Bytes received, 1 or more.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <exception cref="ArgumentOutOfRangeException">There was no room for so many.</exception>
    public void Received(int count, long nowMs)
    {
        if (count < 0 || count > _input.WindowRoom)
        {
            throw new ArgumentOutOfRangeException();
        }

        _host.Enter(nowMs);
        try
        {
            TakeInput(count);
            _host.Settle();
        }
        finally
        {
            _host.Exit();
        }
    }

    /// <summary>Copies bytes in, for callers that have them already.</summary>
    /// <returns>Bytes taken; fewer than <paramref name="count"/> when the buffer is full.</returns>
    /// <exception cref="ArgumentNullException">No buffer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bytes do not lie in the buffer.</exception>
    public int Receive(byte[] buffer, int offset, int count, long nowMs)
    {
        if (buffer == null)
        {
            throw new ArgumentNullException();
        }

        if (offset < 0 || count < 0 || count > buffer.Length - offset)
        {
            throw new ArgumentOutOfRangeException();
        }

        int room = PrepareReceive();
        int taken = room < count ? room : count;
        if (room > 0)
        {
            Array.Copy(buffer, offset, ReceiveBuffer, ReceiveOffset, taken);
            Received(taken, nowMs);
        }

        return taken;
    }

    /// <summary>The socket has taken bytes; may produce more output and may go on with the next request.</summary>
    /// <param name="count">Bytes taken from <see cref="OutputOffset"/>, 0 or more.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <exception cref="ArgumentOutOfRangeException">So many were not there.</exception>
    public void Sent(int count, long nowMs)
    {
        if (count < 0 || (count > _output.Count && _state != ConnectionState.Ended))
        {
            throw new ArgumentOutOfRangeException();
        }

        _host.Enter(nowMs);
        try
        {
            TakeSent(count);
            _host.Settle();
        }
        finally
        {
            _host.Exit();
        }
    }

    /// <summary>The socket is gone, for whatever reason: frees the place in the table and wipes the keys. The last call, made
    /// when reader and sender have come back from theirs: other connections get the buffers.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    public void Closed(long nowMs)
    {
        _host.Enter(nowMs);
        try
        {
            End();
            _input.Free();
            _output.Free();
            _host.Remove(this);
        }
        finally
        {
            _host.Leave();
        }
    }

    /// <inheritdoc/>
    void IPairingPeer.Resume()
    {
        // The exchange may be in the middle of a call: the host goes on with the answer when it is out of it.
        _isResumed = true;
        _host.NoteResumed();
    }

    /// <summary>Goes on with an answer that can be given now.</summary>
    internal void ResumeAnswer()
    {
        if (IsWaiting && _isResumed)
        {
            _isResumed = false;
            PrepareAnswer(_endpoint);
            Respond(_endpoint.Resume(_exchange));
            ReadRequests();
        }
    }

    /// <summary>The store is free again: whoever waited for it tries anew.</summary>
    internal void RetryStore()
    {
        _isResumed = _isResumed || IsWaitingForStore;
    }

    /// <summary>The controller's pairing is gone.</summary>
    /// <param name="isRequester">True when it removed itself: it gets its answer first.</param>
    internal void LosePairing(bool isRequester)
    {
        if (isRequester)
        {
            _isLastAnswer = true;
        }
        else
        {
            End();
        }
    }

    /// <summary>True for a stranger that has had its time, when somebody else waits for a place.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    /// <param name="isAtOnce">True when whoever waits need not wait for that time.</param>
    internal bool MayGo(long nowMs, bool isAtOnce)
    {
        return !_isSecured && !IsWaiting && !_host.Setup.IsOwner(this)
            && (isAtOnce || nowMs - AcceptedMs >= ConnectionTable.StrangerLifeMs || nowMs - LastRequestMs >= StrangerIdleMs);
    }

    /// <summary>Does what is due.</summary>
    internal void Poll()
    {
        if (_state != ConnectionState.Ended && _host.NowMs >= LimitMs)
        {
            _host.Counters.NoteLimit(!_output.IsEmpty);
            End();
        }

        SendEvents();
    }

    /// <summary>A subscribed value has changed.</summary>
    /// <returns>True when an event has to be sent.</returns>
    internal bool AddChange(Characteristic characteristic)
    {
        bool isAdded = IsVerified && _changes.Add(characteristic);
        _hasEvents |= isAdded;
        return isAdded;
    }

    /// <summary>A button was pressed.</summary>
    /// <returns>True when an event has to be sent.</returns>
    internal bool AddPress(EventCharacteristic button, int value)
    {
        if (!IsVerified || !button.IsSubscribed(Slot))
        {
            return false;
        }

        if (!_presses.TryAdd(button, value))
        {
            End();
        }

        _hasEvents = true;
        return true;
    }

    /// <summary>Sends events that may go now: changes of values no more often than the interval allows, presses at once and behind them.</summary>
    internal void SendEvents()
    {
        if (!_hasEvents)
        {
            return;
        }

        bool isUrgent = !_presses.IsEmpty;
        if (CanNotify && !_changes.IsEmpty && (isUrgent || _host.NowMs >= _nextEventMs))
        {
            SendChanges();
        }

        while (CanNotify && _changes.IsEmpty && _presses.BeginMessage())
        {
            // What waits already has waited since then: another press buys no time.
            long sinceMs = _output.IsEmpty ? _host.NowMs : _outputSinceMs;
            if (!_stream.Start(0, _presses, _exchange))
            {
                break;
            }

            _presses.RemoveFirst();
            NoteEventSent();
            _outputSinceMs = sinceMs;
        }

        _hasEvents = !_changes.IsEmpty || !_presses.IsEmpty;
    }

    /// <summary>Ends at once: nothing more is sent, keys are wiped. The socket is the server's to close; what was received is wiped then.</summary>
    /// <remarks>May come from within a request of this connection, such as one that presses a button too often: its text must stand till it is done.</remarks>
    internal void End()
    {
        if (_state == ConnectionState.Ended)
        {
            return;
        }

        _state = ConnectionState.Ended;
        _stream.Drop();
        _output.Drop();
        _decoder.Wipe();
        _encoder.Wipe();
        _keys.Wipe();
        _exchange.Verify?.Reset();
        NoteNews();
    }

    private void TakeInput(int count)
    {
        if (_state >= ConnectionState.Closing)
        {
            return;
        }

        if (_input.IsEmpty)
        {
            _inputSinceMs = _host.NowMs;
        }

        _input.Append(count);
        ReadRequests();
        _input.ReleaseIfEmpty();
    }

    private void TakeSent(int count)
    {
        if (count > 0 && !_isSecured)
        {
            // HAP Pair Setup M6: once a byte of it has left, the controller may believe that it is paired.
            _host.Setup.Delivered(this);
            _host.NoteWork();
        }

        if (count > 0 && _state != ConnectionState.Ended)
        {
            _output.Sent(count);
            _outputSinceMs = _host.NowMs;
            GoOn();
        }
    }

    // Frames become requests, requests answers, until more bytes are needed or an answer has to be sent first.
    private void ReadRequests()
    {
        while (_state == ConnectionState.Reading && _output.IsEmpty && !_input.IsEmpty && ReadRequest())
        {
            // Each turn takes one whole request.
        }

        if (_hasEvents)
        {
            SendEvents();
        }
    }

    // Returns false when the next request is not whole, or there will be none.
    private bool ReadRequest()
    {
        ParseStatus status = _input.HasText ? _request.Parse(_input.Buffer, _input.TextEnd) : ParseStatus.NeedMore;
        while (status == ParseStatus.NeedMore)
        {
            ParseStatus frame = _input.OpenFrame();
            if (frame != ParseStatus.Done)
            {
                EndUnlessMore(frame);
                return false;
            }

            status = _request.Parse(_input.Buffer, _input.TextEnd);
        }

        if (status == ParseStatus.Done)
        {
            HandleRequest();
        }
        else
        {
            Refuse(_request.Refusal);
        }

        return true;
    }

    // HAP session frames: one that is not authentic closes the connection without a word. A request that fills the buffer will never be whole.
    private void EndUnlessMore(ParseStatus frame)
    {
        if (frame != ParseStatus.NeedMore)
        {
            _host.Counters.BadFrames++;
            End();
        }
        else if (_input.IsFull)
        {
            Refuse(_request.IsHeadComplete ? HttpRefusal.OutOfResources : HttpRefusal.Close);
        }
    }

    private void HandleRequest()
    {
        LastRequestMs = _host.NowMs;
        if (_isSecured && !_host.Pairings.Contains(Pairing))
        {
            // HAP Remove Pairing: asked at every use, not once at Pair Verify.
            End();
            return;
        }

        _exchange.Buffer = _input.Buffer;
        _endpoint = _host.Router.Find(_exchange, out Answer answer);
        if (_endpoint != null)
        {
            PrepareAnswer(_endpoint);
            answer = _endpoint.Handle(_exchange);
        }

        Respond(HasJustVerified && !StartSession() ? Answer.Close : answer);
    }

    // HAP Pair Verify M4: the receiving side is secured before M4 goes out, because the controller's next request may already be on its way.
    private bool StartSession()
    {
        if (!_host.Admit(_exchange.Verify.Pairing))
        {
            return false;
        }

        Pairing = _exchange.Verify.Pairing;
        _exchange.Verify.TakeKeys(_keys);
        _exchange.Verify = null;
        _decoder.Start(_keys);
        _encoder.Start(_keys);
        _isSecured = true;
        return true;
    }

    private void PrepareAnswer(Endpoint endpoint)
    {
        _exchange.NowMs = _host.NowMs;
        if (endpoint is PairingEndpoint)
        {
            _host.NoteWork();
            _exchange.Tlv.Reset(_output.Buffer, _stream.BodyOffset, _stream.BodyRoom);
        }
    }

    private void Respond(Answer answer)
    {
        if (_state == ConnectionState.Ended)
        {
            return;
        }

        switch (answer)
        {
            case Answer.Later:
                _state = ConnectionState.Waiting;
                return;
            case Answer.Close:
                End();
                return;
            case Answer.Empty:
                _stream.RespondEmpty(_exchange.HttpStatus);
                break;
            case Answer.Status:
                _stream.RespondStatus(_exchange.HttpStatus, _exchange.Status);
                break;
            case Answer.Tlv:
                _stream.RespondTlv(_exchange.Tlv.Count);
                break;
            default:
                _stream.Start(_exchange.HttpStatus, _endpoint, _exchange);
                break;
        }

        _state = ConnectionState.Answering;
        NoteOutput();
        FinishMessage();
    }

    // A request that the parser will not read is the last one; it may deserve an answer.
    private void Refuse(HttpRefusal refusal)
    {
        if (refusal == HttpRefusal.Close)
        {
            End();
            return;
        }

        _isLastAnswer = true;
        Respond(refusal == HttpRefusal.BadRequest
            ? _exchange.AnswerEmpty(HttpStatus.BadRequest)
            : _exchange.AnswerStatus(HttpStatus.InternalServerError, HapStatus.OutOfResources));
    }

    // The socket has taken something: go on with what it was part of.
    private void GoOn()
    {
        if (!_output.IsEmpty)
        {
            return;
        }

        if (_isSecured && !_output.IsSecured)
        {
            // HAP Pair Verify M4 has left in plain text as a whole.
            _output.Secure();
        }

        if (_stream.IsActive)
        {
            _stream.Continue();
            NoteOutput();
            FinishMessage();
        }

        ReadRequests();
    }

    // Behind the last byte of a message the pipe is free again.
    private void FinishMessage()
    {
        if (_stream.IsBroken)
        {
            End();
        }
        else if (_stream.IsActive)
        {
            return;
        }
        else if (_state == ConnectionState.Answering)
        {
            FinishAnswer();
        }
        else if (_state == ConnectionState.Notifying)
        {
            _changes.EndMessage();
            _state = ConnectionState.Reading;
        }
    }

    private void FinishAnswer()
    {
        if (_isLastAnswer)
        {
            _state = ConnectionState.Closing;
            return;
        }

        _exchange.Buffer = null;
        _input.Consume(_request.End);
        _inputSinceMs = _host.NowMs;
        if (_isSecured && !_input.IsSecured)
        {
            _input.Secure(_host.SessionPool);
            LimitRequests(_host.SessionPool);
        }

        _request.Reset(InputBuffer.RequestStart);
        _state = ConnectionState.Reading;
    }

    private void LimitRequests(BufferPool pool)
    {
        _request.MaxHeadBytes = pool.BufferBytes - InputBuffer.OverheadBytes;
        _request.MaxBodyBytes = _request.MaxHeadBytes;
    }

    // The latest values, in an empty queue: while the controller has not taken the last message there is nothing newer to tell it.
    private void SendChanges()
    {
        if (_output.IsEmpty && _changes.BeginMessage())
        {
            _stream.Start(0, _changes, _exchange);
            _state = ConnectionState.Notifying;
            NoteEventSent();
            FinishMessage();
        }
    }

    private void NoteEventSent()
    {
        _nextEventMs = _host.NowMs + _host.Settings.EventIntervalMs;
        NoteOutput();
    }

    private void NoteOutput()
    {
        _outputSinceMs = _host.NowMs;
        NoteNews();
    }

    private void NoteNews()
    {
        HasNews = true;
        _host.NoteNews(this);
    }
}
