// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Http;

namespace HapNano.Server;

/// <summary>One request of a browser: its bytes, and what the pages want to know of it.</summary>
internal sealed class PageRequest
{
    /// <summary>The longest head: browsers send 400 to 1,000 bytes to a host that never set a cookie.</summary>
    public const int MaxHeadBytes = 2048;

    /// <summary>The longest body: the form with its longest name and password, each byte as three, is shorter.</summary>
    public const int MaxBodyBytes = 512;

    private static readonly byte[] s_hostField = Encoding.UTF8.GetBytes("host");

    private readonly RequestParser _parser = new RequestParser { MaxHeadBytes = MaxHeadBytes, MaxBodyBytes = MaxBodyBytes };
    private int _end;

    /// <summary>Where the request is received, from its first byte.</summary>
    public byte[] Buffer { get; } = new byte[MaxHeadBytes + MaxBodyBytes];

    /// <summary>Where the next bytes belong; the end of the buffer is never reached before a request is refused as too large.</summary>
    public int Received => _end;

    /// <summary>The address at which it came in, see <see cref="HostField.AddressOf"/>.</summary>
    public byte[] Address { get; set; }

    /// <summary>True for GET.</summary>
    public bool IsGet => _parser.Method == HttpMethod.Get;

    /// <summary>True for POST.</summary>
    public bool IsPost => _parser.Method == HttpMethod.Post;

    /// <summary>Forgets everything, secrets too.</summary>
    public void Reset()
    {
        System.Array.Clear(Buffer, 0, Buffer.Length);
        _parser.Reset(0);
        _end = 0;
    }

    /// <summary>More bytes were received at <see cref="Received"/>.</summary>
    /// <returns>Done, NeedMore, Malformed or TooLarge.</returns>
    public ParseStatus Add(int count)
    {
        _end += count;
        ParseStatus status = _parser.Parse(Buffer, _end);
        return status == ParseStatus.NeedMore && _end == Buffer.Length ? ParseStatus.TooLarge : status;
    }

    /// <summary>Tells whether a path was asked for.</summary>
    /// <param name="path">ASCII.</param>
    public bool PathIs(string path)
    {
        byte[] text = Encoding.UTF8.GetBytes(path);
        return _parser.PathLength == text.Length && ByteText.AreEqual(Buffer, _parser.PathOffset, text, text.Length);
    }

    /// <summary>Tells whether a field of the head is there.</summary>
    /// <param name="name">In small letters, ASCII.</param>
    public bool HasField(byte[] name)
    {
        return FindField(name, out _) >= 0;
    }

    /// <summary>Tells whether a field of the head is there and says exactly <paramref name="prefix"/> and <paramref name="value"/>.</summary>
    /// <param name="name">In small letters, ASCII.</param>
    /// <param name="prefix">ASCII, may be empty.</param>
    /// <param name="value">ASCII.</param>
    public bool FieldIs(byte[] name, byte[] prefix, byte[] value)
    {
        int offset = FindField(name, out int count);
        return offset >= 0
            && count == prefix.Length + value.Length
            && ByteText.AreEqual(Buffer, offset, prefix, prefix.Length)
            && ByteText.AreEqual(Buffer, offset + prefix.Length, value, value.Length);
    }

    /// <summary>Tells whether it was asked of this device, and not of a name that leads here.</summary>
    /// <param name="name">See <see cref="HostField.IsOurs"/>.</param>
    public bool IsFor(byte[] name)
    {
        int offset = FindField(s_hostField, out int count);
        return offset >= 0 && HostField.IsOurs(Buffer, offset, count, Address, name);
    }

    /// <summary>Reads a value of a form (application/x-www-form-urlencoded).</summary>
    /// <param name="name">Its name, one letter.</param>
    /// <param name="value">Receives the value.</param>
    /// <returns>Its bytes; 0 when it is missing; -1 when it is malformed, not UTF-8, holds a control character or does not fit.</returns>
    public int ReadValue(char name, byte[] value)
    {
        int next = _parser.BodyOffset;
        int end = _parser.End;
        while (next < end)
        {
            int last = next;
            while (last < end && Buffer[last] != '&')
            {
                last++;
            }

            if (last - next >= 2 && Buffer[next] == name && Buffer[next + 1] == '=')
            {
                int count = Decode(next + 2, last, value);
                return count >= 0 && Utf8.IsValid(value, 0, count) ? count : -1;
            }

            next = last + 1;
        }

        return 0;
    }

    private int Decode(int next, int end, byte[] value)
    {
        int count = 0;
        while (next < end)
        {
            int character = Buffer[next++];
            if (character == '%')
            {
                character = next + 2 <= end ? (Digit(Buffer[next]) * 16) + Digit(Buffer[next + 1]) : -1;
                next += 2;
            }
            else if (character == '+')
            {
                character = ' ';
            }

            if (character < ' ' || character == 127 || count == value.Length)
            {
                return -1;
            }

            value[count++] = (byte)character;
        }

        return count;
    }

    // Far below zero for what is no digit, so that the sum is, too.
    private static int Digit(byte character)
    {
        int lower = character | 0x20;
        return character >= '0' && character <= '9' ? character - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1000;
    }

    // The parser has checked the head: lines end in CR LF, each has a colon, the last one is empty.
    private int FindField(byte[] name, out int count)
    {
        int line = NextLine(0);
        while (line < _parser.BodyOffset - 2)
        {
            int end = NextLine(line);
            if (end - line > name.Length && Buffer[line + name.Length] == ':' && NameIs(line, name))
            {
                int from = line + name.Length + 1;
                int to = end - 2;
                while (from < to && Buffer[from] == ' ')
                {
                    from++;
                }

                while (from < to && Buffer[to - 1] == ' ')
                {
                    to--;
                }

                count = to - from;
                return from;
            }

            line = end;
        }

        count = 0;
        return -1;
    }

    private int NextLine(int line)
    {
        while (Buffer[line] != '\n')
        {
            line++;
        }

        return line + 1;
    }

    private bool NameIs(int offset, byte[] name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if ((Buffer[offset + i] | 0x20) != name[i])
            {
                return false;
            }
        }

        return true;
    }
}
