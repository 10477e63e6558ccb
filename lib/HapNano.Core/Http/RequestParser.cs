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
    // Behind the target: a blank, "HTTP/1.1", CR; the LF is where these are counted from.
    private const int VersionBytes = 10;

    // "X / HTTP/1.1" CR.
    private const int MinLineBytes = 13;

    // 10 digits hold any int; a length with more leading zeros than that is not worth an argument.
    private const int MaxLengthDigits = 10;

    // All but the last byte of eight, read little-endian as both targets do: the minor version is compared apart.
    private const ulong VersionMask = 0x00FFFFFFFFFFFFFF;
    private const ulong LowerCaseBits = 0x2020202020202020;

    // Of a word that ends in a hyphen, which has no case: with the bit set, a CR would be one too.
    private const ulong LowerCaseButLast = 0x0020202020202020;

    private const int ContentLengthBytes = 14;
    private const int ContentTypeBytes = 12;
    private const int JsonTypeBytes = 21;
    private const int LineEndBytes = 2;
    private const byte CarriageReturn = 13;
    private const byte LineFeed = 10;
    private const byte Tab = 9;
    private const byte Blank = 32;
    private const byte Colon = 58;

    // Eight bytes in one comparison, for what every request has. Lower case, as fields are compared without it (RFC 9110 §5.1).
    private static readonly ulong s_contentFront = Word.Of("content-");
    private static readonly ulong s_contentLengthBack = Word.Of("t-length");
    private static readonly ulong s_contentTypeBack = Word.Of("ent-type");
    private static readonly ulong s_version = Word.Of("HTTP/1.1") & VersionMask;
    private static readonly uint s_get = (uint)Word.Of("GET ");
    private static readonly uint s_put = (uint)Word.Of("PUT ");
    private static readonly uint s_post = (uint)Word.Of("POST");

    // The value that controllers give with every write, with the end of its line: " application/hap+json" in words of which the last two overlap.
    private static readonly ulong s_jsonFront = Word.Of(" applica");
    private static readonly ulong s_jsonMiddle = Word.Of("tion/hap");
    private static readonly ulong s_jsonBack = Word.Of("p+json\r\n");

    private static readonly byte[] s_transferEncoding = Encoding.UTF8.GetBytes("transfer-encoding");
    private static readonly byte[] s_expect = Encoding.UTF8.GetBytes("expect");

    // What native code searches for; boxed once.
    private static readonly object s_carriageReturn = CarriageReturn;
    private static readonly object s_lineFeed = LineFeed;
    private static readonly object s_blank = Blank;
    private static readonly object s_questionMark = (byte)'?';

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

    /// <summary>First byte of the path, which is a slash.</summary>
    internal int PathOffset;

    /// <summary>Bytes of the path, without the query; nothing is decoded.</summary>
    internal int PathLength;

    /// <summary>True when a question mark follows the path.</summary>
    internal bool HasQuery;

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

    private Field _field;
    private bool _hasContentType;

    private enum Phase
    {
        RequestLine,
        FieldName,
        FieldValue,
    }

    private enum Field
    {
        Other,
        ContentLength,
        ContentType,
        TransferEncoding,
        Expect,
    }

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
        HasQuery = false;
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

        int end = Array.IndexOf(buffer, s_lineFeed, _next, limit - _next);
        if (end < start)
        {
            _next = limit;
            return ParseStatus.NeedMore;
        }

        int targetEnd = end - VersionBytes;
        int target = end - start < MinLineBytes ? end : TakeMethod(buffer, start);
        if (target >= targetEnd || buffer[target] != '/' || Array.IndexOf(buffer, s_blank, target, end - target) != targetEnd
            || !IsVersion(buffer, targetEnd + 1) || Array.IndexOf(buffer, s_carriageReturn, start, end - start) != end - 1)
        {
            return BadRequest();
        }

        TakeTarget(buffer, target, targetEnd);
        _phase = Phase.FieldName;
        _next = end + 1;
        _elementStart = end + 1;
        return ParseStatus.Done;
    }

    // Returns the first byte behind the method and its blank; no place at all without a blank.
    private int TakeMethod(byte[] buffer, int start)
    {
        uint word = BitConverter.ToUInt32(buffer, start);
        Method = word == s_get ? HttpMethod.Get : word == s_put ? HttpMethod.Put : HttpMethod.Other;
        int i = start + 3;
        if (Method == HttpMethod.Other)
        {
            // A request line as short as this method is refused by what follows.
            i = start;
            while (buffer[i] > Blank)
            {
                i++;
            }

            Method = word == s_post && i == start + 4 ? HttpMethod.Post : HttpMethod.Other;
        }

        return buffer[i] == Blank ? i + 1 : int.MaxValue;
    }

    private void TakeTarget(byte[] buffer, int start, int end)
    {
        int pathEnd = Array.IndexOf(buffer, s_questionMark, start, end - start);
        HasQuery = pathEnd >= start;
        PathOffset = start;
        PathLength = (HasQuery ? pathEnd : end) - start;
        if (HasQuery)
        {
            QueryOffset = pathEnd + 1;
            QueryLength = end - QueryOffset;
        }
    }

    // RFC 9112 §2.3: any minor version of 1 is read as 1.1.
    private static bool IsVersion(byte[] buffer, int start)
    {
        int minor = buffer[start + 7];
        return (BitConverter.ToUInt64(buffer, start) & VersionMask) == s_version && minor >= '0' && minor <= '9';
    }

    // The loop keeps what it needs in locals, and goes round once a field.
    private ParseStatus ParseFields(byte[] buffer, int limit)
    {
        int start = _elementStart;
        int i = _next;
        for (;;)
        {
            if (_phase == Phase.FieldName)
            {
                int colon = i == start ? TakeKnownName(buffer, start, limit) : start;
                if (colon == start)
                {
                    colon = SkipName(buffer, i, limit);
                    if (colon == limit || buffer[colon] != Colon || colon == start)
                    {
                        _elementStart = start;
                        _next = colon;
                        return colon == limit ? ParseStatus.NeedMore : colon == start ? EndHead(buffer, limit) : BadRequest();
                    }

                    _field = ToField(buffer, start, colon - start);
                }

                _phase = Phase.FieldValue;
                start = colon + 1;
                i = _field == Field.ContentType ? SkipJsonType(buffer, start, limit) : start;
            }

            // 12 instructions a byte.
            while (i < limit && (buffer[i] >= Blank || buffer[i] == Tab))
            {
                i++;
            }

            if (limit - i < LineEndBytes)
            {
                _elementStart = start;
                _next = i;
                return i == limit || buffer[i] == CarriageReturn ? ParseStatus.NeedMore : BadRequest();
            }

            if (buffer[i] != CarriageReturn || buffer[i + 1] != LineFeed)
            {
                return BadRequest();
            }

            if (_field != Field.Other && TakeField(buffer, start, i) != ParseStatus.Done)
            {
                return _failure;
            }

            _phase = Phase.FieldName;
            i += LineEndBytes;
            start = i;
        }
    }

    // Sets the field and returns the place of its colon; start when it is another one, or not there as a whole.
    private int TakeKnownName(byte[] buffer, int start, int limit)
    {
        int left = limit - start;
        int length = left > ContentLengthBytes && buffer[start + ContentLengthBytes] == Colon ? ContentLengthBytes
            : left > ContentTypeBytes && buffer[start + ContentTypeBytes] == Colon ? ContentTypeBytes
            : 0;
        if (length != 0)
        {
            _field = ToField(buffer, start, length);
            length = _field == Field.Other ? 0 : length;
        }

        return start + length;
    }

    // To the line's end when the value is the usual one; not at all when it is not.
    private static int SkipJsonType(byte[] buffer, int start, int limit)
    {
        return limit - start >= JsonTypeBytes + LineEndBytes && BitConverter.ToUInt64(buffer, start) == s_jsonFront
            && BitConverter.ToUInt64(buffer, start + 8) == s_jsonMiddle && BitConverter.ToUInt64(buffer, start + JsonTypeBytes - 6) == s_jsonBack
            ? start + JsonTypeBytes
            : start;
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
            case Field.ContentLength:
                return TakeContentLength(buffer, start, end);
            case Field.ContentType:
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
        ParseStatus status = TakeLineEnd(buffer, limit);
        if (status != ParseStatus.Done)
        {
            return status;
        }

        if (!HasContentLength && (Method == HttpMethod.Put || Method == HttpMethod.Post))
        {
            return BadRequest();
        }

        if (BodyLength > MaxBodyBytes)
        {
            return Refuse(ParseStatus.TooLarge, HttpRefusal.OutOfResources);
        }

        BodyOffset = _next;
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

    // The length decides first: for most fields no byte is compared.
    private static Field ToField(byte[] buffer, int offset, int length)
    {
        switch (length)
        {
            case 6:
                return EqualsIgnoringCase(buffer, offset, s_expect) ? Field.Expect : Field.Other;
            case ContentTypeBytes:
                return EqualsIgnoringCase(buffer, offset, s_contentFront, offset + 4, s_contentTypeBack) ? Field.ContentType : Field.Other;
            case ContentLengthBytes:
                return EqualsIgnoringCase(buffer, offset, s_contentFront, offset + 6, s_contentLengthBack) ? Field.ContentLength : Field.Other;
            case 17:
                return EqualsIgnoringCase(buffer, offset, s_transferEncoding) ? Field.TransferEncoding : Field.Other;
            default:
                return Field.Other;
        }
    }

    // First and last eight bytes, which overlap: the hyphen of the last ones is the front's. The name may not have been looked at yet.
    private static bool EqualsIgnoringCase(byte[] buffer, int front, ulong lowerFront, int back, ulong lowerBack)
    {
        return (BitConverter.ToUInt64(buffer, front) | LowerCaseButLast) == lowerFront
            && (BitConverter.ToUInt64(buffer, back) | LowerCaseBits) == lowerBack;
    }

    // ASCII letters differ from their capitals in one bit; a CR that meets the hyphen (0x0D | 0x20) cannot be here: SkipName has passed the name.
    private static bool EqualsIgnoringCase(byte[] buffer, int offset, byte[] lowerCase)
    {
        for (int i = 0; i < lowerCase.Length; i++)
        {
            if ((buffer[offset + i] | 0x20) != lowerCase[i])
            {
                return false;
            }
        }

        return true;
    }
}
