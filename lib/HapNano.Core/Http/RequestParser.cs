// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;

namespace HapNano.Http;

/// <summary>Reads one HTTP/1.1 request (RFC 9112) out of a receive buffer, a part at a time; what was passed is never scanned again.</summary>
/// <remarks>
/// <code>
/// RequestLine -> FieldName -> FieldValue -> FieldName ... -> empty line: the head is complete -> body
/// </code>
/// <para>Its byte loops are most of what a request costs the interpreter, so the request line is searched by native code, once it is there as a whole,
/// and the names and the value that every request has are compared in words of eight bytes.</para>
/// <para>It is strict where leniency would leave two readings of where a request ends, and blind to every field that does not say so:</para>
/// <list type="bullet">
/// <item>Lines end with CR LF; a bare LF or CR is a bad request (RFC 9112 §2.2 allows to take a bare LF; nobody in HAP sends one).</item>
/// <item>Empty lines before the request line are passed over (§2.2). They count as head.</item>
/// <item>One blank between method, target and version (§3). The target is origin-form: a path with or without a query (§3.2.1); others are bad requests.
/// Control characters in it, other than CR and LF, are left to who compares it.</item>
/// <item>White space before a field name, which is a folded line, or between name and colon is a bad request (§5.1, §5.2).</item>
/// <item>A second Content-Length, or one that is not 1 to 10 digits, closes the connection, also when both are equal; so does a second Content-Type.</item>
/// <item>PUT and POST need a Content-Length. With other methods a body is read too, so that the next request starts where the peer thinks it does (§6.3).</item>
/// <item>Transfer-Encoding, alone or with a length, is a bad request (§6.1): HAP controllers never send it.</item>
/// <item>Expect is answered with 400, a final status in place of 100 (RFC 9110 §10.1.1): the answers of HAP keep the order of its requests, and no controller asks.</item>
/// <item>Host is not looked at: iOS sends DNS escapes in it, others leave it out. Connection is not looked at: a controller hangs up by hanging up.</item>
/// </list>
/// <para>What it found are fields, because nearly every step of a request reads some; only the parser writes them.</para>
/// <para>Every refusal ends the connection, because what follows cannot be framed. Allocates nothing. Not thread-safe.</para>
/// </remarks>
internal sealed class RequestParser
{
    // 10 digits hold any int; a length with more leading zeros than that is not worth an argument. Nine cannot overflow one.
    private const int MaxLengthDigits = 10;
    private const int MaxUsualDigits = 9;

    // Of a word that ends in a hyphen, which has no case: with the bit set, a CR would be one too.
    private const ulong LowerCaseButLast = 0x0020202020202020;

    private const int ContentLengthBytes = 14;
    private const int ContentTypeBytes = 12;
    private const int LineEndBytes = 2;
    private const byte CarriageReturn = 13;
    private const byte LineFeed = 10;
    private const byte Tab = 9;
    private const byte Blank = 32;
    private const byte Colon = 58;

    private const ulong ContentFrontWord = 0x2D746E65746E6F63; // content-

    // What native code searches for; boxed once.
    private static readonly object s_lineFeed = LineFeed;

    /// <summary>Bytes from the start of the request to the end of its head, at most; a longer head is <see cref="HttpRefusal.Close"/>. 0 until it is set.</summary>
    internal int MaxHeadBytes;

    /// <summary>Bytes of body, at most; a longer body is <see cref="HttpRefusal.OutOfResources"/>.</summary>
    internal int MaxBodyBytes;

    /// <summary>What a request deserves that is Malformed or TooLarge.</summary>
    internal HttpRefusal Refusal;

    /// <summary>First byte of the request.</summary>
    internal int Start;

    /// <summary>Method of the request.</summary>
    internal HttpMethod Method;

    /// <summary>True for <c>PUT /characteristics</c> without a query, written as usual: the path need not be looked at again.</summary>
    internal bool IsWrite;

    /// <summary>First byte of the path, which is a slash.</summary>
    internal int PathOffset;

