// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Endpoints;
using HapNano.Framing;
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
/// <para>This file is what the server's threads use, and the connection's end; <c>HapConnection.Requests.cs</c> goes from bytes to answers, and
/// <c>HapConnection.Events.cs</c> is what happens without a request. What it needs while it has something to do is its <see cref="Workspace"/>.</para>
/// </remarks>
public sealed partial class HapConnection : IPairingPeer
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

        Turn turn = _host.Turn;
        turn.Enter(nowMs);
        try
        {
            TakeInput(count);
            turn.Settle();
        }
        finally
        {
            turn.Exit();
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

        Turn turn = _host.Turn;
        turn.Enter(nowMs);
        try
        {
            TakeSent(count);
            turn.Settle();
        }
        finally
        {
            turn.Exit();
        }
    }

    /// <summary>The socket is gone, for whatever reason: frees the place in the table and wipes the keys. The last call, made
    /// when reader and sender have come back from theirs: other connections get the buffers.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    public void Closed(long nowMs)
    {
        _host.Turn.Enter(nowMs);
        try
        {
            End();
            FreeWork();
            _output.Free();
            _host.Remove(this);
        }
        finally
        {
            _host.Turn.Leave();
        }
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

    // The workspace, borrowed if need be.
    private Workspace Work()
    {
        Workspace work = _work;
        if (work == null)
        {
            work = _host.Workspaces.Take();
            work.Open(this, Slot, _output, _decoder, _decoder == null ? HapSettings.LeastReceiveBytes : _host.SessionBytes);
            if (_verify != null)
            {
                work.Exchange.Verify = _verify;
            }

            _work = work;
        }

        return work;
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

    private void NoteOutput()
    {
        _outputSinceMs = _host.NowMs;
        _host.Announcer.NoteNews(this);
    }
}
