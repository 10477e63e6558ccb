// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class CaptiveDnsTests
{
    // RFC 1035 §4.1: id, flags with RD, one question; captive.apple.com, A, IN.
    private const string Question = "1234 0100 0001 0000 0000 0000 07 63617074697665 05 6170706C65 03 636F6D 00 0001 0001";

    private static readonly byte[] s_address = [192, 168, 4, 1];

    [TestMethod]
    public void Answer_AnyNameOfTypeA_IsOurAddress()
    {
        Assert.AreEqual(
            Hex("1234 8500 0001 0001 0000 0000 07 63617074697665 05 6170706C65 03 636F6D 00 0001 0001 C00C 0001 0001 00000000 0004 C0A80401"), Ask(Question));
    }

    [TestMethod]
    public void Answer_TypeAaaa_IsEmptyAtOnce()
    {
        Assert.AreEqual(
            Hex("1234 8500 0001 0000 0000 0000 07 63617074697665 05 6170706C65 03 636F6D 00 001C 0001"),
            Ask(Question.Replace("00 0001 0001", "00 001C 0001", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Answer_QuestionWithEdns_IsAnsweredWithoutIt()
    {
        string asked = Question.Replace("0000 07", "0001 07", StringComparison.Ordinal) + "00 0029 1000 00000000 0000";

        Assert.AreEqual(
            Hex("1234 8500 0001 0001 0000 0000 07 63617074697665 05 6170706C65 03 636F6D 00 0001 0001 C00C 0001 0001 00000000 0004 C0A80401"), Ask(asked));
    }

    [TestMethod]
    public void Answer_OtherOpcode_IsNotImplemented()
    {
        Assert.AreEqual(Hex("1234 AC04 0000 0000 0000 0000"), Ask("1234 2800 0001 0000 0000 0000 00 0006 0001"));
    }

    [TestMethod]
    [DataRow("1234 8100 0001 0000 0000 0000 00 0001 0001", DisplayName = "an answer")]
    [DataRow("1234 0100 0000 0000 0000 0000", DisplayName = "no question")]
    [DataRow("1234 0100 0002 0000 0000 0000 00 0001 0001 00 0001 0001", DisplayName = "two questions")]
    [DataRow("1234 0100 0101 0000 0000 0000 00 0001 0001", DisplayName = "257 questions")]
    [DataRow("1234 0100 0001 0000 0000 0000 C00C 0001 0001", DisplayName = "a pointer to itself")]
    [DataRow("1234 0100 0001 0000 0000 0000 40 00 0001 0001", DisplayName = "a label of a reserved kind")]
    public void Answer_Malformed_IsNothing(string packet)
    {
        Assert.AreEqual("", Ask(packet));
    }

    [TestMethod]
    public void Answer_QuestionCutAtEveryByte_IsNothing()
    {
        byte[] whole = Convert.FromHexString(Hex(Question));
        for (int count = 0; count < whole.Length; count++)
        {
            // What lies behind the end must not count.
            byte[] packet = [.. whole, .. Enumerable.Repeat((byte)0xA5, 576 - whole.Length)];
            Assert.AreEqual(0, new CaptiveDns(s_address).Answer(packet, count), $"{count} bytes");
        }
    }

    [TestMethod]
    public void Answer_NameOfEveryLength_KeepsWithinItsLimit()
    {
        for (int labels = 1; labels <= 8; labels++)
        {
            string name = string.Concat(Enumerable.Repeat("3F" + new string('6', 126), labels));
            string answer = Ask("1234 0100 0001 0000 0000 0000" + name + "00 0001 0001");

            Assert.AreEqual((labels * 64) + 1 <= 255, answer.Length > 0, $"{labels} labels of 63 bytes");
        }
    }

    [TestMethod]
    public void Answer_RandomPackets_NeverThrow()
    {
        var random = new Random(1);
        byte[] packet = new byte[576];
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(packet);
            packet[2] = 1;
            packet[4] = 0;
            packet[5] = 1;
            int count = random.Next(packet.Length + 1);
            int answer = new CaptiveDns(s_address).Answer(packet, count);
            Assert.IsTrue(answer >= 0 && answer <= packet.Length);
        }
    }

    [TestMethod]
    public void Thread_QuestionOverASocket_IsAnsweredThere()
    {
        var thread = new DatagramThread(new CaptiveDns(s_address), [127, 0, 0, 1], 0);
        thread.Start();
        using var client = new UdpClient(AddressFamily.InterNetwork);
        client.Client.ReceiveTimeout = (int)Patience.Long.TotalMilliseconds;
        var server = new IPEndPoint(IPAddress.Loopback, thread.Port);
        byte[] nonsense = [1, 2, 3];
        client.Send(nonsense, nonsense.Length, server);
        byte[] question = Convert.FromHexString(Hex(Question));
        client.Send(question, question.Length, server);

        IPEndPoint? from = null;
        byte[] answer = client.Receive(ref from);

        CollectionAssert.AreEqual(s_address, answer[^4..]);
        thread.Stop();
    }

    private static string Hex(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private static string Ask(string hex)
    {
        byte[] question = Convert.FromHexString(Hex(hex));
        byte[] packet = new byte[576];
        Array.Fill(packet, (byte)0xA5);
        question.CopyTo(packet, 0);
        int count = new CaptiveDns(s_address).Answer(packet, question.Length);
        return Convert.ToHexString(packet, 0, count);
    }
}
