// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Codec;

/// <summary>Writes JSON text (RFC 8259), piece by piece, into a <see cref="ByteSink"/>.</summary>
/// <remarks>
/// Commas, colons and braces are the caller's, who writes them with <see cref="Raw"/> together with the names that never change:
/// <c>,"iid":</c> is one copy. Allocates nothing after construction. Not thread-safe.
/// </remarks>
public sealed class JsonWriter
{
    // A multiple of 4 for base 64; what composes in it says how much of it that takes.
    private const int ScratchBytes = 176;

    private static readonly byte[] s_null = { (byte)'n', (byte)'u', (byte)'l', (byte)'l' };
    private static readonly byte[] s_true = { (byte)'t', (byte)'r', (byte)'u', (byte)'e' };
    private static readonly byte[] s_false = { (byte)'f', (byte)'a', (byte)'l', (byte)'s', (byte)'e' };

    // 00000000-0000-1000-8000-0026BB765291 without its first four bytes: the UUIDs that Apple defines.
    private static readonly byte[] s_appleBase = { 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0x26, 0xBB, 0x76, 0x52, 0x91 };

    private readonly byte[] _scratch = new byte[ScratchBytes];
    private readonly ByteSink _sink;

    /// <summary>Makes a writer.</summary>
    /// <param name="sink">Receives the text; the owner resets it.</param>
    public JsonWriter(ByteSink sink)
    {
        _sink = sink;
    }

    /// <summary>Where the text goes.</summary>
    public ByteSink Sink => _sink;

    /// <summary>176 bytes in which text may be put together, by <see cref="TextPiece"/>, before it goes to the sink. Every other call may overwrite them.</summary>
    internal byte[] Scratch => _scratch;

    /// <summary>Writes text as it is, such as <c>{"aid":</c>.</summary>
    public void Raw(byte[] ascii)
    {
        _sink.Append(ascii, 0, ascii.Length);
    }

    /// <summary>Writes one character as it is.</summary>
    public void Char(byte c)
    {
        _sink.Append(c);
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void Bool(bool value)
    {
        Raw(value ? s_true : s_false);
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void Null()
    {
        Raw(s_null);
    }

    /// <summary>Writes an integer.</summary>
    public void Signed(long value)
    {
        _sink.Append(_scratch, 0, TextPiece.PutSigned(_scratch, 0, value));
    }

    /// <summary>Writes an integer of 0 or more.</summary>
    public void Unsigned(ulong value)
    {
        if (value < 10)
        {
            _sink.Append((byte)('0' + (int)value));
            return;
        }

        _sink.Append(_scratch, 0, TextPiece.PutUnsigned(_scratch, 0, value));
    }

    /// <summary>Writes the shortest text that reads back to the same 32-bit value; NaN and infinities, which JSON lacks, become <c>null</c>.</summary>
    /// <remarks>
    /// Without an exponent when the magnitude is 0 or from 0.0001 up to 2^63, which holds for every HAP value. <see cref="FloatText"/> has the bounds.
    /// </remarks>
    public void Float(float value)
    {
        int count = FloatText.Format(value, _scratch, 0);
        if (count == 0)
        {
            Null();
        }
        else
        {
            _sink.Append(_scratch, 0, count);
        }
    }

    /// <summary>Writes a string with its quotes; quotes, backslashes and control characters in it are escaped (RFC 8259 §7).</summary>
    /// <param name="utf8">Holds valid UTF-8, which is written as it is.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="count">Bytes, 0 or more.</param>
    public void String(byte[] utf8, int offset, int count)
    {
        _sink.Append((byte)'"');
        int end = offset + count;
        int start = offset;
        for (int i = offset; i < end; i++)
        {
            byte c = utf8[i];
            if (c < 0x20 || c == '"' || c == '\\')
            {
                _sink.Append(utf8, start, i - start);
                Escape(c);
                start = i + 1;
            }
        }

        _sink.Append(utf8, start, end - start);
        _sink.Append((byte)'"');
    }

    /// <summary>Writes bytes as a base 64 string with its quotes.</summary>
    public void Base64(byte[] data, int offset, int count)
    {
        _sink.Append((byte)'"');
        int end = offset + count;
        while (offset < end)
        {
            int chunk = end - offset < ScratchBytes / 4 * 3 ? end - offset : ScratchBytes / 4 * 3;
            _sink.Append(_scratch, 0, Codec.Base64.Encode(data, offset, chunk, _scratch, 0));
            offset += chunk;
        }

        _sink.Append((byte)'"');
    }

    /// <summary>Writes an Apple-defined type as HAP shortens it: upper-case hex without leading zeros, in quotes.</summary>
    /// <param name="type">First four bytes of the UUID as a number: 0x3E is <c>"3E"</c>.</param>
    public void Type(uint type)
    {
        _sink.Append((byte)'"');
        int shift = 28;
        while (shift > 0 && (type >> shift) == 0)
        {
            shift -= 4;
        }

        for (; shift >= 0; shift -= 4)
        {
            _sink.Append(HexDigit((int)(type >> shift)));
        }

        _sink.Append((byte)'"');
    }

    /// <summary>Writes a type in quotes: short when Apple defines it, otherwise the 36 characters of its UUID, upper case.</summary>
    /// <param name="uuid">Holds the 16 bytes of the UUID in the order they are written in (RFC 9562 §4).</param>
    /// <param name="offset">First byte.</param>
    public void Type(byte[] uuid, int offset)
    {
        if (IsAppleDefined(uuid, offset))
        {
            Type((uint)((uuid[offset] << 24) | (uuid[offset + 1] << 16) | (uuid[offset + 2] << 8) | uuid[offset + 3]));
            return;
        }

        _sink.Append((byte)'"');
        for (int i = 0; i < 16; i++)
        {
            if (i == 4 || i == 6 || i == 8 || i == 10)
            {
                _sink.Append((byte)'-');
            }

            _sink.Append(HexDigit(uuid[offset + i] >> 4));
            _sink.Append(HexDigit(uuid[offset + i]));
        }

        _sink.Append((byte)'"');
    }

    private static bool IsAppleDefined(byte[] uuid, int offset)
    {
        for (int i = 0; i < s_appleBase.Length; i++)
        {
            if (uuid[offset + 4 + i] != s_appleBase[i])
            {
                return false;
            }
        }

        return true;
    }

    private static byte HexDigit(int value)
    {
        int digit = value & 15;
        return (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
    }

    private void Escape(byte c)
    {
        _sink.Append((byte)'\\');
        if (c >= 0x20)
        {
            _sink.Append(c);
            return;
        }

        _sink.Append((byte)'u');
        _sink.Append((byte)'0');
        _sink.Append((byte)'0');
        _sink.Append(HexDigit(c >> 4));
        _sink.Append(HexDigit(c));
    }
}
