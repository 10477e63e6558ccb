// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>Packets laid out by hand from RFC 2131 §2 and RFC 2132.</summary>
[TestClass]
public class CaptiveDhcpTests
{
    private const byte Discover = 1;
    private const byte Offer = 2;
    private const byte Request = 3;
    private const byte Ack = 5;
    private const byte Nak = 6;
    private const byte Inform = 8;

    private static readonly byte[] s_address = [192, 168, 4, 1];

    [TestMethod]
    public void Answer_DiscoverAndRequest_GiveTheAddressWithEverythingAPhoneNeeds()
    {
        var server = new CaptiveDhcp(s_address);

        byte[] offer = Ask(server, Packet(1, Option(53, Discover), Option(55, 1, 3, 6)));
        byte[] ack = Ask(server, Packet(1, Option(53, Request), Option(50, 192, 168, 4, 2), Option(54, s_address)));

        foreach ((byte[] answer, byte type) in new[] { (offer, Offer), (ack, Ack) })
        {
            Assert.HasCount(300, answer);
            Assert.AreEqual("02010600CAFEBABE", Convert.ToHexString(answer, 0, 8));
            Assert.AreEqual("0000800000000000", Convert.ToHexString(answer, 8, 8), "the flag of the question; no address of the client's own");
            Assert.AreEqual("C0A80402", Convert.ToHexString(answer, 16, 4));
            Assert.AreEqual("C0A80401", Convert.ToHexString(answer, 20, 4));
            Assert.AreEqual("020000000001", Convert.ToHexString(answer, 28, 6));
            Dictionary<byte, byte[]> options = Options(answer);
            CollectionAssert.AreEqual(new[] { type }, options[53]);
            CollectionAssert.AreEqual(s_address, options[54]);
            CollectionAssert.AreEqual(new byte[] { 0, 0, 2, 88 }, options[51]);
            CollectionAssert.AreEqual(new byte[] { 255, 255, 255, 0 }, options[1]);
            CollectionAssert.AreEqual(s_address, options[3]);
            CollectionAssert.AreEqual(s_address, options[6]);
        }

        Assert.IsTrue(server.IsBroadcast);
    }

    [TestMethod]
    public void Answer_PhoneOfAnotherNetwork_IsRefusedAndAsksAnew()
    {
        var server = new CaptiveDhcp(s_address);

        byte[] nak = Ask(server, Packet(1, Option(53, Request), Option(50, 192, 168, 1, 77)));

        CollectionAssert.AreEqual(new[] { Nak }, Options(nak)[53]);
        Assert.AreEqual("00000000", Convert.ToHexString(nak, 16, 4));
        Assert.IsTrue(server.IsBroadcast);
    }

    [TestMethod]
    public void Answer_RenewalAndInform_GoToTheClientAlone()
    {
        var server = new CaptiveDhcp(s_address);
        Ask(server, Packet(1, Option(53, Discover)));

        byte[] renewal = Packet(1, Option(53, Request));
        s_address.CopyTo(renewal, 12);
        renewal[15] = 2;
        CollectionAssert.AreEqual(new[] { Ack }, Options(Ask(server, renewal))[53]);
        Assert.IsFalse(server.IsBroadcast);

        byte[] inform = Packet(9, Option(53, Inform));
        s_address.CopyTo(inform, 12);
        inform[15] = 99;
        byte[] answer = Ask(server, inform);
        Assert.AreEqual("00000000", Convert.ToHexString(answer, 16, 4));
        Assert.IsFalse(Options(answer).ContainsKey(51));
        Assert.IsFalse(server.IsBroadcast);
    }