    /// <summary>Bytes of the path, without the query; nothing is decoded.</summary>
    internal int PathLength;

    /// <summary>First byte behind the question mark; 0 without a query.</summary>
    internal int QueryOffset;

    /// <summary>Bytes of the query; 0 without one.</summary>
    internal int QueryLength;

    /// <summary>True when the head names the length of the body.</summary>
    internal bool HasContentLength;

    /// <summary>True when the whole head was read and accepted; everything but the body can be used then.</summary>
    internal bool IsHeadComplete;

    /// <summary>First byte of the body.</summary>
    internal int BodyOffset;

    /// <summary>Bytes of the body, 0 when there is none.</summary>
    internal int BodyLength;

    private Phase _phase;
    private ParseStatus _failure;

    // First byte not looked at yet, and first byte of the element that is being read.
    private int _next;
    private int _elementStart;

    private int _field;
    private bool _hasContentType;

    private enum Phase
    {
        RequestLine,
        FieldName,
        FieldValue,
    }

    /// <summary>True when a question mark follows the path.</summary>
    internal bool HasQuery => QueryOffset != 0;

    /// <summary>First byte behind the request, once the head is complete.</summary>
    internal int End => BodyOffset + BodyLength;

    /// <summary>Starts a request.</summary>
    /// <param name="start">Index of its first byte in the buffer; the bytes must not move until the request is done with.</param>
    internal void Reset(int start)
    {
        _phase = Phase.RequestLine;
        _failure = ParseStatus.Done;
        _next = start;
        _elementStart = start;
        _hasContentType = false;
        Refusal = HttpRefusal.None;
        Start = start;
        IsWrite = false;
        QueryOffset = 0;
        QueryLength = 0;
        HasContentLength = false;
        IsHeadComplete = false;
        BodyLength = 0;
    }

    /// <summary>Goes on where the last call stopped.</summary>
    /// <param name="buffer">The bytes of the last call, with more behind them.</param>
    /// <param name="end">First byte that is not there yet.</param>
    /// <returns>
    /// Done: the whole request, body included, is there. NeedMore. Malformed or TooLarge: <see cref="Refusal"/> says what to answer before the
    /// connection is closed; the answer stays the same until the reset.
    /// </returns>
    internal ParseStatus Parse(byte[] buffer, int end)
    {
        if (!IsHeadComplete)
        {
            ParseStatus status = _failure != ParseStatus.Done ? _failure : ParseHead(buffer, end);
            if (status != ParseStatus.Done)
            {
                return status;
            }
        }

        return end - BodyOffset < BodyLength ? ParseStatus.NeedMore : ParseStatus.Done;
    }

    private ParseStatus ParseHead(byte[] buffer, int end)
    {
        int maxEnd = Start + MaxHeadBytes;
        int limit = end < maxEnd ? end : maxEnd;
        ParseStatus status = ParseStatus.Done;
        while (_phase == Phase.RequestLine && status == ParseStatus.Done)
        {
            status = ParseLine(buffer, limit);
        }

        if (status == ParseStatus.Done)
        {
            status = ParseFields(buffer, limit);
        }

        // A head that fills the room exactly is complete by now.
        return status == ParseStatus.NeedMore && limit == maxEnd ? Refuse(ParseStatus.TooLarge, HttpRefusal.Close) : status;
    }

    // The request line, or an empty line before it.
    private ParseStatus ParseLine(byte[] buffer, int limit)
    {
        int start = _elementStart;
        if (start == limit)
        {
            return ParseStatus.NeedMore;
        }

        if (buffer[start] <= Blank)
        {
            ParseStatus status = TakeLineEnd(buffer, limit);
            _elementStart = _next;
            return status;
        }

        if (_next == start && RequestLine.IsWrite(buffer, start, limit))
        {
            IsWrite = true;
            Method = HttpMethod.Put;
            PathOffset = start + RequestLine.WritePathOffset;
            PathLength = RequestLine.WritePathBytes;
            return EndLine(start + RequestLine.WriteBytes);
        }

        int end = Array.IndexOf(buffer, s_lineFeed, _next, limit - _next);
        if (end < start)
        {
            _next = limit;
            return ParseStatus.NeedMore;
        }

        if (!RequestLine.TryTake(this, buffer, start, end))
        {
            return BadRequest();
        }

        return EndLine(end + 1);
    }

