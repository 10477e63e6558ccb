// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Codec;

/// <summary>Pulls the tokens of one JSON text that lies in memory as a whole, strictly as RFC 8259 has it.</summary>
/// <remarks>
/// <para>Makes no strings, does not recurse, and never goes back behind a token. Work: proportional to the length of the token and the white space in front of it.</para>
/// <para>The text of strings is checked for control characters and for the form of escapes; whether it is UTF-8 and whether surrogates pair is checked
/// when it is copied, so a string that nobody reads may hold bad UTF-8.</para>
/// <para>Allocates nothing. Not thread-safe.</para>
/// </remarks>
public sealed class JsonReader
{
    /// <summary>Objects and arrays that may be open at once. HAP bodies need three; the rest is for members we pass over.</summary>
    public const int MaxDepth = 16;

    private const int MaxPlainDigits = 9;

    private static readonly byte[] s_true = { (byte)'t', (byte)'r', (byte)'u', (byte)'e' };
    private static readonly byte[] s_false = { (byte)'f', (byte)'a', (byte)'l', (byte)'s', (byte)'e' };
    private static readonly byte[] s_null = { (byte)'n', (byte)'u', (byte)'l', (byte)'l' };

    private readonly DecimalText _number = new DecimalText();
    private byte[] _buffer;
    private int _next;
    private int _end;
    private Expected _expected;
    private JsonToken _token;
    private int _tokenOffset;
    private int _tokenLength;
    private ParseStatus _failure;

    // Open containers, and for each a bit that says whether it is an object; the innermost one is bit 0.
    private int _depth;
    private int _objects;

    private bool _hasEscape;

    private enum Expected
    {
        Value,
        ValueOrArrayEnd,
        Name,
        NameOrObjectEnd,
        SeparatorOrEnd,
        TextEnd,
    }

    /// <summary>The token that the last <see cref="Next"/> found; None unless it returned Done.</summary>
    public JsonToken Token => _token;

    /// <summary>First raw byte of the token; of a name or string the first one behind the quote.</summary>
    public int TokenOffset => _tokenOffset;

    /// <summary>Raw bytes of the token; of a name or string without the quotes and still escaped.</summary>
    public int TokenLength => _tokenLength;

    /// <summary>Starts at the front of a text.</summary>
    /// <param name="buffer">Holds the text; it is not changed.</param>
    /// <param name="offset">First byte of the text.</param>
    /// <param name="count">Bytes of the text.</param>
    public void Reset(byte[] buffer, int offset, int count)
    {
        _buffer = buffer;
        _next = offset;
        _end = offset + count;
        _expected = Expected.Value;
        _failure = ParseStatus.Done;
        _depth = 0;
        _objects = 0;
        _token = JsonToken.None;
        _tokenOffset = offset;
        _tokenLength = 0;
    }

    /// <summary>Stands on one value that was found before; nothing follows it.</summary>
    /// <param name="buffer">Holds the text.</param>
    /// <param name="token">What was found.</param>
    /// <param name="offset">Its <see cref="TokenOffset"/> then.</param>
    /// <param name="length">Its <see cref="TokenLength"/> then.</param>
    internal void Set(byte[] buffer, JsonToken token, int offset, int length)
    {
        _buffer = buffer;
        _token = token;
        _tokenOffset = offset;
        _tokenLength = length;

        // Whether a string has escapes was forgotten: to take it for one that has is right too.
        _hasEscape = true;
        _failure = ParseStatus.Malformed;
    }