    [TestMethod]
    public void Answer_FivePhones_TheLongestUnusedAddressIsGivenAgainAndEachKeepsItsOwn()
    {
        var server = new CaptiveDhcp(s_address);
        for (byte phone = 1; phone <= 4; phone++)
        {
            Assert.AreEqual(phone + 1, Ask(server, Packet(phone, Option(53, Discover)))[19]);
        }

        Assert.AreEqual(2, Ask(server, Packet(1, Option(53, Discover)))[19]);
        Assert.AreEqual(3, Ask(server, Packet(5, Option(53, Discover)))[19]);
        Assert.AreEqual(2, Ask(server, Packet(1, Option(53, Discover)))[19]);
    }

    [TestMethod]
    public void Answer_WhatIsNotForUs_IsNothing()
    {
        var server = new CaptiveDhcp(s_address);
        byte[] reply = Packet(1, Option(53, Discover));
        reply[0] = 2;
        Assert.IsEmpty(Ask(server, reply));
        byte[] cookie = Packet(1, Option(53, Discover));
        cookie[236] = 0;
        Assert.IsEmpty(Ask(server, cookie));
        Assert.IsEmpty(Ask(server, Packet(1, Option(55, 1, 3))), "BOOTP");
        Assert.IsEmpty(Ask(server, Packet(1, Option(53, Request), Option(54, 192, 168, 1, 1))), "another server was chosen");
        Assert.IsEmpty(Ask(server, Packet(1, Option(53, 4))), "a decline");
        Assert.IsEmpty(Ask(server, Packet(1, Option(53, 1, 1))), "a type of two bytes");
    }

    [TestMethod]
    public void Answer_CutAtEveryByte_IsNothingOrAWholeAnswer()
    {
        byte[] whole = Packet(1, Option(12, [.. Enumerable.Repeat((byte)'x', 20)]), Option(53, Discover));
        for (int count = 0; count < whole.Length; count++)
        {
            byte[] packet = [.. whole, .. Enumerable.Repeat((byte)0xA5, 576 - whole.Length)];
            int answer = new CaptiveDhcp(s_address).Answer(packet, count);
            Assert.AreEqual(count >= whole.Length - 1 ? 300 : 0, answer, $"{count} bytes");
        }
    }

    [TestMethod]
    public void Answer_RandomOptions_NeverThrow()
    {
        var random = new Random(2);
        byte[] start = Packet(1);
        var server = new CaptiveDhcp(s_address);
        byte[] packet = new byte[576];
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(packet);
            start.AsSpan(0, 240).CopyTo(packet);
            packet[33] = (byte)i;
            packet[240] = (byte)(random.Next(2) == 0 ? 53 : packet[240]);
            packet[241] = (byte)(random.Next(2) == 0 ? 1 : packet[241]);
            packet[242] &= 15;
            int answer = server.Answer(packet, random.Next(packet.Length + 1));
            Assert.IsTrue(answer is 0 or 300);
        }
    }

    private static byte[] Option(byte number, params byte[] value) => [number, (byte)value.Length, .. value];

    // op 1, Ethernet, 6 bytes of hardware address, transaction CAFEBABE, the broadcast flag; addresses and names empty; the cookie; options; their end.
    private static byte[] Packet(byte phone, params byte[][] options) =>
    [
        1, 1, 6, 0, 0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0x80, 0, .. new byte[16], 2, 0, 0, 0, 0, phone, .. new byte[10], .. new byte[192], 99, 130, 83, 99,
        .. options.SelectMany(option => option), 255,
    ];

    private static byte[] Ask(CaptiveDhcp server, byte[] question)
    {
        byte[] packet = new byte[576];
        Array.Fill(packet, (byte)0xA5);
        question.CopyTo(packet, 0);
        return packet[..server.Answer(packet, question.Length)];
    }

    private static Dictionary<byte, byte[]> Options(byte[] packet)
    {
        var options = new Dictionary<byte, byte[]>();
        int next = 240;
        while (packet[next] != 255)
        {
            options.Add(packet[next], packet[(next + 2)..(next + 2 + packet[next + 1])]);
            next += 2 + packet[next + 1];
        }

        return options;
    }
}
