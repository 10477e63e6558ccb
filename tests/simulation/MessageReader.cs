// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Framing;

namespace HapNano.Simulation;

/// <summary>Makes messages of the bytes of one connection.</summary>
internal sealed class MessageReader
{
    private readonly FrameDecoder _decoder;
    private byte[] _raw = new byte[4096];
    private int _rawCount;
    private byte[] _text = new byte[4096];
    private int _textCount;
    private long _rawTotal;
    private long _messageStart;
    private bool _isSecured;

    public MessageReader(FrameDecoder decoder)
    {
        _decoder = decoder;
    }

    /// <summary>From here on the accessory sends frames.</summary>
    public void Secure(SessionKeys keys)
    {
        _decoder.Start(keys);
        _isSecured = true;
    }

    /// <summary>Takes bytes as they were made.</summary>
    public void Append(byte[] buffer, int offset, int count)
    {
        Grow(ref _raw, _rawCount + count);
        Array.Copy(buffer, offset, _raw, _rawCount, count);
        _rawCount += count;
    }

    /// <summary>The next whole message.</summary>
    /// <returns>Null while there is none.</returns>
    public Message? Next()
    {
        OpenFrames();
        int end = _text.AsSpan(0, _textCount).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        string head = Encoding.ASCII.GetString(_text, 0, end);
        int length = LengthOf(head);
        if (_textCount < end + 4 + length)
        {
            return null;
        }

        byte[] body = _text.AsSpan(end + 4, length).ToArray();
        _textCount -= end + 4 + length;
        Array.Copy(_text, end + 4 + length, _text, 0, _textCount);
        var message = new Message(
            head.StartsWith("EVENT/1.0 200 OK\r\n", StringComparison.Ordinal), int.Parse(head.Split(' ')[1]), body, _messageStart, _rawTotal);
        if (!message.IsEvent && !head.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
        {
            throw new SimulationException("no status line: " + head);
        }

        _messageStart = _rawTotal;
        return message;
    }

    private static int LengthOf(string head)
    {
        const string Name = "\r\nContent-Length: ";
        int start = head.IndexOf(Name, StringComparison.Ordinal);
        if (start < 0)
        {
            return head.StartsWith("HTTP/1.1 204 ", StringComparison.Ordinal) ? 0 : throw new SimulationException("no length: " + head);
        }

        start += Name.Length;
        int end = head.IndexOf('\r', start);
        return int.Parse(end < 0 ? head[start..] : head[start..end]);
    }

    private void OpenFrames()
    {
        int start = 0;
        if (!_isSecured)
        {
            Grow(ref _text, _textCount + _rawCount);
            Array.Copy(_raw, 0, _text, _textCount, _rawCount);
            _textCount += _rawCount;
            start = _rawCount;
        }

        while (_isSecured && start < _rawCount)
        {
            ParseStatus status = _decoder.Open(_raw, start, _rawCount - start, out int count);
            if (status == ParseStatus.NeedMore)
            {
                break;
            }

            if (status != ParseStatus.Done)
            {
                throw new SimulationException("a frame of the accessory does not open");
            }

            Grow(ref _text, _textCount + count);
            Array.Copy(_raw, start + 2, _text, _textCount, count);
            _textCount += count;
            start += count + SessionFrame.OverheadBytes;
        }

        _rawTotal += start;
        _rawCount -= start;
        Array.Copy(_raw, start, _raw, 0, _rawCount);
    }

    private static void Grow(ref byte[] buffer, int count)
    {
        if (buffer.Length < count)
        {
            Array.Resize(ref buffer, Math.Max(count, buffer.Length * 2));
        }
    }
}
