// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class PageRequestTests
{
    private const string Head = "POST /wifi HTTP/1.1\r\nHost: 192.168.4.1\r\nOrigin:  http://192.168.4.1 \r\nX-Host: elsewhere\r\n";

    private static readonly byte[] s_host = "host"u8.ToArray();
    private static readonly byte[] s_origin = "origin"u8.ToArray();

    [TestMethod]
    public void Add_ByteByByte_IsTheRequestAtItsLastByte()
    {
        byte[] whole = Whole("s=Home&n=&p=secret%21%20word");
        PageRequest request = New();
        for (int i = 0; i < whole.Length; i++)
        {
            request.Buffer[request.Received] = whole[i];
            Assert.AreEqual(i + 1 < whole.Length ? ParseStatus.NeedMore : ParseStatus.Done, request.Add(1), $"byte {i}");
        }

        AssertRead(request, 's', "Home");
        AssertRead(request, 'n', "");
        AssertRead(request, 'p', "secret! word");
        AssertRead(request, 'x', "");
        Assert.IsTrue(request.IsPost && request.PathIs("/wifi") && !request.PathIs("/wif") && !request.PathIs("/wifi2"));
    }

    [TestMethod]
    public void FieldIs_OnlyWholeNamesAndValues()
    {
        PageRequest request = Parse("");

        Assert.IsTrue(request.FieldIs(s_host, [], "192.168.4.1"u8.ToArray()));
        Assert.IsFalse(request.FieldIs(s_host, [], "192.168.4.10"u8.ToArray()));
        Assert.IsFalse(request.FieldIs(s_host, [], "192.168.4."u8.ToArray()));
        Assert.IsTrue(request.FieldIs(s_origin, "http://"u8.ToArray(), "192.168.4.1"u8.ToArray()));
        Assert.IsFalse(request.FieldIs(s_origin, "https://"u8.ToArray(), "192.168.4.1"u8.ToArray()));
        Assert.IsFalse(request.HasField("ost"u8.ToArray()));
        Assert.IsTrue(request.HasField("x-host"u8.ToArray()));
    }

    [TestMethod]
    [DataRow("p=%4", DisplayName = "an escape that is cut")]
    [DataRow("p=%", DisplayName = "an escape without digits")]
    [DataRow("p=%G0", DisplayName = "no digit")]
    [DataRow("p=%0g", DisplayName = "no second digit")]
    [DataRow("p=a%00b", DisplayName = "a zero")]
    [DataRow("p=a%0Ab", DisplayName = "a line end")]
    [DataRow("p=a%7Fb", DisplayName = "delete")]
    [DataRow("p=%FF", DisplayName = "no UTF-8")]
    [DataRow("p=%C3", DisplayName = "half a character")]
    [DataRow("p=123456789", DisplayName = "longer than its place")]
    public void ReadValue_Malformed_IsRefused(string body)
    {
        Assert.AreEqual(-1, Parse(body).ReadValue('p', new byte[8]));
    }

    [TestMethod]
    public void ReadValue_NamesThatEndAlike_AreOthers()
    {
        PageRequest request = Parse("pp=1&xp=2&p=3&p=4");

        AssertRead(request, 'p', "3");
        AssertRead(Parse("p"), 'p', "");
        AssertRead(Parse("&&p=%C3%A9+x&"), 'p', "é x");
    }

    [TestMethod]
    public void Add_HeadOrBodyOverTheirLimits_IsRefusedBeforeTheBufferEnds()
    {
        Assert.AreEqual(ParseStatus.TooLarge, Feed("GET / HTTP/1.1\r\nCookie: " + new string('x', 10_000)));
        Assert.AreEqual(ParseStatus.TooLarge, Feed("POST /wifi HTTP/1.1\r\nContent-Length: 513\r\n\r\n" + new string('x', 513)));
        Assert.AreEqual(ParseStatus.Done, Feed("POST /wifi HTTP/1.1\r\nContent-Length: 512\r\n\r\n" + new string('x', 512)));
        Assert.AreEqual(ParseStatus.Malformed, Feed("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    [TestMethod]
    public void Reset_AfterASecret_LeavesNothingOfIt()
    {
        PageRequest request = Parse("p=correcthorse");

        request.Reset();

        Assert.IsTrue(Array.TrueForAll(request.Buffer, value => value == 0));
    }

    internal static PageRequest Parse(string body)
    {
        PageRequest request = New();
        byte[] whole = Whole(body);
        whole.CopyTo(request.Buffer, 0);
        Assert.AreEqual(ParseStatus.Done, request.Add(whole.Length));
        return request;
    }

    private static PageRequest New()
    {
        var request = new PageRequest();
        request.Reset();
        return request;
    }

    private static byte[] Whole(string body) => Encoding.ASCII.GetBytes($"{Head}Content-Length: {body.Length}\r\n\r\n{body}");

    private static ParseStatus Feed(string text)
    {
        PageRequest request = New();
        var status = ParseStatus.NeedMore;
        for (int i = 0; i < text.Length && status == ParseStatus.NeedMore; i++)
        {
            request.Buffer[request.Received] = (byte)text[i];
            status = request.Add(1);
        }

        return status;
    }

    private static void AssertRead(PageRequest request, char name, string expected)
    {
        byte[] value = new byte[64];
        int count = request.ReadValue(name, value);
        Assert.IsGreaterThanOrEqualTo(0, count);
        Assert.AreEqual(expected, Encoding.UTF8.GetString(value, 0, count));
    }
}