    /// <summary>Reads the next token. Commas and colons are read with the token beside them.</summary>
    /// <returns>
    /// Done: the token is set; behind the last one it is End, every time. NeedMore: the text ends inside. Malformed. TooLarge: nested deeper than
    /// <see cref="MaxDepth"/>. After anything but Done the answer stays the same until the reset.
    /// </returns>
    public ParseStatus Next()
    {
        if (_failure != ParseStatus.Done)
        {
            return _failure;
        }

        // Every token comes by here: white space is looked for before it is skipped, and fields are read once.
        byte[] buffer = _buffer;
        int end = _end;
        int at = _next;
        if (at < end && buffer[at] <= ' ')
        {
            at = SkipWhiteSpace(at);
        }

        Expected expected = _expected;
        if (expected == Expected.SeparatorOrEnd && at < end && buffer[at] == ',')
        {
            expected = (_objects & 1) != 0 ? Expected.Name : Expected.Value;
            _expected = expected;
            at++;
            if (at < end && buffer[at] <= ' ')
            {
                at = SkipWhiteSpace(at);
            }
        }

        _next = at;
        if (at == end)
        {
            return expected == Expected.TextEnd ? EndValue(JsonToken.End, at, at, at) : Fail(ParseStatus.NeedMore);
        }

        byte c = buffer[at];
        switch (expected)
        {
            case Expected.Value:
                return ReadValue(c);
            case Expected.ValueOrArrayEnd:
                return c == ']' ? Close(c) : ReadValue(c);
            case Expected.Name:
                return ReadName(c);
            case Expected.NameOrObjectEnd:
                return c == '}' ? Close(c) : ReadName(c);
            case Expected.SeparatorOrEnd:
                return Close(c);
            default:
                return Fail(ParseStatus.Malformed);
        }
    }

    /// <summary>Reads the next token, for who treats every failure alike.</summary>
    /// <returns>The token; None when there is none, or only a part of one, or it is malformed.</returns>
    internal JsonToken NextToken()
    {
        return Next() == ParseStatus.Done ? Token : JsonToken.None;
    }

    /// <summary>Passes over the value that starts at the current token, with everything in it; on a name, over the member's value.</summary>
    /// <returns>As <see cref="Next"/>. The current token is then the last one of the value.</returns>
    public ParseStatus Skip()
    {
        if (_token == JsonToken.Name && Next() != ParseStatus.Done)
        {
            return _failure;
        }

        if (_token == JsonToken.ObjectStart || _token == JsonToken.ArrayStart)
        {
            int outside = _depth - 1;
            do
            {
                Next();
            }
            while (_failure == ParseStatus.Done && _depth > outside);
        }

        return _failure;
    }

    /// <summary>Compares the current name or string with ASCII text; escapes in it count as what they stand for.</summary>
    /// <param name="asciiName">The whole array is the text.</param>
    /// <returns>False also when the token is neither name nor string.</returns>
    public bool NameEquals(byte[] asciiName)
    {
        // Names are tried one after the other: most differ in length.
        int length = asciiName.Length;
        if (length != _tokenLength || _hasEscape)
        {
            return _hasEscape && IsText() && JsonText.Equals(_buffer, _tokenOffset, _tokenLength, asciiName);
        }

        byte[] buffer = _buffer;
        int offset = _tokenOffset;
        for (int i = 0; i < length; i++)
        {
            if (buffer[offset + i] != asciiName[i])
            {
                return false;
            }
        }

        return _token == JsonToken.Name || _token == JsonToken.String;
    }

    /// <summary>Reads an integer 0..2^64-1 exactly; <c>1.0</c> and <c>1e0</c> are integers too.</summary>
    /// <param name="value">The number; 0 when there is none.</param>
    /// <returns>False when the token is no number, or it is negative, has a fraction or is too large.</returns>
    public bool TryGetUnsigned(out ulong value)
    {
        // Nearly every number of HAP is a few plain digits.
        if (_token == JsonToken.Number && TryGetPlain(out uint plain))
        {
            value = plain;
            return true;
        }

        if (!TryGetMagnitude(out value) || (_number.IsNegative && value != 0))
        {
            value = 0;
            return false;
        }

        return true;
    }

