// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Http;

namespace HapNano.Tests.Http;

[TestClass]
public class RequestParserTests
{
    private const int HeadLimit = 256;
    private const int BodyLimit = 64;

    private const string Get = "GET /accessories HTTP/1.1\r\nHost: Kitchen\\032Lamp._hap._tcp.local\r\n\r\n";
    private const string GetQuery = "GET /characteristics?id=1.4,1.5&meta=1 HTTP/1.1\r\n\r\n";
    private const string Put =
        "PUT /characteristics HTTP/1.1\r\nHost: lamp.local:5001\r\nContent-Length: 17\r\nContent-Type: application/hap+json\r\n\r\n{\"ttl\":1,\"pid\":2}";

    private const string Post =
        "POST /pair-verify HTTP/1.1\r\nHost:\r\nContent-Type:application/pairing+tlv8;charset=x\r\ncontent-LENGTH:\t 3 \t\r\n\r\n\x06\x01\x01";

    [TestMethod]
    [DataRow(Get, "Get /accessories - ''")]
    [DataRow(GetQuery, "Get /characteristics id=1.4,1.5&meta=1 ''")]
    [DataRow(Put, "Put /characteristics - '{\"ttl\":1,\"pid\":2}'")]
    [DataRow(Post, "Post /pair-verify - '\x06\x01\x01'")]
    [DataRow("POST /identify HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "Post /identify - ''")]
    [DataRow("GET /x? HTTP/1.1\r\n\r\n", "Get /x  ''")]
    [DataRow("GET /a\u0001b HTTP/1.1\r\n\r\n", "Get /a\u0001b - ''")]
    [DataRow("X / HTTP/1.1\r\n\r\n", "Other / - ''")]
    [DataRow("GETPUTPOST / HTTP/1.1\r\n\r\n", "Other / - ''")]
    [DataRow("POST /a HTTP/1.1\r\nContent-Type: application/hap+json\r\nHost: x:14:abcdefg\r\nContent-Length: 2\r\n\r\nab", "Post /a - 'ab'")]
    [DataRow("POST /a HTTP/1.1\r\nContent-Type: application/hap+jsom\r\nAccept: 1234567:\r\nContent-Length: 2\r\n\r\nab", "Post /a - 'ab'")]
    [DataRow("GET /x?a?b HTTP/1.1\r\n\r\n", "Get /x a?b ''")]
    [DataRow("GET / HTTP/1.0\r\n\r\n", "Get / - ''")]
    [DataRow("DELETE /pairings HTTP/1.1\r\n\r\n", "Other /pairings - ''")]
    [DataRow("get /pairings HTTP/1.1\r\n\r\n", "Other /pairings - ''")]
    [DataRow("GETS /pairings HTTP/1.1\r\n\r\n", "Other /pairings - ''")]
    [DataRow("\r\n\r\nGET /a HTTP/1.1\r\n\r\n", "Get /a - ''")]
    [DataRow("GET /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nab", "Get /a - 'ab'")]
    [DataRow("GET /a HTTP/1.1\r\nContent-Length: 0000000002\r\n\r\nab", "Get /a - 'ab'")]
    [DataRow("GET /a HTTP/1.1\r\nX-Content-Length: 9\r\nContent-Lengt: 9\r\nContent-Lengthy: 9\r\nXontent-Length: 9\r\n\r\n", "Get /a - ''")]
    [DataRow("GET /a HTTP/1.1\r\nUser-Agent: x: y\tz \u00e4\r\nA:\r\n\r\n", "Get /a - ''")]
    [DataRow("GET /a HTTP/1.1\r\nExpects: 100-continue\r\nTransfer-Encodinh: chunked\r\nConnection: close\r\n\r\n", "Get /a - ''")]
    public void Parse_Request_IsDoneWhenWholeAndReadsTheSameByteByByte(string request, string expected)
    {
        byte[] text = Hex.Utf8(request);
        byte[] buffer = Hex.Filled(text.Length + 20);
        System.Array.Copy(text, 0, buffer, 7, text.Length);

        // All at once, with the next request behind it.
        RequestParser parser = Make(7);
        Assert.AreEqual((int)ParseStatus.Done, (int)parser.Parse(buffer, 7 + text.Length + 5));
        Assert.AreEqual(expected, Describe(parser, buffer));
        Assert.AreEqual(7 + text.Length, parser.End);
        Assert.AreEqual((int)ParseStatus.Done, (int)parser.Parse(buffer, 7 + text.Length + 5));

        // Cut at every byte, by a parser of its own; and one parser that gets a byte at a time.
        RequestParser slow = Make(7);
        for (int count = 0; count < text.Length; count++)
        {
            RequestParser cut = Make(7);
            Assert.AreEqual((int)ParseStatus.NeedMore, (int)cut.Parse(buffer, 7 + count));
            Assert.AreEqual((int)ParseStatus.NeedMore, (int)slow.Parse(buffer, 7 + count));
            Assert.AreEqual((int)ParseStatus.NeedMore, (int)slow.Parse(buffer, 7 + count));
            Assert.AreEqual((int)ParseStatus.Done, (int)cut.Parse(buffer, 7 + text.Length));
            Assert.AreEqual(expected, Describe(cut, buffer));
        }

        Assert.AreEqual((int)ParseStatus.Done, (int)slow.Parse(buffer, 7 + text.Length));
        Assert.AreEqual(expected, Describe(slow, buffer));
        CollectionAssert.AreEqual(text, Hex.Slice(buffer, 7, text.Length));
    }

    [TestMethod]
    [DataRow("GET  /a HTTP/1.1\r\n\r\n")]
    [DataRow("GET /a  HTTP/1.1\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1 \r\n\r\n")]
    [DataRow(" GET /a HTTP/1.1\r\n\r\n")]
    [DataRow("GET\t/a HTTP/1.1\r\n\r\n")]
    [DataRow("GET /a\tHTTP/1.1\r\n\r\n")]
    [DataRow("GET /a?b\tHTTP/1.1\r\n\r\n")]
    [DataRow("GET /a\r\n\r\n")]
    [DataRow("GET /a\rb HTTP/1.1\r\n\r\n")]
    [DataRow("GET /a?b\rc HTTP/1.1\r\n\r\n")]
    [DataRow("GET /a\nb HTTP/1.1\r\n\r\n")]
    [DataRow("GE\rT /a HTTP/1.1\r\n\r\n")]
    [DataRow("GET /a b HTTP/1.1\r\n\r\n")]
    [DataRow("GET HTTP/1.1\r\n\r\n")]
    [DataRow("A HTTP/1.1\r\n\r\n")]
    [DataRow("POSTX/a HTTP/1.1\r\n\r\n")]
    [DataRow("GET /a?b\r\n\r\n")]
    [DataRow("GET\r\n\r\n")]
    [DataRow("GET http://lamp/a HTTP/1.1\r\n\r\n")]
    [DataRow("GET * HTTP/1.1\r\n\r\n")]
    [DataRow("CONNECT lamp:80 HTTP/1.1\r\n\r\n")]
    [DataRow("GET ?a HTTP/1.1\r\n\r\n")]
    [DataRow("GET a HTTP/1.1\r\n\r\n")]
    [DataRow("GET /a HTTP/2.0\r\n\r\n")]
    [DataRow("GET /a HTTP/1.x\r\n\r\n")]
    [DataRow("GET /a HTTP/1.11\r\n\r\n")]
    [DataRow("GET /a http/1.1\r\n\r\n")]
    [DataRow("GET /a HTTP/1\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\n\n")]
    [DataRow("GET /a HTTP/1.1\r\r\n")]
    [DataRow("GET /a HTTP/1.1\r\n\n")]
    [DataRow("GET /a HTTP/1.1\r\n\rX")]
    [DataRow("\nGET /a HTTP/1.1\r\n\r\n")]
    [DataRow("\rGET /a HTTP/1.1\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nHost: a\n")]
    [DataRow("GET /a HTTP/1.1\r\nHost: a\u0001")]
    [DataRow("GET /a HTTP/1.1\r\nHost: a\n\n")]
    [DataRow("GET /a HTTP/1.1\r\nHost: a\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nHost: a\rb\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nHost: a\u0001b\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nHost : a\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nHost\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\n: a\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\n Host: a\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nHost: a\r\n b\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nContent-Length : 5\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nX: y\nContent-Length: 5\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nX: y\rContent-Length: 5\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nContent\rLength: 0\r\n\r\n")]
    [DataRow("GET /a HTTP/1.1\r\nContent\rType: a/b\r\n\r\n")]
    [DataRow("PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [DataRow("PUT /a HTTP/1.1\r\ntRANSFER-eNCODING:\tidentity\r\nContent-Length: 5\r\n\r\n")]
    [DataRow("PUT /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")]
    [DataRow("PUT /a HTTP/1.1\r\n\r\n")]
    [DataRow("POST /a HTTP/1.1\r\nHost: a\r\n\r\n")]
    [DataRow("\u0016\u0003\u0001\u0002")]
    public void Parse_BadRequest_IsRefusedWith400(string request)
    {
        AssertRefused(request, ParseStatus.Malformed, HttpRefusal.BadRequest);
    }

    [TestMethod]
    public void Parse_NulInsideAField_IsRefusedWith400()
    {
        // Not in a string: the interpreter's strings end at a NUL.
        byte[] text = Hex.Utf8("GET /a HTTP/1.1\r\nHost: a?b\r\n\r\n");
        text[text.Length - 6] = 0;
        RequestParser parser = Make(0);
        Assert.AreEqual((int)ParseStatus.Malformed, (int)parser.Parse(text, text.Length));
        Assert.AreEqual((int)HttpRefusal.BadRequest, (int)parser.Refusal);
    }

    [TestMethod]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 2\r\ncontent-length: 3\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 2, 2\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: +2\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: -2\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 0x2\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 2a\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 2 2\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 2.0\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: /\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: :\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length:\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: \t \r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 00000000002\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Length: 18446744073709551618\r\n\r\nab")]
    [DataRow("PUT /a HTTP/1.1\r\nContent-Type: a/b\r\nContent-type: a/b\r\nContent-Length: 2\r\n\r\nab")]
    public void Parse_LengthOrTypeInDoubt_IsClosed(string request)
    {
        AssertRefused(request, ParseStatus.Malformed, HttpRefusal.Close);
    }

    [TestMethod]
    [DataRow("65")]
    [DataRow("2147483648")]
    [DataRow("4294967298")]
    [DataRow("9999999999")]
    public void Parse_BodyOverLimit_IsOutOfResources(string length)
    {
        AssertRefused("PUT /a HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n", ParseStatus.TooLarge, HttpRefusal.OutOfResources);
    }

    [TestMethod]
    public void Parse_BodyOfTheLimit_IsDone()
    {
        string body = "0123456789abcdef";
        byte[] text = Hex.Utf8("PUT /a HTTP/1.1\r\nContent-Length: 64\r\n\r\n" + body + body + body + body);
        RequestParser parser = Make(0);
        Assert.AreEqual((int)ParseStatus.NeedMore, (int)parser.Parse(text, text.Length - 1));
        Assert.IsTrue(parser.IsHeadComplete);
        Assert.AreEqual((int)ParseStatus.Done, (int)parser.Parse(text, text.Length));
        Assert.AreEqual(BodyLimit, parser.BodyLength);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(11)]
    public void Parse_HeadOfTheLimit_IsDoneAndOneByteMoreIsClosed(int start)
    {
        // Every element in turn is the one that grows too long.
        string[] fronts = { "", "GET /", "GET /a?", "GET /a HTTP/1.1\r\n", "GET /a HTTP/1.1\r\nA: " };
        string[] ends = { " /a HTTP/1.1\r\n\r\n", " HTTP/1.1\r\n\r\n", " HTTP/1.1\r\n\r\n", ":\r\n\r\n", "\r\n\r\n" };
        for (int i = 0; i < fronts.Length; i++)
        {
            byte[] fits = Padded(start, fronts[i], ends[i], HeadLimit);
            RequestParser parser = Make(start);
            Assert.AreEqual((int)ParseStatus.NeedMore, (int)parser.Parse(fits, start + HeadLimit - 1));
            Assert.AreEqual((int)ParseStatus.Done, (int)parser.Parse(fits, start + HeadLimit));

            byte[] tooLong = Padded(start, fronts[i], ends[i], HeadLimit + 1);
            parser = Make(start);
            Assert.AreEqual((int)ParseStatus.NeedMore, (int)parser.Parse(tooLong, start + HeadLimit - 1));
            Assert.AreEqual((int)ParseStatus.TooLarge, (int)parser.Parse(tooLong, start + HeadLimit));
            Assert.AreEqual((int)HttpRefusal.Close, (int)parser.Refusal);

            parser = Make(start);
            Assert.AreEqual((int)ParseStatus.TooLarge, (int)parser.Parse(tooLong, start + HeadLimit + 1));
            Assert.IsFalse(parser.IsHeadComplete);
        }
    }

    [TestMethod]
    public void Parse_EmptyLinesWithoutEnd_AreClosedAtTheHeadLimit()
    {
        byte[] lines = new byte[HeadLimit];
        for (int i = 0; i < lines.Length; i += 2)
        {
            lines[i] = (byte)'\r';
            lines[i + 1] = (byte)'\n';
        }

        RequestParser parser = Make(0);
        Assert.AreEqual((int)ParseStatus.TooLarge, (int)parser.Parse(lines, lines.Length));
        Assert.AreEqual((int)HttpRefusal.Close, (int)parser.Refusal);
    }

    [TestMethod]
    public void Reset_BehindARequest_ReadsThePipelinedOne()
    {
        byte[] text = Hex.Utf8(Put + GetQuery + Get);
        RequestParser parser = Make(0);
        Assert.AreEqual((int)ParseStatus.Done, (int)parser.Parse(text, text.Length));
        Assert.AreEqual("Put /characteristics - '{\"ttl\":1,\"pid\":2}'", Describe(parser, text));

        parser.Reset(parser.End);
        Assert.AreEqual((int)ParseStatus.Done, (int)parser.Parse(text, text.Length));
        Assert.AreEqual("Get /characteristics id=1.4,1.5&meta=1 ''", Describe(parser, text));
        Assert.IsFalse(parser.HasContentLength);

        parser.Reset(parser.End);
        Assert.IsFalse(parser.IsHeadComplete);
        Assert.AreEqual((int)ParseStatus.Done, (int)parser.Parse(text, text.Length));
        Assert.AreEqual("Get /accessories - ''", Describe(parser, text));
        Assert.AreEqual(0, parser.QueryOffset + parser.QueryLength + parser.BodyLength);
        Assert.AreEqual(text.Length, parser.End);

        parser.Reset(parser.End);
        Assert.AreEqual((int)ParseStatus.NeedMore, (int)parser.Parse(text, text.Length));
    }

    [TestMethod]
    public void Reset_AfterARefusal_StartsAfresh()
    {
        byte[] bad = Hex.Utf8("GET /a HTTP/1.1\r\nContent-Type: a\r\nContent-Type: a\r\n\r\n");
        RequestParser parser = Make(0);
        Assert.AreEqual((int)ParseStatus.Malformed, (int)parser.Parse(bad, bad.Length));

        byte[] good = Hex.Utf8(Put);
        parser.Reset(0);
        Assert.AreEqual((int)HttpRefusal.None, (int)parser.Refusal);
        Assert.AreEqual((int)ParseStatus.Done, (int)parser.Parse(good, good.Length));
    }

    // At once, byte by byte, and for ever after.
    private static void AssertRefused(string request, ParseStatus status, HttpRefusal refusal)
    {
        byte[] text = Hex.Utf8(request);
        RequestParser parser = Make(0);
        Assert.AreEqual((int)status, (int)parser.Parse(text, text.Length));
        Assert.AreEqual((int)refusal, (int)parser.Refusal);
        Assert.IsFalse(parser.IsHeadComplete);
        Assert.AreEqual((int)status, (int)parser.Parse(text, text.Length));

        RequestParser slow = Make(0);
        int count = 0;
        while (count < text.Length && slow.Parse(text, count) == ParseStatus.NeedMore)
        {
            count++;
        }

        Assert.AreEqual((int)status, (int)slow.Parse(text, text.Length));
        Assert.AreEqual((int)refusal, (int)slow.Refusal);
    }

    private static RequestParser Make(int start)
    {
        RequestParser parser = new RequestParser { MaxHeadBytes = HeadLimit, MaxBodyBytes = BodyLimit };
        parser.Reset(start);
        return parser;
    }

    private static byte[] Padded(int start, string front, string end, int count)
    {
        byte[] buffer = new byte[start + count];
        byte[] first = Hex.Utf8(front);
        byte[] last = Hex.Utf8(end);
        for (int i = 0; i < count; i++)
        {
            buffer[start + i] = (byte)'x';
        }

        System.Array.Copy(first, 0, buffer, start, first.Length);
        System.Array.Copy(last, 0, buffer, start + count - last.Length, last.Length);
        return buffer;
    }

    private static string Describe(RequestParser parser, byte[] buffer)
    {
        string method = parser.Method == HttpMethod.Get ? "Get"
            : parser.Method == HttpMethod.Put ? "Put"
            : parser.Method == HttpMethod.Post ? "Post" : "Other";
        return method
            + " " + Encoding.UTF8.GetString(buffer, parser.PathOffset, parser.PathLength)
            + " " + (parser.HasQuery ? Encoding.UTF8.GetString(buffer, parser.QueryOffset, parser.QueryLength) : "-")
            + " '" + Encoding.UTF8.GetString(buffer, parser.BodyOffset, parser.BodyLength) + "'";
    }
}