    private ParseStatus EndLine(int next)
    {
        _phase = Phase.FieldName;
        _next = next;
        _elementStart = next;
        return ParseStatus.Done;
    }

    // Once or twice round a field: one that is usual and there as a whole is taken at once.
    private ParseStatus ParseFields(byte[] buffer, int limit)
    {
        ParseStatus status = ParseStatus.Done;
        while (status == ParseStatus.Done && !IsHeadComplete)
        {
            status = _phase == Phase.FieldName ? ParseName(buffer, limit) : ParseValue(buffer, limit);
        }

        return status;
    }

    private ParseStatus ParseName(byte[] buffer, int limit)
    {
        if (_next == _elementStart)
        {
            TakeUsualFields(buffer, limit);
        }

        int start = _elementStart;
        if (_next == start && start < limit && buffer[start] <= Blank)
        {
            return EndHead(buffer, limit);
        }

        int colon = SkipName(buffer, _next, limit);
        _next = colon;
        if (colon == limit)
        {
            return ParseStatus.NeedMore;
        }

        if (colon == start)
        {
            return EndHead(buffer, limit);
        }

        if (buffer[colon] != Colon)
        {
            return BadRequest();
        }

        _field = FieldName.Find(buffer, start, colon - start);
        _phase = Phase.FieldValue;
        _elementStart = colon + 1;
        _next = colon + 1;
        return ParseStatus.Done;
    }

    private ParseStatus ParseValue(byte[] buffer, int limit)
    {
        int i = Word.SkipText(buffer, _next, limit);
        while (i < limit && (buffer[i] >= Blank || buffer[i] == Tab))
        {
            i = Word.SkipText(buffer, i + 1, limit);
        }

        _next = i;
        if (limit - i < LineEndBytes)
        {
            return i == limit || buffer[i] == CarriageReturn ? ParseStatus.NeedMore : BadRequest();
        }

        if (buffer[i] != CarriageReturn || buffer[i + 1] != LineFeed)
        {
            return BadRequest();
        }

        if (_field != FieldName.Other && TakeField(buffer, _elementStart, i) != ParseStatus.Done)
        {
            return _failure;
        }

        return EndLine(i + LineEndBytes);
    }

    // As many lines as are usual, one behind the other.
    private void TakeUsualFields(byte[] buffer, int limit)
    {
        int start;
        int next = _next;
        do
        {
            start = next;
            int first = limit - start > ContentTypeBytes ? buffer[start] | 0x20 : 0;
            if (first == 'c' && (BitConverter.ToUInt64(buffer, start) | LowerCaseButLast) == ContentFrontWord)
            {
                next = TakeUsualField(buffer, start, limit);
            }
            else if (first == 'h' && FieldName.IsHost(buffer, start))
            {
                next = Word.SkipText(buffer, start + FieldName.HostBytes, limit);
                bool isLine = limit - next >= LineEndBytes && buffer[next] == CarriageReturn && buffer[next + 1] == LineFeed;
                next = isLine ? next + LineEndBytes : start;
            }
        }
        while (next != start);

        _next = start;
        _elementStart = start;
    }

