// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Text;
using HapNano.Codec;
using HapNano.Http;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>Requests of HTTP/1.1: whole and byte by byte they must be the same, and no request may end where another reader would not end it.</summary>
internal sealed class HttpTarget : FuzzTarget
{
    private const int MaxHeadBytes = 600;
    private const int MaxBodyBytes = 300;

    /// <inheritdoc/>
    internal override string Name => "http";

    /// <inheritdoc/>
    protected override byte[][] Words => Texts(
        "\r\n", "\r\n\r\n", "\n", "\r", " ", "\t", ":", "?", "GET ", "PUT ", "POST ", "/characteristics", "/accessories", "?id=1.4", " HTTP/1.1\r\n", " HTTP/1.0\r\n",
        "HTTP/2.0", "Content-Length: 3\r\n", "content-length:0003\r\n", "Content-Length: 99999999999\r\n", "Content-Length: +3\r\n", "Transfer-Encoding: chunked\r\n",
        "Content-Type: application/hap+json\r\n", "Expect: 100-continue\r\n", "Host: Lamp\\032.local\r\n", "Connection: close\r\n", "http://lamp/accessories", "*", "0", "2147483648");

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds() => Texts(
        "GET /accessories HTTP/1.1\r\nHost: lamp\r\n\r\n",
        "PUT /characteristics HTTP/1.1\r\nHost: lamp\r\nContent-Type: application/hap+json\r\nContent-Length: 2\r\n\r\n{}",
        "POST /pair-setup HTTP/1.1\r\nContent-Length: 3\r\n\r\n\u0006\u0001\u0001", "GET /characteristics?id=1.4,1.5&meta=1 HTTP/1.1\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n");

    /// <inheritdoc/>
    internal override void Run(byte[] input)
    {
        var text = new Guarded(input);
        RequestParser whole = NewParser(text);
        ParseStatus status = whole.Parse(text.Buffer, text.Offset + input.Length);
        CompareBytewise(text, input, whole, status);
        text.Check();
        if (status == ParseStatus.Done)
        {
            CheckRequest(text, input, whole);
        }
        else if (status != ParseStatus.NeedMore)
        {
            Require(whole.Refusal != HttpRefusal.None, "a refusal without a reason");
        }
    }

    private static RequestParser NewParser(Guarded text)
    {
        var parser = new RequestParser { MaxHeadBytes = MaxHeadBytes, MaxBodyBytes = MaxBodyBytes };
        parser.Reset(text.Offset);
        return parser;
    }

    private static void CompareBytewise(Guarded text, byte[] input, RequestParser whole, ParseStatus status)
    {
        RequestParser split = NewParser(text);
        ParseStatus current = ParseStatus.NeedMore;
        int end = 0;
        while (current == ParseStatus.NeedMore && end < input.Length)
        {
            end++;
            current = split.Parse(text.Buffer, text.Offset + end);
        }

        Require(current == status, $"whole it is {status}, byte by byte {current}");
        Require(split.Refusal == whole.Refusal, "two refusals");
        Require(status != ParseStatus.Done || Fields(split) == Fields(whole), "two readings");
        Require(status != ParseStatus.Done || split.End == text.Offset + end, "not done with its last byte");
    }

    private static string Fields(RequestParser request) =>
        $"{request.Method} {request.PathOffset} {request.PathLength} {request.HasQuery} {request.QueryOffset} {request.QueryLength} {request.BodyOffset} {request.BodyLength}";

    // RFC 9112 §6: what is taken leaves one reading of where it ends, also to a reader that knows nothing of ours.
    private static void CheckRequest(Guarded text, byte[] input, RequestParser request)
    {
        string head = Encoding.Latin1.GetString(input, 0, request.BodyOffset - text.Offset);
        Require(head.EndsWith("\r\n\r\n", StringComparison.Ordinal) && head.TrimStart('\r', '\n').IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4 == head.TrimStart('\r', '\n').Length, "the head ends elsewhere");
        Require(request.BodyOffset - request.Start <= MaxHeadBytes && request.BodyLength <= MaxBodyBytes, "longer than the limit");
        string[] lengths = Array.FindAll(head.Split("\r\n"), line => line.StartsWith("content-length", StringComparison.OrdinalIgnoreCase) && line.TrimEnd().Length > 14 && line[14] is ':' or ' ');
        lengths = Array.FindAll(lengths, line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
        Require(lengths.Length <= 1, "two lengths");
        Require(lengths.Length == 0 ? request.BodyLength == 0 : int.Parse(lengths[0][15..].Trim(' ', '\t')) == request.BodyLength, "another length");
        Require(!head.Contains("\r\ntransfer-encoding:", StringComparison.OrdinalIgnoreCase), "a coding");
        Require(!head.Replace("\r\n", "").AsSpan().ContainsAny('\r', '\n'), "a bare line end");
    }
}
