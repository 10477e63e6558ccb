// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Text.Json;
using HapNano.Codec;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>JSON texts. What is taken and what is refused is compared with System.Text.Json.</summary>
internal sealed class JsonTarget : FuzzTarget
{
    private const int ScratchBytes = 64;

    private readonly JsonReader _reader = new();

    /// <inheritdoc/>
    internal override string Name => "json";

    /// <inheritdoc/>
    protected override byte[][] Words => Texts(
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "false", "\\u0000", "\\ud83d\\ude00", "\\ud800", "\\/", "1e400", "-0", "1.0", "1e0", "0.1",
        "18446744073709551615", "18446744073709551616", "-9223372036854775808", "3.4028235e38", "{\"a\":", "\"aid\":1", "\"AAAA\"", "\"====\"", " ", "\t",
        "[[[[[[[[[[[[[[[[[", "\u00c3\u00a9", "\u00f0\u009f\u0098\u0080", "\u00ed\u00a0\u0080");

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds() => Texts(
        "{\"characteristics\":[{\"aid\":1,\"iid\":9,\"value\":true,\"ev\":true,\"authData\":\"a2V5\",\"remote\":true,\"r\":true}],\"pid\":11122333}",
        "{\"ttl\":2500,\"pid\":11122333}", "[1,-2.5e3,\"x\\n\",null,true,false,{}]", "\"\\u00e9\\ud83d\\ude00\"", "0", " [ ] ", "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]");

    /// <inheritdoc/>
    internal override void Run(byte[] input)
    {
        var text = new Guarded(input);
        _reader.Reset(text.Buffer, text.Offset, input.Length);
        int tokens = 0;
        bool isEveryStringText = true;
        ParseStatus status = _reader.Next();
        while (status == ParseStatus.Done && _reader.Token != JsonToken.End)
        {
            Require(++tokens <= input.Length, "more tokens than bytes");
            isEveryStringText &= CheckToken(text, input.Length);
            status = _reader.Next();
        }

        Require(_reader.Next() == status, "the end is not the end");
        Compare(input, status, isEveryStringText);
        SkipWhole(text, input.Length, status);
        text.Check();
    }

    // False for a string whose text is no Unicode.
    private bool CheckToken(Guarded text, int count)
    {
        Require(_reader.TokenOffset >= text.Offset && _reader.TokenLength >= 0 && _reader.TokenOffset + _reader.TokenLength <= text.Offset + count, "a token outside");
        bool isText = _reader.Token is JsonToken.Name or JsonToken.String;
        Require(!_reader.TryGetUnsigned(out ulong unsigned) || _reader.Token == JsonToken.Number, "a number that is none");
        Require(!_reader.TryGetSigned(out long signed) || signed < 0 || !_reader.TryGetUnsigned(out unsigned) || (ulong)signed == unsigned, "two integers");
        Require(!_reader.TryGetFloat(out float number) || float.IsFinite(number), "a float that is not finite");
        _reader.TryGetBool(out _);
        _reader.NameEquals("aid"u8.ToArray());
        var small = new Guarded(ScratchBytes);
        int copied = _reader.CopyString(small.Buffer, small.Offset, ScratchBytes);
        Require(copied <= ScratchBytes && (isText || copied == -1), "copied too much");
        small.Check();
        var decoded = new Guarded(ScratchBytes);
        int bytes = _reader.CopyBase64(decoded.Buffer, decoded.Offset, ScratchBytes);
        Require(bytes <= ScratchBytes * 3 / 4, "decoded too much");
        decoded.Check();
        var whole = new Guarded(_reader.TokenLength);
        bool isUnicode = !isText || _reader.CopyString(whole.Buffer, whole.Offset, _reader.TokenLength) >= 0;
        whole.Check();
        return isUnicode;
    }

    private static void Compare(byte[] input, ParseStatus status, bool isEveryStringText)
    {
        bool isJson = IsJson(input, out bool isText);
        switch (status)
        {
            case ParseStatus.Done:
                Require(isJson, "taken, but not JSON");
                Require(isEveryStringText == isText, "two opinions on the text of a string");
                break;
            case ParseStatus.TooLarge:
                break;
            default:
                Require(!isJson, "JSON, but not taken");
                break;
        }
    }

    private static bool IsJson(byte[] input, out bool isText)
    {
        isText = true;
        var reader = new Utf8JsonReader(input, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
                isText &= reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || IsText(ref reader);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // To pass over the whole value finds what reading it token by token found.
    private void SkipWhole(Guarded text, int count, ParseStatus expected)
    {
        _reader.Reset(text.Buffer, text.Offset, count);
        ParseStatus status = _reader.Next();
        status = status == ParseStatus.Done ? _reader.Skip() : status;
        status = status == ParseStatus.Done ? _reader.Next() : status;
        Require(status == expected, "passing over it ends elsewhere");
    }
}
