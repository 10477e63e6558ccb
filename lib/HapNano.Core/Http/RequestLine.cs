// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;

namespace HapNano.Http;

/// <summary>Takes a request line apart (RFC 9112 §3), into the fields of the parser that found its end.</summary>
/// <remarks>Searched by native code and compared in words of eight bytes: a loop over bytes is the dearest thing there is in the interpreter.</remarks>
internal static class RequestLine
{
    /// <summary>The path of the line that <see cref="IsWrite"/> knows.</summary>
    internal const string WritePath = "/characteristics";

    /// <summary>Where the path begins in the line that <see cref="IsWrite"/> knows.</summary>
    internal const int WritePathOffset = 4;

    /// <summary>Bytes of that path.</summary>
    internal const int WritePathBytes = 16;

    /// <summary>Bytes of that line with its end.</summary>
    internal const int WriteBytes = 31;

    // Behind the target: a blank, "HTTP/1.1", CR; the LF is where these are counted from.
    private const int VersionBytes = 10;

    // "X / HTTP/1.1" CR.
    private const int MinLineBytes = 13;

    // All but the last byte of eight, read little-endian as both targets do: the minor version is compared apart.
    private const ulong VersionMask = 0x00FFFFFFFFFFFFFF;
    private const byte Blank = 32;

    private const ulong VersionWord = 0x002E312F50545448; // HTTP/1.
    private const uint GetWord = 0x20544547; // GET 
    private const uint PutWord = 0x20545550; // PUT 
    private const uint PostWord = 0x54534F50; // POST

    // "PUT /characteristics HTTP/1.1" CR LF in words, of which the last two overlap.
    private const ulong WriteFrontWord = 0x6168632F20545550; // PUT /cha
    private const ulong WriteSecondWord = 0x7369726574636172; // racteris
    private const ulong WriteThirdWord = 0x5454482073636974; // tics HTT
    private const ulong WriteBackWord = 0x0A0D312E312F5054; // TP/1.1\r\n

    // What native code searches for; boxed once.
    private static readonly object s_carriageReturn = (byte)13;
    private static readonly object s_blank = Blank;
    private static readonly object s_questionMark = (byte)'?';

    /// <summary>True for the line of nearly every write, <c>PUT /characteristics HTTP/1.1</c>, with its end: no search is needed then.</summary>
    internal static bool IsWrite(byte[] buffer, int start, int limit)
    {
        return limit - start >= WriteBytes && BitConverter.ToUInt64(buffer, start) == WriteFrontWord
            && BitConverter.ToUInt64(buffer, start + 8) == WriteSecondWord && BitConverter.ToUInt64(buffer, start + 16) == WriteThirdWord
            && BitConverter.ToUInt64(buffer, start + WriteBytes - Word.Bytes) == WriteBackWord;
    }

    /// <summary>Takes a line apart.</summary>
    /// <param name="request">Receives method, path and query.</param>
    /// <param name="buffer">Holds the line.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="end">Its LF.</param>
    /// <returns>False for a bad request: what it received then means nothing.</returns>
    internal static bool TryTake(RequestParser request, byte[] buffer, int start, int end)
    {
        int targetEnd = end - VersionBytes;
        int target = end - start < MinLineBytes ? end : TakeMethod(request, buffer, start);
        if (target >= targetEnd || buffer[target] != '/' || Array.IndexOf(buffer, s_blank, target, end - target) != targetEnd
            || !IsVersion(buffer, targetEnd + 1) || Array.IndexOf(buffer, s_carriageReturn, start, end - start) != end - 1)
        {
            return false;
        }

        int pathEnd = Array.IndexOf(buffer, s_questionMark, target, targetEnd - target);
        request.PathOffset = target;
        if (pathEnd < target)
        {
            request.PathLength = targetEnd - target;
            return true;
        }

        request.PathLength = pathEnd - target;
        request.QueryOffset = pathEnd + 1;
        request.QueryLength = targetEnd - pathEnd - 1;
        return true;
    }

    // Returns the first byte behind the method and its blank; no place at all without a blank.
    private static int TakeMethod(RequestParser request, byte[] buffer, int start)
    {
        uint word = BitConverter.ToUInt32(buffer, start);
        HttpMethod method = word == GetWord ? HttpMethod.Get : word == PutWord ? HttpMethod.Put : HttpMethod.Other;
        int i = start + 3;
        if (method == HttpMethod.Other)
        {
            // A request line as short as this method is refused by what follows.
            i = start;
            while (buffer[i] > Blank)
            {
                i++;
            }

            method = word == PostWord && i == start + 4 ? HttpMethod.Post : HttpMethod.Other;
        }

        request.Method = method;
        return buffer[i] == Blank ? i + 1 : int.MaxValue;
    }

    // RFC 9112 §2.3: any minor version of 1 is read as 1.1.
    private static bool IsVersion(byte[] buffer, int start)
    {
        int minor = buffer[start + 7];
        return (BitConverter.ToUInt64(buffer, start) & VersionMask) == VersionWord && minor >= '0' && minor <= '9';
    }
}
