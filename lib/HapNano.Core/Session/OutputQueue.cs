// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Framing;

namespace HapNano.Session;

/// <summary>
/// What a connection has to send, sealed and in order. Making frames of a message and queueing it are one step, so frame counters cannot cross.
/// </summary>
/// <remarks>
/// Linear: it fills behind what is queued and starts again at the front when all of it is sent. Nothing queued ever moves, because the sender may be
/// sending from it. It holds an array while it has something to send: a small one when the first message fits into that.
/// </remarks>
internal sealed class OutputQueue
{
    /// <summary>Usual length of a large array: one TCP segment of the board (1,440, the MSS of its network stack) behind the lead.</summary>
    internal const int DefaultCapacityBytes = FrameStart + 1440;

    // The first frame's text starts on a multiple of four.
    private const int FrameStart = OutputBuffers.TextStart - SessionFrame.LengthBytes;

    private readonly OutputBuffers _buffers;

    // Null while messages leave as plain text.
    private FrameEncoder _encoder;
    private byte[] _buffer;
    private int _start;
    private int _end;

    /// <summary>Makes the queue of a connection that is not secured.</summary>
    /// <param name="buffers">Where messages are composed and its array comes from.</param>
    internal OutputQueue(OutputBuffers buffers)
    {
        _buffers = buffers;
    }

    /// <summary>The array that holds what is to be sent; null when there is nothing.</summary>
    internal byte[] Buffer => _buffer;

    /// <summary>First byte to send.</summary>
    internal int Offset => _start;

    /// <summary>Bytes to send.</summary>
    internal int Count => _end - _start;

    /// <summary>True when everything queued was sent.</summary>
    internal bool IsEmpty => _end == _start;

    /// <summary>True once messages are sealed.</summary>
    internal bool IsSecured => _encoder != null;

    /// <summary>The most text that an empty queue takes, in bytes.</summary>
    internal int Capacity => _encoder == null ? _buffers.LargeBytes - OutputBuffers.TextStart : TextRoom(_buffers.LargeBytes - FrameStart);

    /// <summary>The most text that can be queued now, in bytes.</summary>
    internal int Room => _end == _start ? Capacity : _encoder == null ? _buffer.Length - _end : TextRoom(_buffer.Length - _end);

    /// <summary>Queues the text that was composed in the scratch at <see cref="OutputBuffers.TextStart"/>.</summary>
    /// <param name="count">Bytes of text, at most <see cref="Room"/>.</param>
    internal void Commit(int count)
    {
        FrameEncoder encoder = _encoder;
        if (_end == _start)
        {
            Place(count, encoder == null);
        }
        else
        {
            Array.Copy(_buffers.Scratch(), OutputBuffers.TextStart, _buffer, encoder == null ? _end : _end + SessionFrame.LengthBytes, count);
        }

        if (encoder == null)
        {
            _end += count;
        }
        else if (count <= SessionFrame.MaxPlaintextBytes)
        {
            _end += encoder.Seal(_buffer, _end, count);
        }
        else
        {
            SealFrames(count);
        }
    }

    /// <summary>The socket has taken bytes.</summary>
    /// <param name="count">At most <see cref="Count"/>.</param>
    /// <returns>True when that was all.</returns>
    internal bool Sent(int count)
    {
        _start += count;
        if (_start != _end)
        {
            return false;
        }

        Free();
        return true;
    }

    /// <summary>From the next message on everything is sealed.</summary>
    /// <param name="encoder">Seals; it was started.</param>
    internal void Secure(FrameEncoder encoder)
    {
        _encoder = encoder;
    }

    /// <summary>Forgets what was not sent. The bytes stay: the sender may be reading them, and what was meant for the wire is no secret.</summary>
    internal void Drop()
    {
        _start = _end;
    }

    /// <summary>Gives the array back: nobody sends from it.</summary>
    internal void Free()
    {
        _start = _end;
        if (_buffer != null)
        {
            _buffers.Return(_buffer);
            _buffer = null;
        }
    }

    // The message goes out in a small array when it fits with its frame, and in the one it was composed in when it does not.
    private void Place(int count, bool isPlain)
    {
        int start = isPlain ? OutputBuffers.TextStart : FrameStart;
        _start = start;
        _end = start;
        OutputBuffers buffers = _buffers;
        if (OutputBuffers.TextStart + count + (isPlain ? 0 : SessionFrame.TagBytes) > buffers.ShortBytes)
        {
            _buffer = buffers.TakeScratch();
            return;
        }

        byte[] small = buffers.TakeSmall();
        _buffer = small;
        Array.Copy(buffers.Scratch(), OutputBuffers.TextStart, small, OutputBuffers.TextStart, count);
    }

    // Text lies in one piece; every frame behind the first needs room for the tag before it and its own length. Last one first.
    private void SealFrames(int count)
    {
        int text = _end + SessionFrame.LengthBytes;
        for (int frame = (count - 1) / SessionFrame.MaxPlaintextBytes; frame > 0; frame--)
        {
            int from = frame * SessionFrame.MaxPlaintextBytes;
            int length = count - from < SessionFrame.MaxPlaintextBytes ? count - from : SessionFrame.MaxPlaintextBytes;
            Array.Copy(_buffer, text + from, _buffer, text + from + (frame * SessionFrame.OverheadBytes), length);
        }

        for (; count > 0; count -= SessionFrame.MaxPlaintextBytes)
        {
            _end += _encoder.Seal(_buffer, _end, count < SessionFrame.MaxPlaintextBytes ? count : SessionFrame.MaxPlaintextBytes);
        }
    }

    // How much text fits into a space with the frames around it.
    private static int TextRoom(int space)
    {
        int rest = (space % SessionFrame.MaxFrameBytes) - SessionFrame.OverheadBytes;
        return (space / SessionFrame.MaxFrameBytes * SessionFrame.MaxPlaintextBytes) + (rest > 0 ? rest : 0);
    }
}