    /// <summary>Reads an integer -2^63..2^63-1 exactly; <c>-1.0</c> and <c>-1e0</c> are integers too.</summary>
    /// <param name="value">The number; 0 when there is none.</param>
    /// <returns>False when the token is no number, or it has a fraction or is out of range.</returns>
    public bool TryGetSigned(out long value)
    {
        value = 0;
        if (!TryGetMagnitude(out ulong magnitude))
        {
            return false;
        }

        // The magnitude of the smallest long is one more than that of the largest; negating it gives itself, which is right.
        bool isNegative = _number.IsNegative;
        if (magnitude > (isNegative ? (ulong)long.MaxValue + 1 : (ulong)long.MaxValue))
        {
            return false;
        }

        // The interpreter keeps a value's type with the value and a cast between ulong and long is no instruction: counted from a signed zero the
        // result is signed, or everything negative would later be more than 2^63.
        value = isNegative ? 0L - (long)magnitude : 0L + (long)magnitude;
        return true;
    }

    /// <summary>Reads a number as the nearest 32-bit float.</summary>
    /// <param name="value">The number; 0 when there is none.</param>
    /// <returns>False when the token is no number, or it is larger than a float can be.</returns>
    /// <remarks>Rounded correctly for up to 15 digits, of them 12 behind the point; <see cref="FloatText"/> has the bounds beyond.</remarks>
    public bool TryGetFloat(out float value)
    {
        value = 0;
        if (_token != JsonToken.Number)
        {
            return false;
        }

        _number.Read(_buffer, _tokenOffset, _tokenLength);
        float magnitude = FloatText.Parse(_number.Significand, _number.Exponent);
        if (magnitude > float.MaxValue)
        {
            return false;
        }

        value = _number.IsNegative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>Reads <c>true</c>, <c>false</c>, 1 or 0, as HAP allows for booleans.</summary>
    /// <param name="value">The value; false when there is none.</param>
    /// <returns>False when the token is none of these.</returns>
    public bool TryGetBool(out bool value)
    {
        value = _token == JsonToken.True;
        if (value || _token == JsonToken.False)
        {
            return true;
        }

        bool isNumber = TryGetUnsigned(out ulong number);
        value = isNumber && number == 1;
        return isNumber && number <= 1;
    }

    /// <summary>Writes the current name or string, unescaped, as UTF-8.</summary>
    /// <param name="destination">Receives the text; must not overlap the one that is read.</param>
    /// <param name="offset">First byte written.</param>
    /// <param name="capacity">Room from <paramref name="offset"/>.</param>
    /// <returns>Bytes written; -1: no string, not valid UTF-8, or half a surrogate pair; -2: does not fit. What was written before is then zero.</returns>
    public int CopyString(byte[] destination, int offset, int capacity)
    {
        if (!IsText())
        {
            return -1;
        }

        int count = JsonText.Unescape(_buffer, _tokenOffset, _tokenLength, destination, offset, capacity);
        if (count >= 0 && Utf8.IsValid(destination, offset, count))
        {
            return count;
        }

        // What was unescaped is never longer than the raw text.
        Array.Clear(destination, offset, _tokenLength < capacity ? _tokenLength : capacity);
        return count == JsonText.TooLong ? JsonText.TooLong : JsonText.Malformed;
    }

    /// <summary>Decodes the current string as base 64.</summary>
    /// <param name="destination">Receives first the text, then in its place the bytes.</param>
    /// <param name="offset">First byte written.</param>
    /// <param name="capacity">Room from <paramref name="offset"/>: must hold the text, 4/3 of the result.</param>
    /// <returns>Bytes decoded; -1: no string or not base 64; -2: does not fit.</returns>
    public int CopyBase64(byte[] destination, int offset, int capacity)
    {
        int count = CopyString(destination, offset, capacity);
        return count < 0 ? count : Base64.Decode(destination, offset, count, destination, offset, capacity);
    }

    private ParseStatus ReadValue(byte c)
    {
        switch (c)
        {
            case (byte)'{':
                return Open(true);
            case (byte)'[':
                return Open(false);
            case (byte)'"':
                return ReadString(JsonToken.String);
            case (byte)'t':
                return ReadLiteral(s_true, JsonToken.True);
            case (byte)'f':
                return ReadLiteral(s_false, JsonToken.False);
            case (byte)'n':
                return ReadLiteral(s_null, JsonToken.Null);
            default:
                return ReadNumber();
        }
    }

    private ParseStatus Open(bool isObject)
    {
        if (_depth == MaxDepth)
        {
            return Fail(ParseStatus.TooLarge);
        }

        int at = _next;
        _depth++;
        _objects = (_objects << 1) | (isObject ? 1 : 0);
        _expected = isObject ? Expected.NameOrObjectEnd : Expected.ValueOrArrayEnd;
        _token = isObject ? JsonToken.ObjectStart : JsonToken.ArrayStart;
        _tokenOffset = at;
        _tokenLength = 1;
        _next = at + 1;
        return ParseStatus.Done;
    }

    private ParseStatus Close(byte c)
    {
        bool isObject = (_objects & 1) != 0;
        if (c != (isObject ? '}' : ']'))
        {
            return Fail(ParseStatus.Malformed);
        }

        _depth--;
        _objects >>= 1;
        int at = _next;
        return EndValue(isObject ? JsonToken.ObjectEnd : JsonToken.ArrayEnd, at, at + 1, at + 1);
    }

    private ParseStatus ReadName(byte c)
    {
        if (c != '"')
        {
            return Fail(ParseStatus.Malformed);
        }

        ParseStatus status = ReadString(JsonToken.Name);
        if (status != ParseStatus.Done)
        {
            return status;
        }

        int at = _next;
        if (at < _end && _buffer[at] <= ' ')
        {
            at = SkipWhiteSpace(at);
        }

        if (at == _end)
        {
            return Fail(ParseStatus.NeedMore);
        }

        _next = at + 1;
        _expected = Expected.Value;
        return _buffer[at] == ':' ? ParseStatus.Done : Fail(ParseStatus.Malformed);
    }

    private ParseStatus ReadString(JsonToken token)
    {
        byte[] buffer = _buffer;
        int end = _end;
        int i = _next + 1;
        _hasEscape = false;
        for (;;)
        {
            // Small letters, and all that lies behind the backslash, take one comparison.
            while (i < end && buffer[i] > '\\')
            {
                i++;
            }

            if (i == end)
            {
                return Fail(ParseStatus.NeedMore);
            }

            byte c = buffer[i];
            if (c == '"')
            {
                return EndValue(token, _next + 1, i, i + 1);
            }

            if (c < 0x20)
            {
                return Fail(ParseStatus.Malformed);
            }

            int length = 1;
            if (c == '\\')
            {
                ParseStatus status = CheckEscape(i, out length);
                if (status != ParseStatus.Done)
                {
                    return Fail(status);
                }

                _hasEscape = true;
            }

            i += length;
        }
    }

    // The form of an escape only; whether surrogates pair matters when the text is used.
    private ParseStatus CheckEscape(int at, out int length)
    {
        length = 2;
        if (_end - at < 2)
        {
            return ParseStatus.NeedMore;
        }

        switch (_buffer[at + 1])
        {
            case (byte)'"':
            case (byte)'\\':
            case (byte)'/':
            case (byte)'b':
            case (byte)'f':
            case (byte)'n':
            case (byte)'r':
            case (byte)'t':
                return ParseStatus.Done;
            case (byte)'u':
                length = 6;
                return CheckHexDigits(at + 2);
            default:
                return ParseStatus.Malformed;
        }
    }

    private ParseStatus CheckHexDigits(int at)
    {
        for (int i = at; i < at + 4; i++)
        {
            if (i == _end)
            {
                return ParseStatus.NeedMore;
            }

            int c = _buffer[i];
            int letter = c | 0x20;
            if ((c < '0' || c > '9') && (letter < 'a' || letter > 'f'))
            {
                return ParseStatus.Malformed;
            }
        }

        return ParseStatus.Done;
    }

    private ParseStatus ReadLiteral(byte[] literal, JsonToken token)
    {
        byte[] buffer = _buffer;
        int start = _next;
        int left = _end - start;
        int length = literal.Length;
        for (int i = 0; i < length; i++)
        {
            if (i == left)
            {
                return Fail(ParseStatus.NeedMore);
            }

            if (buffer[start + i] != literal[i])
            {
                return Fail(ParseStatus.Malformed);
            }
        }

        return EndValue(token, start, start + length, start + length);
    }

    // RFC 8259 §6: minus, integer without leading zeros, point and digits, exponent. The text is whole, so its end also ends a number.
    private ParseStatus ReadNumber()
    {
        byte[] buffer = _buffer;
        int start = _next;
        int at = start;
        if (buffer[at] == '-')
        {
            at++;
        }

        ParseStatus status = ParseStatus.Done;
        if (at < _end && buffer[at] == '0')
        {
            at++;
        }
        else
        {
            status = ReadDigits(ref at);
        }

        // Comma and brackets end most numbers.
        if (status == ParseStatus.Done && at < _end && (buffer[at] == '.' || (buffer[at] | 0x20) == 'e'))
        {
            status = ReadFraction(ref at);
        }

        return status == ParseStatus.Done ? EndValue(JsonToken.Number, start, at, at) : Fail(status);
    }

    private ParseStatus ReadFraction(ref int at)
    {
        ParseStatus status = ParseStatus.Done;
        if (_buffer[at] == '.')
        {
            at++;
            status = ReadDigits(ref at);
        }

        if (status == ParseStatus.Done && at < _end && (_buffer[at] | 0x20) == 'e')
        {
            at++;
            if (at < _end && (_buffer[at] == '+' || _buffer[at] == '-'))
            {
                at++;
            }

            status = ReadDigits(ref at);
        }

        return status;
    }

    // One digit or more.
    private ParseStatus ReadDigits(ref int at)
    {
        byte[] buffer = _buffer;
        int end = _end;
        int i = at;
        while (i < end && buffer[i] >= '0' && buffer[i] <= '9')
        {
            i++;
        }

        ParseStatus status = i > at ? ParseStatus.Done : i == end ? ParseStatus.NeedMore : ParseStatus.Malformed;
        at = i;
        return status;
    }

    private int SkipWhiteSpace(int at)
    {
        byte[] buffer = _buffer;
        int end = _end;
        while (at < end && buffer[at] <= ' ')
        {
            byte c = buffer[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            {
                break;
            }

            at++;
        }

        return at;
    }

    private bool IsText()
    {
        return _token == JsonToken.Name || _token == JsonToken.String;
    }

    // Up to nine digits and nothing else, which fit 32 bits.
    private bool TryGetPlain(out uint value)
    {
        byte[] buffer = _buffer;
        int i = _tokenOffset;
        int end = i + _tokenLength;
        uint number = 0;
        bool isPlain = _tokenLength <= MaxPlainDigits;
        for (; isPlain && i < end; i++)
        {
            uint digit = (uint)(buffer[i] - '0');
            isPlain = digit <= 9;
            number = (number * 10) + digit;
        }

        value = isPlain ? number : 0;
        return isPlain;
    }

    private bool TryGetMagnitude(out ulong magnitude)
    {
        magnitude = 0;
        if (_token != JsonToken.Number)
        {
            return false;
        }

        _number.Read(_buffer, _tokenOffset, _tokenLength);
        return _number.TryGetInteger(out magnitude);
    }

    // Once failed, always failed.
    private ParseStatus Fail(ParseStatus failure)
    {
        _failure = failure;
        _token = JsonToken.None;
        _tokenLength = 0;
        return failure;
    }

    // The token is the raw bytes from start to end; the next one is looked for from next on.
    private ParseStatus EndValue(JsonToken token, int start, int end, int next)
    {
        _token = token;
        _tokenOffset = start;
        _tokenLength = end - start;
        _next = next;
        _expected = _depth == 0 ? Expected.TextEnd : Expected.SeparatorOrEnd;
        return ParseStatus.Done;
    }
}