    // The two fields of every write, each with its whole line; the word in front is Content-. Returns the start of the next line; start when it is
    // another field, or another way to write it, or not there as a whole, or a second one.
    private int TakeUsualField(byte[] buffer, int start, int limit)
    {
        if (buffer[start + ContentTypeBytes] == Colon)
        {
            if (_hasContentType || !FieldName.IsJsonType(buffer, start, limit))
            {
                return start;
            }

            _hasContentType = true;
            return start + FieldName.JsonTypeLineBytes;
        }

        int at = start + ContentLengthBytes + 2;
        int lastDigit = limit - LineEndBytes - 1;
        if (HasContentLength || at > lastDigit || !FieldName.IsContentLength(buffer, start))
        {
            return start;
        }

        int length = 0;
        uint digit = (uint)(buffer[at] - '0');
        int last = at + MaxUsualDigits <= lastDigit ? at + MaxUsualDigits - 1 : lastDigit;
        while (digit <= 9 && at <= last)
        {
            length = (length * 10) + (int)digit;
            at++;
            digit = (uint)(buffer[at] - '0');
        }

        if (at == start + ContentLengthBytes + 2 || buffer[at] != CarriageReturn || buffer[at + 1] != LineFeed)
        {
            return start;
        }

        HasContentLength = true;
        BodyLength = length;
        return at + LineEndBytes;
    }

    // To the colon, or to what cannot be in a name. Letters lie behind the colon in ASCII, so one comparison a byte does for most.
    private static int SkipName(byte[] buffer, int i, int limit)
    {
        while (i < limit && buffer[i] != Colon && buffer[i] > Blank)
        {
            i++;
            while (i < limit && buffer[i] > Colon)
            {
                i++;
            }
        }

        return i;
    }

    // Moves over CR LF, or stays in front of a CR that is the last byte so far.
    private ParseStatus TakeLineEnd(byte[] buffer, int limit)
    {
        int i = _next;
        if (buffer[i] != CarriageReturn)
        {
            return BadRequest();
        }

        if (i + 1 == limit)
        {
            return ParseStatus.NeedMore;
        }

        _next = i + LineEndBytes;
        return buffer[i + 1] == LineFeed ? ParseStatus.Done : BadRequest();
    }

    private ParseStatus TakeField(byte[] buffer, int start, int end)
    {
        switch (_field)
        {
            case FieldName.ContentLength:
                return TakeContentLength(buffer, start, end);
            case FieldName.ContentType:
                bool isSecond = _hasContentType;
                _hasContentType = true;
                return isSecond ? Refuse(ParseStatus.Malformed, HttpRefusal.Close) : ParseStatus.Done;
            default:
                return BadRequest();
        }
    }

    private ParseStatus TakeContentLength(byte[] buffer, int start, int end)
    {
        while (start < end && (buffer[start] == Blank || buffer[start] == Tab))
        {
            start++;
        }

        while (end > start && (buffer[end - 1] == Blank || buffer[end - 1] == Tab))
        {
            end--;
        }

        long length = 0;
        bool isRight = end > start && end - start <= MaxLengthDigits && !HasContentLength;
        for (int i = start; isRight && i < end; i++)
        {
            int digit = buffer[i] - '0';
            isRight = digit >= 0 && digit <= 9;
            length = (length * 10) + digit;
        }

        if (!isRight)
        {
            return Refuse(ParseStatus.Malformed, HttpRefusal.Close);
        }

        HasContentLength = true;
        BodyLength = length > int.MaxValue ? int.MaxValue : (int)length;
        return ParseStatus.Done;
    }

    private ParseStatus EndHead(byte[] buffer, int limit)
    {
        int i = _next;
        if (buffer[i] != CarriageReturn || limit - i < LineEndBytes || buffer[i + 1] != LineFeed)
        {
            return TakeLineEnd(buffer, limit);
        }

        if (!HasContentLength && (Method == HttpMethod.Put || Method == HttpMethod.Post))
        {
            return BadRequest();
        }

        if (BodyLength > MaxBodyBytes)
        {
            return Refuse(ParseStatus.TooLarge, HttpRefusal.OutOfResources);
        }

        BodyOffset = i + LineEndBytes;
        IsHeadComplete = true;
        return ParseStatus.Done;
    }

    private ParseStatus BadRequest()
    {
        return Refuse(ParseStatus.Malformed, HttpRefusal.BadRequest);
    }

    private ParseStatus Refuse(ParseStatus failure, HttpRefusal refusal)
    {
        _failure = failure;
        Refusal = refusal;
        return failure;
    }
}
