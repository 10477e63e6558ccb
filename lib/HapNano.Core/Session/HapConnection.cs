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
    private readonly HapHost _host;
    private readonly OutputQueue _output;

    // What Pair Verify makes of a stranger: null before, and its own exchange null behind it.
    private PairVerify _verify;
    private FrameDecoder _decoder;
    private FrameEncoder _encoder;
    private EventQueue _events;

    // Null while there is nothing to receive, to answer or to stream.
    private Workspace _work;

    private ConnectionState _state;
    private long _outputSinceMs;

    /// <summary>Makes a connection that waits for its first request.</summary>
    /// <param name="host">The accessory server it belongs to.</param>
    /// <param name="slot">Its number: its place in the table and its bit in the subscriptions.</param>
    /// <param name="remoteAddress">The peer's address.</param>
    internal HapConnection(HapHost host, int slot, ulong remoteAddress)
    {
        _host = host;
        _output = new OutputQueue(host.Buffers);
        _verify = host.CreateVerify();
        Slot = slot;
        RemoteAddress = remoteAddress;
        AcceptedMs = host.NowMs;
        LastRequestMs = host.NowMs;
    }

    /// <summary>Where the reader puts received bytes: asked for anew behind each <see cref="PrepareReceive"/>, and null before it.</summary>
    public byte[] ReceiveBuffer => _work == null ? null : _work.Input.Buffer;

    /// <summary>First free byte of <see cref="ReceiveBuffer"/>, as <see cref="PrepareReceive"/> fixed it.</summary>
    public int ReceiveOffset => _work == null ? 0 : _work.Input.WindowOffset;

    /// <summary>Holds what is to be sent; null when <see cref="OutputCount"/> is 0.</summary>
    public byte[] OutputBuffer => _output.Buffer;

    /// <summary>First byte to send.</summary>
    public int OutputOffset => _output.Offset;

    /// <summary>Bytes to send now.</summary>
    public int OutputCount => _output.Count;

    /// <summary>True when the socket is to be closed as soon as <see cref="OutputCount"/> is 0.</summary>
    public bool IsCloseRequested => _state >= ConnectionState.Closing;

    /// <summary>True when it is closed behind an answer: the peer may still be sending what it is not going to be asked for.</summary>
    internal bool IsAnsweredForGood => _state == ConnectionState.Closing;

    /// <summary>True between Pair Verify and the end.</summary>
    public bool IsVerified => _decoder != null && _state != ConnectionState.Ended;

    /// <summary>The address given to <see cref="HapHost.Accept"/>.</summary>
    public ulong RemoteAddress { get; }

    /// <summary>For the server's own use, such as its socket.</summary>
    public object Tag { get; set; }

    /// <inheritdoc/>
    bool IPairingPeer.IsSecured => _decoder != null;

    /// <inheritdoc/>
    int IPairingPeer.Pairing => Pairing;

    /// <summary>True once Pair Verify has succeeded.</summary>
    internal bool IsSecured => _decoder != null;

    /// <summary>Handle of the controller's pairing; 0 before Pair Verify.</summary>
    internal int Pairing { get; private set; }

    /// <summary>Its place in the table.</summary>
    internal readonly int Slot;

    /// <summary>When it was accepted.</summary>
    internal readonly long AcceptedMs;

    /// <summary>When its last whole request came; when it was accepted, before the first one.</summary>
    internal long LastRequestMs { get; private set; }

    /// <summary>True when a request's answer comes later.</summary>
    internal bool IsWaiting => _state == ConnectionState.Waiting;

    /// <summary>True when an answer waits for the store to be free.</summary>
    internal bool IsWaitingForStore => IsWaiting && _work.Exchange.Wait == Wait.Store;

    /// <summary>When this connection has to be looked at next.</summary>
    internal long DeadlineMs
    {
        get
        {
            if (_state == ConnectionState.Ended)
            {
                return long.MaxValue;
            }

            long limitMs = LimitMs;
            long eventsMs = CanNotify && _output.IsEmpty ? _events.DueMs : long.MaxValue;
            return eventsMs < limitMs ? eventsMs : limitMs;
        }
    }

    // When the peer's patience with us, or ours with it, ends.
    private long LimitMs
    {
        get
        {
            if (!_output.IsEmpty)
            {
                return _outputSinceMs + TimeLimits.StallMs;
            }

            if (_decoder != null)
            {
                return _state == ConnectionState.Reading && HasInput ? _work.InputSinceMs + TimeLimits.RequestMs : long.MaxValue;
            }

            return LastRequestMs + (IsWaiting || _host.Setup.IsOwner(this) ? TimeLimits.SetupIdleMs : TimeLimits.StrangerIdleMs);
        }
    }

    private bool HasInput => _work != null && !_work.Input.IsEmpty;

    // HAP event messages: never before the session, never between the first byte of a request and its answer.
    private bool CanNotify => _state == ConnectionState.Reading && _output.IsSecured && !HasInput;

    /// <summary>Fixes the place for the next bytes.</summary>
    /// <returns>Room in bytes; 0 while an answer is being made and the buffer is full, or once the connection is to be closed.</returns>
    public int PrepareReceive()
    {
        return _state >= ConnectionState.Closing ? 0 : (_work ?? Work()).Input.OpenWindow();
    }

    /// <summary>Takes bytes that the reader put at <see cref="ReceiveOffset"/>, and does what they ask for.</summary>
    /// <param name="count">Bytes received, 1 or more.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <exception cref="ArgumentOutOfRangeException">There was no room for so many.</exception>
    public void Received(int count, long nowMs)
    {
        if (count < 0 || count > (_work == null ? 0 : _work.Input.WindowRoom))
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

        int taken = 0;
        int room = PrepareReceive();
        while (room > 0 && taken < count)
        {
            InputBuffer input = _work.Input;
            int part = room < count - taken ? room : count - taken;
            Array.Copy(buffer, offset + taken, input.Buffer, input.WindowOffset, part);
            Received(part, nowMs);
            taken += part;
            room = taken < count ? PrepareReceive() : 0;
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
            FreeWork();
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
        if (_work != null)
        {
            _work.IsResumed = true;
            _host.NoteResumed();
        }
    }

    /// <summary>Goes on with an answer that can be given now.</summary>
    internal void ResumeAnswer()
    {
        if (IsWaiting && _work.IsResumed)
        {
            _work.IsResumed = false;
            Respond(_work, Enter(_work, true));
            ReadRequests();
        }
    }

    /// <summary>The store is free again: whoever waited for it tries anew.</summary>
    internal void RetryStore()
    {
        _work.IsResumed = true;
    }

    /// <summary>The controller's pairing is gone.</summary>
    /// <param name="isRequester">True when it removed itself: it gets its answer first.</param>
    internal void LosePairing(bool isRequester)
    {
        if (isRequester)
        {
            _work.IsLastAnswer = true;
        }
        else
        {
            End();
        }
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
        return IsVerified && _events.Add(characteristic);
    }

    /// <summary>A button was pressed.</summary>
    /// <returns>True when an event has to be sent.</returns>
    internal bool AddPress(EventCharacteristic button, int value)
    {
        if (!IsVerified || !button.IsSubscribed(Slot))
        {
            return false;
        }

        if (!_events.TryAdd(button, value))
        {
            End();
        }

        return true;
    }

    /// <summary>Sends events that may go now.</summary>
    internal void SendEvents()
    {
        if (_events == null || !_events.IsWaiting)
        {
            return;
        }

        // The latest values, in an empty queue: while the controller has not taken the last message there is nothing newer to tell it.
        if (CanNotify && _output.IsEmpty && _events.BeginChanges(_host.NowMs))
        {
            Workspace work = Work();
            work.Stream.Start(0, _events.Changes);
            _state = ConnectionState.Notifying;
            NoteEventSent();
            FinishMessage(work);
        }

        while (CanNotify && _events.BeginPress())
        {
            // What waits already has waited since then: another press buys no time.
            long sinceMs = _output.IsEmpty ? _host.NowMs : _outputSinceMs;
            if (!Work().Stream.Start(0, _events.Presses))
            {
                break;
            }

            _events.EndPress();
            NoteEventSent();
            _outputSinceMs = sinceMs;
        }

        _events.Settle();
        if (_work != null)
        {
            ReleaseWork(_work);
        }
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
        _work?.Stream.Drop();
        _output.Drop();
        _decoder?.Wipe();
        _encoder?.Wipe();
        _verify?.Reset();
        _host.Announcer.NoteNews(this);
    }

    private void TakeInput(int count)
    {
        Workspace work = _work;
        if (work == null || _state >= ConnectionState.Closing)
        {
            return;
        }

        if (work.Input.Append(count))
        {
            work.BeginRequest(_host.NowMs);
        }

        ReadRequests();
    }

    private void TakeSent(int count)
    {
        if (count > 0 && _decoder == null)
        {
            // HAP Pair Setup M6: once a byte of it has left, the controller may believe that it is paired.
            _host.Setup.Delivered(this);
            _host.Announcer.NoteWork();
        }

        if (count > 0 && _state != ConnectionState.Ended)
        {
            _outputSinceMs = _host.NowMs;
            if (_output.Sent(count))
            {
                GoOn();
            }
        }
    }

    // The socket has taken everything: go on with what it was part of.
    private void GoOn()
    {
        if (_encoder != null && !_output.IsSecured)
        {
            // HAP Pair Verify M4 has left in plain text as a whole.
            _output.Secure(_encoder);
        }

        Workspace work = _work;
        if (work != null && work.Stream.IsActive)
        {
            work.Stream.Continue();
            NoteOutput();
            FinishMessage(work);
        }

        ReadRequests();
    }

    // Frames become requests, requests answers, until more bytes are needed or an answer has to be sent first.
    private void ReadRequests()
    {
        while (_work != null && _state == ConnectionState.Reading && _output.IsEmpty && ReadRequest(_work))
        {
            // Each turn takes one whole request.
        }

        if (_events != null && _events.IsWaiting)
        {
            SendEvents();
        }
        else if (_work != null)
        {
            ReleaseWork(_work);
        }
    }

    // Returns false when the next request is not whole, or there will be none.
    private bool ReadRequest(Workspace work)
    {
        InputBuffer input = work.Input;
        RequestParser request = work.Request;
        ParseStatus status = input.HasText ? request.Parse(input.Buffer, input.TextEnd) : ParseStatus.NeedMore;
        while (status == ParseStatus.NeedMore)
        {
            ParseStatus frame = input.OpenFrame();
            if (frame != ParseStatus.Done)
            {
                EndUnlessMore(work, frame);
                return false;
            }

            status = request.Parse(input.Buffer, input.TextEnd);
        }

        if (status == ParseStatus.Done)
        {
            HandleRequest(work);
        }
        else
        {
            Refuse(work, request.Refusal);
        }

        return true;
    }

    // HAP session frames: one that is not authentic closes the connection without a word. A request that fills the buffer will never be whole.
    private void EndUnlessMore(Workspace work, ParseStatus frame)
    {
        if (frame != ParseStatus.NeedMore)
        {
            _host.Counters.BadFrames++;
            End();
        }
        else if (work.Input.IsFull)
        {
            Refuse(work, work.Request.IsHeadComplete ? HttpRefusal.OutOfResources : HttpRefusal.Close);
        }
    }

    private void HandleRequest(Workspace work)
    {
        LastRequestMs = _host.NowMs;
        if (_decoder != null && !_host.Pairings.Contains(Pairing))
        {
            // HAP Remove Pairing: asked at every use, not once at Pair Verify.
            End();
            return;
        }

        Exchange exchange = work.Exchange;
        exchange.Buffer = work.Input.Buffer;
        work.Endpoint = _host.Router.Find(exchange, out Answer answer);
        if (work.Endpoint != null)
        {
            answer = Enter(work, false);
        }

        Respond(work, _decoder == null && _verify.IsVerified && !StartSession() ? Answer.Close : answer);
    }

    // Lets the endpoint handle the request, or go on with it.
    private Answer Enter(Workspace work, bool isResumed)
    {
        Exchange exchange = work.Exchange;
        exchange.NowMs = _host.NowMs;
        if (work.Endpoint is PairingEndpoint)
        {
            _host.Announcer.NoteWork();
            exchange.Tlv.Reset(_host.Buffers.Scratch(), MessageStream.BodyOffset, work.Stream.BodyRoom);
        }

        return isResumed ? work.Endpoint.Resume(exchange) : work.Endpoint.Handle(exchange);
    }

    // HAP Pair Verify M4: the receiving side is secured before M4 goes out, because the controller's next request may already be on its way.
    private bool StartSession()
    {
        if (!_host.Admit(_verify.Pairing))
        {
            return false;
        }

        SessionKeys keys = new SessionKeys();
        Pairing = _verify.Pairing;
        _verify.TakeKeys(keys);
        _verify = null;
        _work.Exchange.Verify = null;
        _decoder = new FrameDecoder(_host.Crypto);
        _decoder.Start(keys);
        _encoder = new FrameEncoder(_host.Crypto);
        _encoder.Start(keys);
        keys.Wipe();
        _events = new EventQueue(Slot);
        return true;
    }

    private void Respond(Workspace work, Answer answer)
    {
        if (_state == ConnectionState.Ended)
        {
            return;
        }

        Exchange exchange = work.Exchange;
        switch (answer)
        {
            case Answer.Later:
                _state = ConnectionState.Waiting;
                return;
            case Answer.Close:
                End();
                return;
            case Answer.Empty:
                work.Stream.RespondEmpty(exchange.HttpStatus);
                break;
            case Answer.Status:
                work.Stream.RespondStatus(exchange.HttpStatus, exchange.Status);
                break;
            case Answer.Tlv:
                work.Stream.RespondTlv(exchange.Tlv.Count);
                break;
            default:
                work.Stream.Start(exchange.HttpStatus, work.Endpoint, exchange.MeasuredBytes);
                _state = ConnectionState.Answering;
                NoteOutput();
                FinishMessage(work);
                return;
        }

        NoteOutput();
        FinishAnswer(work);
    }

    // A request that the parser will not read is the last one; it may deserve an answer.
    private void Refuse(Workspace work, HttpRefusal refusal)
    {
        _host.Counters.BadRequests++;
        if (refusal == HttpRefusal.Close)
        {
            End();
            return;
        }

        work.IsLastAnswer = true;
        Respond(work, refusal == HttpRefusal.BadRequest
            ? work.Exchange.AnswerEmpty(HttpStatus.BadRequest)
            : work.Exchange.AnswerStatus(HttpStatus.InternalServerError, HapStatus.OutOfResources));
    }

    // Behind the last byte of a message the pipe is free again.
    private void FinishMessage(Workspace work)
    {
        if (work.Stream.IsBroken)
        {
            End();
        }
        else if (work.Stream.IsActive)
        {
            return;
        }
        else if (_state == ConnectionState.Answering)
        {
            FinishAnswer(work);
        }
        else if (_state == ConnectionState.Notifying)
        {
            _events.EndChanges();
            _state = ConnectionState.Reading;
        }
    }

    private void FinishAnswer(Workspace work)
    {
        if (work.IsLastAnswer)
        {
            _state = ConnectionState.Closing;
            return;
        }

        _state = ConnectionState.Reading;
        work.Exchange.Buffer = null;
        bool isMore = work.Input.Consume(work.Request.End);
        if (_decoder != null && !work.Input.IsSecured)
        {
            work.Secure(_decoder, _host.SessionBytes);
        }

        if (isMore)
        {
            work.BeginRequest(_host.NowMs);
        }
    }

    // The workspace, borrowed if need be.
    private Workspace Work()
    {
        if (_work == null)
        {
            _work = _host.Workspaces.Take();
            _work.Open(this, Slot, _output, _decoder, _decoder == null ? HapSettings.LeastReceiveBytes : _host.SessionBytes);
            _work.Exchange.Verify = _verify;
        }

        return _work;
    }

    // Gives the workspace back unless something is under way, or the reader may be in its window.
    private void ReleaseWork(Workspace work)
    {
        if (_state == ConnectionState.Reading && work.Input.TryClose())
        {
            _host.Workspaces.Return(work);
            _work = null;
        }
    }

    // The connection is closed, whatever was under way.
    private void FreeWork()
    {
        if (_work != null)
        {
            _work.Wipe();
            _host.Workspaces.Return(_work);
            _work = null;
        }
    }

    private void NoteEventSent()
    {
        _events.Rest(_host.NowMs + _host.Settings.EventIntervalMs);
        NoteOutput();
    }

    private void NoteOutput()
    {
        _outputSinceMs = _host.NowMs;
        _host.Announcer.NoteNews(this);
    }
}
