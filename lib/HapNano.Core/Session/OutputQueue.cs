// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Framing;

namespace HapNano.Session;

/// <summary>
/// What a connection has to send, sealed and in order. Text is composed where it will be sent from, then sealed in place: making a message and
/// queueing it are one step, so frame counters cannot cross.
/// </summary>
/// <remarks>
/// Linear: it fills behind what is queued and starts again at the front when all of it is sent. Nothing queued ever moves, because the sender may be
/// sending from it. The array comes from a pool when a message is composed, and goes back when everything is sent.
/// </remarks>
internal sealed class OutputQueue
{
    /// <summary>Usual length: one TCP segment of the board (1,440, the MSS of its network stack) behind the lead.</summary>
    internal const int DefaultCapacityBytes = LeadBytes + 1440;

    // The first frame's text starts on a multiple of four.
    private const int LeadBytes = 4 - SessionFrame.LengthBytes;

    private readonly FrameEncoder _encoder;
    private readonly BufferPool _pool;
    private byte[] _buffer;
    private bool _isSecured;
    private int _start = LeadBytes;
    private int _end = LeadBytes;

    /// <summary>Makes the queue.</summary>
    /// <param name="encoder">Seals once the connection is secured.</param>
    /// <param name="pool">Where its array comes from.</param>
    internal OutputQueue(FrameEncoder encoder, BufferPool pool)
    {
        _encoder = encoder;
        _pool = pool;
    }

    /// <summary>The array to compose in; taken from the pool when there is none.</summary>
    internal byte[] Buffer => _buffer = _buffer ?? _pool.Take();

    /// <summary>The array that holds what is to be sent; null when there is nothing.</summary>
    internal byte[] HeldBuffer => _buffer;

    /// <summary>First byte to send.</summary>
    internal int Offset => _start;

    /// <summary>Bytes to send.</summary>
    internal int Count => _end - _start;

    /// <summary>True when everything queued was sent.</summary>
    internal bool IsEmpty => _end == _start;

    /// <summary>True once messages are sealed.</summary>
    internal bool IsSecured => _isSecured;

    /// <summary>Where the text of the next message is to be composed.</summary>
    internal int TextOffset => _isSecured ? _end + SessionFrame.LengthBytes : _end;

    /// <summary>The most text that can be queued now, in bytes.</summary>
    internal int Room
    {
        get
        {
            int space = _pool.BufferBytes - _end;
            if (!_isSecured)
            {
                return space;
            }

            int rest = (space % SessionFrame.MaxFrameBytes) - SessionFrame.OverheadBytes;
            return (space / SessionFrame.MaxFrameBytes * SessionFrame.MaxPlaintextBytes) + (rest > 0 ? rest : 0);
        }
    }

    /// <summary>Queues the text that was composed at <see cref="TextOffset"/>.</summary>
    /// <param name="count">Bytes of text, at most <see cref="Room"/>.</param>
    internal void Commit(int count)
    {
        if (!_isSecured)
        {
            _end += count;
            return;
        }

        if (count > SessionFrame.MaxPlaintextBytes)
        {
            SpreadFrames(count);
        }

        while (count > 0)
        {
            int length = count < SessionFrame.MaxPlaintextBytes ? count : SessionFrame.MaxPlaintextBytes;
            _end += _encoder.Seal(Buffer, _end, length);
            count -= length;
        }
    }

    /// <summary>The socket has taken bytes.</summary>
    /// <param name="count">At most <see cref="Count"/>.</param>
    internal void Sent(int count)
    {
        _start += count;
        if (_start == _end)
        {
            Free();
        }
    }

    /// <summary>From the next message on everything is sealed.</summary>
    internal void Secure()
    {
        _isSecured = true;
    }

    /// <summary>Forgets what was not sent. The bytes stay: the sender may be reading them, and what was meant for the wire is no secret.</summary>
    internal void Drop()
    {
        _start = LeadBytes;
        _end = LeadBytes;
    }

    /// <summary>Gives the array back: nobody sends from it.</summary>
    internal void Free()
    {
        Drop();
        if (_buffer != null)
        {
            _pool.Return(_buffer);
            _buffer = null;
        }
    }

    // Text was composed in one piece; every frame behind the first needs room for the tag before it and its own length. Last one first.
    private void SpreadFrames(int count)
    {
        int text = TextOffset;
        for (int frame = (count - 1) / SessionFrame.MaxPlaintextBytes; frame > 0; frame--)
        {
            int from = frame * SessionFrame.MaxPlaintextBytes;
            int length = count - from < SessionFrame.MaxPlaintextBytes ? count - from : SessionFrame.MaxPlaintextBytes;
            Array.Copy(Buffer, text + from, Buffer, text + from + (frame * SessionFrame.OverheadBytes), length);
        }
    }
}
