// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Framing;

namespace HapNano.Session;

/// <summary>What a connection has received and not yet answered: text of requests, and behind it the frames that are not opened yet.</summary>
/// <remarks>
/// <para>The array itself comes from a pool when the reader asks for a window, and goes back when nothing is held and no window is open.</para>
/// <code>
/// 2      4            textEnd    rawStart        end       window
/// |      |  plaintext |  (gap)   | frames        |  ...    | what the reader receives into now
/// </code>
/// A request starts at <see cref="RequestStart"/>. The first frame lies at <see cref="FrameStart"/>, so that its ciphertext starts on a multiple
/// of four and its plaintext already is where a request starts; the plaintext of further frames is moved down to join it. On a connection that
/// is not secured there are no frames, everything is text. The reader's window never moves while the reader may be in it: bytes it brings are moved
/// down afterwards, and into the new array when <see cref="Secure"/> came meanwhile.
/// </remarks>
internal sealed class InputBuffer
{
    /// <summary>Where the first frame starts: its two length bytes lie before the aligned ciphertext.</summary>
    internal const int FrameStart = RequestStart - SessionFrame.LengthBytes;

    /// <summary>Where a request starts, a multiple of four.</summary>
    internal const int RequestStart = 4;

    /// <summary>Bytes of the buffer that a request cannot use: the space in front and what surrounds its last frame's text.</summary>
    internal const int OverheadBytes = RequestStart + SessionFrame.OverheadBytes;

    private readonly FrameDecoder _decoder;
    private BufferPool _pool;
    private byte[] _buffer;
    private int _textEnd = RequestStart;
    private bool _isSecured;
    private int _windowOffset = RequestStart;

    // 0 when no window is open, or one without room: nobody receives into that.
    private int _windowRoom;

    // The array from before Secure, as long as the reader may be in its window; null nearly always.
    private byte[] _outgrown;
    private BufferPool _outgrownPool;
    private int _rawStart = RequestStart;
    private int _end = RequestStart;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="decoder">Opens the frames once the connection is secured.</param>
    /// <param name="pool">Where its array comes from.</param>
    internal InputBuffer(FrameDecoder decoder, BufferPool pool)
    {
        _decoder = decoder;
        _pool = pool;
    }

    /// <summary>The array; null while nothing is held and no window is open.</summary>
    internal byte[] Buffer => _buffer;

    /// <summary>First byte behind the plaintext, which starts at <see cref="RequestStart"/>.</summary>
    internal int TextEnd => _textEnd;

    /// <summary>The array that the reader's window lies in.</summary>
    internal byte[] WindowBuffer => _outgrown ?? _buffer;

    /// <summary>Where in <see cref="WindowBuffer"/> the reader may put bytes, as the last <see cref="OpenWindow"/> fixed it.</summary>
    internal int WindowOffset => _windowOffset;

    /// <summary>Length of the open window; 0 when none is.</summary>
    internal int WindowRoom => _windowRoom;

    /// <summary>True once everything received comes in frames.</summary>
    internal bool IsSecured => _isSecured;

    /// <summary>True when part of a request is there as text.</summary>
    internal bool HasText => _textEnd != RequestStart;

    /// <summary>True when nothing is held: no text and no part of a frame.</summary>
    internal bool IsEmpty => _textEnd == RequestStart && _rawStart == _end;

    /// <summary>True when nothing more can be received before something is consumed.</summary>
    internal bool IsFull => _end - _rawStart + _textEnd >= _pool.BufferBytes;

    /// <summary>Opens the reader's window behind what is held.</summary>
    /// <returns>Its length in bytes.</returns>
    internal int OpenWindow()
    {
        if (_outgrown != null)
        {
            ReturnOutgrown();
        }

        _buffer = _buffer ?? _pool.Take();
        if (_rawStart > RequestStart)
        {
            CloseGap();
        }

        _windowOffset = _end;
        _windowRoom = _buffer.Length - _end;
        return _windowRoom;
    }

    /// <summary>Takes what the reader put into the window, and closes it.</summary>
    internal void Append(int count)
    {
        _windowRoom = 0;
        if (_outgrown != null || _windowOffset != _end)
        {
            // Something was consumed while the reader waited in its window.
            Array.Copy(WindowBuffer, _windowOffset, _buffer, _end, count);
            ReturnOutgrown();
        }

        _end += count;
        if (!_isSecured)
        {
            _textEnd = _end;
            _rawStart = _end;
        }
    }

    /// <summary>Opens the next frame; its plaintext joins the text.</summary>
    /// <returns>Done; NeedMore when it is not whole (or the connection not secured); Malformed: the connection must be closed.</returns>
    internal ParseStatus OpenFrame()
    {
        if (!_isSecured)
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
    internal void Consume(int requestEnd)
    {
        int text = _textEnd - requestEnd;
        if (text > 0)
        {
            Array.Copy(_buffer, requestEnd, _buffer, RequestStart, text);
        }

        _textEnd = RequestStart + text;
        CloseGap();
        ReleaseIfEmpty();
    }

    /// <summary>Gives the array back when nothing is held and no window is open.</summary>
    internal void ReleaseIfEmpty()
    {
        if (_buffer != null && _windowRoom == 0 && _textEnd == RequestStart && _rawStart == _end)
        {
            _pool.Return(_buffer);
            _buffer = null;
        }
    }

    /// <summary>From here on everything received comes in frames, what is already here behind the last request included.</summary>
    /// <param name="pool">Where the array comes from now; its buffers are as long as those of the last one, or longer.</param>
    internal void Secure(BufferPool pool)
    {
        if (_buffer != null)
        {
            byte[] larger = pool.Take();
            Array.Copy(_buffer, RequestStart, larger, RequestStart, _textEnd - RequestStart);
            _outgrown = _buffer;
            _outgrownPool = _pool;
            _buffer = larger;
        }

        if (_windowRoom == 0)
        {
            ReturnOutgrown();
        }

        _pool = pool;
        _isSecured = true;
        _rawStart = RequestStart;
        _end = _textEnd;
        _textEnd = RequestStart;
        CloseGap();
    }

    /// <summary>Forgets and zeroes everything. The array stays: the reader may be in its window.</summary>
    internal void Wipe()
    {
        if (_outgrown != null)
        {
            Array.Clear(_outgrown, 0, _outgrown.Length);
        }

        if (_buffer != null)
        {
            Array.Clear(_buffer, 0, _buffer.Length);
        }

        _textEnd = RequestStart;
        _rawStart = RequestStart;
        _end = RequestStart;
    }

    /// <summary>Wipes, and gives the array back: the reader is gone.</summary>
    internal void Free()
    {
        Wipe();
        _windowRoom = 0;
        ReturnOutgrown();
        ReleaseIfEmpty();
    }

    private void ReturnOutgrown()
    {
        if (_outgrown != null)
        {
            _outgrownPool.Return(_outgrown);
            _outgrown = null;
        }
    }

    // Moves the unopened frames down: behind the text, or to the front when there is none.
    private void CloseGap()
    {
        int target = _isSecured && _textEnd == RequestStart ? FrameStart : _textEnd;
        int count = _end - _rawStart;
        if (count > 0 && target != _rawStart)
        {
            Array.Copy(_buffer, _rawStart, _buffer, target, count);
        }

        _rawStart = target;
        _end = target + count;
    }
}
