// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;

namespace HapNano.Http;

/// <summary>Tells the fields of a request that matter from all others, without regard to case (RFC 9110 §5.1).</summary>
/// <remarks>What every write has is compared in words of eight bytes, of which the last two overlap. Numbers in place of an enum: one that is a local costs each call more.</remarks>
internal static class FieldName
{
    /// <summary>Any that says nothing about where the request ends.</summary>
    internal const int Other = 0;

    /// <summary><c>Content-Length</c></summary>
    internal const int ContentLength = 1;

    /// <summary><c>Content-Type</c></summary>
    internal const int ContentType = 2;

    /// <summary><c>Transfer-Encoding</c></summary>
    internal const int TransferEncoding = 3;

    /// <summary><c>Expect</c></summary>
    internal const int Expect = 4;

    /// <summary>Bytes of <c>Host:</c>.</summary>
    internal const int HostBytes = 5;

    /// <summary>Bytes of the line that <see cref="IsJsonType"/> knows.</summary>
    internal const int JsonTypeLineBytes = 36;

    private const ulong LowerCaseBits = 0x2020202020202020;
    private const uint LowerCaseHalf = 0x20202020;

    private const uint HostWord = 0x74736F68; // host
    private const ulong LengthBackWord = 0x6874676E656C2D74; // t-length
    private const ulong TypeBackWord = 0x657079742D746E65; // ent-type
    private const ulong JsonFrontWord = 0x6163696C70706120; //  applica
    private const ulong JsonMiddleWord = 0x7061682F6E6F6974; // tion/hap
    private const ulong JsonBackWord = 0x0A0D6E6F736A2B70; // p+json\r\n

    private static readonly byte[] s_contentLength = Encoding.UTF8.GetBytes("content-length");
    private static readonly byte[] s_contentType = Encoding.UTF8.GetBytes("content-type");
    private static readonly byte[] s_transferEncoding = Encoding.UTF8.GetBytes("transfer-encoding");
    private static readonly byte[] s_expect = Encoding.UTF8.GetBytes("expect");

    /// <summary>The field of a name. The length decides first: for most fields no byte is compared.</summary>
    /// <param name="buffer">Holds the name, which has no control characters.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="length">Its bytes.</param>
    internal static int Find(byte[] buffer, int offset, int length)
    {
        switch (length)
        {
            case 6:
                return IsName(buffer, offset, s_expect) ? Expect : Other;
            case 12:
                return IsName(buffer, offset, s_contentType) ? ContentType : Other;
            case 14:
                return IsName(buffer, offset, s_contentLength) ? ContentLength : Other;
            case 17:
                return IsName(buffer, offset, s_transferEncoding) ? TransferEncoding : Other;
            default:
                return Other;
        }
    }

    /// <summary>True for the line <c>Content-Type: application/hap+json</c>, with its end, whose first eight bytes and colon were looked at.</summary>
    internal static bool IsJsonType(byte[] buffer, int start, int limit)
    {
        return limit - start >= JsonTypeLineBytes && BitConverter.ToUInt64(buffer, start + 28) == JsonBackWord
            && (BitConverter.ToUInt64(buffer, start + 4) | LowerCaseBits) == TypeBackWord
            && BitConverter.ToUInt64(buffer, start + 13) == JsonFrontWord && BitConverter.ToUInt64(buffer, start + 21) == JsonMiddleWord;
    }

    /// <summary>True for the start of a line <c>Host:</c>, which every request has and none is told by.</summary>
    internal static bool IsHost(byte[] buffer, int start)
    {
        return buffer[start + 4] == ':' && (BitConverter.ToUInt32(buffer, start) | LowerCaseHalf) == HostWord;
    }

    /// <summary>True for the start of a line <c>Content-Length: </c>, with its blank, whose first eight bytes were looked at.</summary>
    /// <param name="buffer">Holds 16 bytes from there on.</param>
    /// <param name="start">First byte of the line.</param>
    internal static bool IsContentLength(byte[] buffer, int start)
    {
        return buffer[start + 14] == ':' && buffer[start + 15] == ' ' && (BitConverter.ToUInt64(buffer, start + 6) | LowerCaseBits) == LengthBackWord;
    }

    // ASCII letters differ from their capitals in one bit; a CR would meet the hyphen (0x0D | 0x20), but a name has none.
    private static bool IsName(byte[] buffer, int offset, byte[] lowerCase)
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
