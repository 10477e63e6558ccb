// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Http;

namespace HapNano.Tests.Codec;

/// <summary>Reading and writing allocate nothing. Only .NET can count what one thread allocates.</summary>
[TestClass]
public class AllocationTests
{
    private const int Rounds = 1000;

    private static readonly byte[] s_request = Hex.Utf8(
        "PUT /characteristics?a=1 HTTP/1.1\r\nHost: lamp\r\nContent-Length: 85\r\nContent-Type: application/hap+json\r\n\r\n"
        + "{\"characteristics\":[{\"aid\":1,\"i\\u0069d\":9,\"value\":-21.5e0,\"n\":\"a\\u20ac\",\"b\":\"Zm9v\"}]}  ");

    private static readonly byte[] s_aid = Hex.Utf8("aid");
    private static readonly byte[] s_tlv = Hex.Bytes(Tlv8Vectors.HapNodejsSplit615);
    private static readonly byte[] s_scratch = new byte[1024];

    [TestMethod]
    public void ReadAndWrite_Again_AllocateNothing()
    {
        RequestParser parser = new RequestParser { MaxHeadBytes = 1024, MaxBodyBytes = 1024 };
        JsonReader reader = new JsonReader();
        JsonWriter writer = new JsonWriter(new ByteSink());
        Tlv8Reader tlvReader = new Tlv8Reader();
        Tlv8Writer tlvWriter = new Tlv8Writer();
        int tokens = Run(parser, reader, writer, tlvReader, tlvWriter);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
        {
            tokens += Run(parser, reader, writer, tlvReader, tlvWriter);
        }

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual((Rounds + 1) * 17, tokens);
    }

    private static int Run(RequestParser parser, JsonReader reader, JsonWriter writer, Tlv8Reader tlvReader, Tlv8Writer tlvWriter)
    {
        parser.Reset(0);
        for (int end = 0; end < s_request.Length; end += 7)
        {
            parser.Parse(s_request, end);
        }

        int tokens = parser.Parse(s_request, s_request.Length) == ParseStatus.Done ? ReadBody(parser, reader) : 0;
        Write(writer);

        tlvWriter.Reset(s_scratch, 0, s_scratch.Length);
        tlvWriter.Write(1, s_tlv, 0, s_tlv.Length);
        tlvWriter.WriteSeparator(0xFF);
        tlvReader.Reset(s_scratch, 0, tlvWriter.Count);
        while (tlvReader.Next() == ParseStatus.Done)
        {
            tlvReader.TryGetInteger(out uint value);
        }

        return tokens;
    }

    private static int ReadBody(RequestParser parser, JsonReader reader)
    {
        int tokens = 0;
        reader.Reset(s_request, parser.BodyOffset, parser.BodyLength);
        while (reader.Next() == ParseStatus.Done && reader.Token != JsonToken.End)
        {
            reader.NameEquals(s_aid);
            reader.TryGetUnsigned(out ulong unsigned);
            reader.TryGetSigned(out long signed);
            reader.TryGetFloat(out float number);
            reader.TryGetBool(out bool isTrue);
            reader.CopyString(s_scratch, 0, 64);
            reader.CopyBase64(s_scratch, 0, 64);
            tokens++;
        }

        return tokens;
    }

    private static void Write(JsonWriter writer)
    {
        writer.Sink.Reset(s_scratch, 0, s_scratch.Length, 0);
        ResponseWriter.PutHead(writer.Scratch, 0, HttpStatus.MultiStatus, HttpContent.Json, 12345);
        EventWriter.PutHead(writer.Scratch, 0, 12345);
        writer.Raw(s_aid);
        writer.Bool(true);
        writer.Null();
        writer.Signed(-1234567890123);
        writer.Float(-21.3f);
        writer.Float(1e-30f);
        writer.String(s_tlv, 0, 30);
        writer.Base64(s_tlv, 0, 30);
        writer.Type(0x3E);
        writer.Type(s_tlv, 0);
    }
}
