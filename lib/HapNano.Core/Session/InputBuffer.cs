// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Framing;

namespace HapNano.Session;

/// <summary>What a connection has received and not yet answered: text of requests, and behind it the frames that are not opened yet.</summary>
/// <remarks>
/// <code>
/// 2      4            textEnd    rawStart        end       window
/// |      |  plaintext |  (gap)   | frames        |  ...    | what the reader receives into now
/// </code>
/// <para>A request starts at <see cref="RequestStart"/>. The first frame lies at <see cref="FrameStart"/>, so that its ciphertext starts on a multiple
/// of four and its plaintext already is where a request starts; the plaintext of further frames is moved down to join it. On a connection that
/// is not secured there are no frames, everything is text.</para>
/// <para>The array is <see cref="FirstBytes"/> long, enough for nearly every request. One that is full gives way to one four times as long when the reader asks for its
/// next window, up to the limit, and comes back when all is answered. The reader's window never moves while the reader may be in it: bytes
/// it brings are moved down afterwards.</para>
/// </remarks>
internal sealed class InputBuffer
{
    /// <summary>Length of the array that every connection begins with: what surrounds a frame's text 22, a head of 150 to 200, and a body of up to five entries.</summary>
    internal const int FirstBytes = 512;

    /// <summary>Where the first frame starts: its two length bytes lie before the aligned ciphertext.</summary>
    internal const int FrameStart = RequestStart - SessionFrame.LengthBytes;

    /// <summary>Where a request starts, a multiple of four.</summary>
    internal const int RequestStart = 4;

    /// <summary>Bytes of the buffer that a request cannot use: the space in front and what surrounds its last frame's text.</summary>
    internal const int OverheadBytes = RequestStart + SessionFrame.OverheadBytes;

    private const int Growth = 4;

    private readonly byte[] _first;
    private byte[] _buffer;
    private int _limit;

    // Null on a connection that is not secured.
    private FrameDecoder _decoder;
    private int _textEnd = RequestStart;
    private int _windowOffset = RequestStart;

    // 0 when no window is open, or one without room: nobody receives into that.
    private int _windowRoom;
    private int _rawStart = RequestStart;
    private int _end = RequestStart;

    /// <summary>Makes a buffer that belongs to no connection yet.</summary>
    /// <param name="firstBytes">Length of its first array: <see cref="FirstBytes"/>, less in tests.</param>
    internal InputBuffer(int firstBytes)
    {
        _first = new byte[firstBytes];
        _buffer = _first;
    }

    /// <summary>Begins to serve one connection. The buffer is new, or was closed.</summary>
    /// <param name="decoder">Opens its frames; null when it is not secured.</param>
    /// <param name="limit">The most bytes that the array may get.</param>
    internal void Open(FrameDecoder decoder, int limit)
    {
        int start = decoder == null ? RequestStart : FrameStart;
        _decoder = decoder;
        _limit = limit;
        _rawStart = start;
        _end = start;
    }

    /// <summary>The array, also the one that the reader's window lies in.</summary>
    internal byte[] Buffer => _buffer;

    /// <summary>First byte behind the plaintext, which starts at <see cref="RequestStart"/>.</summary>
    internal int TextEnd => _textEnd;

    /// <summary>Where in <see cref="Buffer"/> the reader may put bytes, as the last <see cref="OpenWindow"/> fixed it.</summary>
    internal int WindowOffset => _windowOffset;

    /// <summary>Length of the open window; 0 when none is.</summary>
    internal int WindowRoom => _windowRoom;

    /// <summary>True once everything received comes in frames.</summary>
    internal bool IsSecured => _decoder != null;

    /// <summary>True when part of a request is there as text.</summary>
    internal bool HasText => _textEnd != RequestStart;

    /// <summary>True when nothing is held: no text and no part of a frame.</summary>
    internal bool IsEmpty => _textEnd == RequestStart && _rawStart == _end;

    /// <summary>True when nothing more can be received before something is consumed.</summary>
    internal bool IsFull => _end - _rawStart + _textEnd >= _limit;

    /// <summary>Opens the reader's window behind what is held.</summary>
    /// <returns>Its length in bytes.</returns>
    internal int OpenWindow()
    {
        if (_rawStart > RequestStart)
        {
            CloseGap();
        }

        if (_end == _buffer.Length && _end < _limit)
        {
            Grow();
        }

        _windowOffset = _end;
        _windowRoom = _buffer.Length - _end;
        return _windowRoom;
    }

    /// <summary>Takes what the reader put into the window, and closes it.</summary>
    /// <returns>True when nothing was held before: a request begins.</returns>
    internal bool Append(int count)
    {
        bool isFirst = _textEnd == RequestStart && _rawStart == _end;
        _windowRoom = 0;
        if (_windowOffset != _end)
        {
            // Something was consumed while the reader waited in its window.
            Array.Copy(_buffer, _windowOffset, _buffer, _end, count);
        }

        _end += count;
        if (_decoder == null)
        {
            _textEnd = _end;
            _rawStart = _end;
        }

        return isFirst;
    }

    /// <summary>Opens the next frame; its plaintext joins the text.</summary>
    /// <returns>Done; NeedMore when it is not whole (or the connection not secured); Malformed: the connection must be closed.</returns>
    internal ParseStatus OpenFrame()
    {
        if (_decoder == null)
        {
            return ParseStatus.NeedMore;
        }

        ParseStatus status = _decoder.Open(_buffer, _rawStart, _end - _rawStart, out int length);
        if (status == ParseStatus.Done)
        {
            int text = _rawStart + SessionFrame.LengthBytes;
            if (text != _textEnd)
            {
                Array.Copy(_buffer, text, _buffer, _textEnd, length);
            }

            _textEnd += length;
            _rawStart = text + length + SessionFrame.TagBytes;
        }

        return status;
    }

    /// <summary>Drops a request that is dealt with; what follows it becomes the start of the next one.</summary>
    /// <param name="requestEnd">First byte behind the request.</param>
    /// <returns>True when something does follow it.</returns>
    internal bool Consume(int requestEnd)
    {
        int text = _textEnd - requestEnd;
        if (text > 0)
        {
            Array.Copy(_buffer, requestEnd, _buffer, RequestStart, text);
        }

        _textEnd = RequestStart + text;
        if (text > 0 || _rawStart != _end)
        {
            CloseGap();
            return true;
        }

        _rawStart = _decoder == null ? RequestStart : FrameStart;
        _end = _rawStart;
        return false;
    }

    /// <summary>From here on everything received comes in frames, what is already here behind the last request included.</summary>
    /// <param name="decoder">Opens them.</param>
    /// <param name="limit">The most bytes that the array may get from now on.</param>
    internal void Secure(FrameDecoder decoder, int limit)
    {
        _decoder = decoder;
        _limit = limit;
        _rawStart = RequestStart;
        _end = _textEnd;
        _textEnd = RequestStart;
        CloseGap();
    }

    /// <summary>Forgets and zeroes everything. The array stays: the reader may be in its window.</summary>
    internal void Wipe()
    {
        Array.Clear(_first, 0, _first.Length);
        Array.Clear(_buffer, 0, _buffer.Length);
        _textEnd = RequestStart;
        _rawStart = RequestStart;
        _end = RequestStart;
    }

    /// <summary>Serves nobody any more, whatever was under way: wipes; a longer array goes, the first one stays.</summary>
    internal void Close()
    {
        Wipe();
        _windowRoom = 0;
        _buffer = _first;
    }

    /// <summary>Serves nobody any more, if nothing is held and no window is open.</summary>
    /// <returns>False when something is.</returns>
    internal bool TryClose()
    {
        if (_windowRoom != 0 || _textEnd != RequestStart || _rawStart != _end)
        {
            return false;
        }

        _buffer = _first;
        return true;
    }

    private void Grow()
    {
        int length = _end * Growth < _limit ? _end * Growth : _limit;
        byte[] larger = new byte[length];
        Array.Copy(_buffer, larger, _end);
        _buffer = larger;
    }

    // Moves the unopened frames down: behind the text, or to the front when there is none.
    private void CloseGap()
    {
        int target = _decoder != null && _textEnd == RequestStart ? FrameStart : _textEnd;
        int count = _end - _rawStart;
        if (count > 0 && target != _rawStart)
        {
            Array.Copy(_buffer, _rawStart, _buffer, target, count);
        }

        _rawStart = target;
        _end = target + count;
    }
}
