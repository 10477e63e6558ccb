// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Mdns;

namespace HapNano.Tests.Mdns;

/// <summary>The rules for names and text: RFC 6763 §4.1.1, §6; RFC 1123 §2.1; RFC 6335 §5.1.</summary>
[TestClass]
public class ServiceTests
{
    private const string Label62 = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij";

    [TestMethod]
    [DataRow("")]
    [DataRow("line\nbreak")]
    [DataRow("del\u007f")]
    [DataRow(Label62 + "é")]      // 64 bytes of UTF-8
    public void InstanceName_BreaksTheRule_Throws(string name)
    {
        Expect.Throws(typeof(ArgumentException), () => new MdnsService(name, "lamp", "_hap._tcp", 1));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-lamp")]
    [DataRow("lamp-")]
    [DataRow("la mp")]
    [DataRow("la.mp")]
    [DataRow("lampé")]
    [DataRow(Label62 + "kl")]
    public void HostLabel_BreaksTheRule_Throws(string label)
    {
        Expect.Throws(typeof(ArgumentException), () => new MdnsService("Lamp", label, "_hap._tcp", 1));
    }

    [TestMethod]
    [DataRow("_hap")]
    [DataRow("hap._tcp")]
    [DataRow("_hap.tcp")]
    [DataRow("_._tcp")]
    [DataRow("_hap._tcp.local")]
    [DataRow("_h p._tcp")]
    [DataRow("_abcdefghijklmnop._tcp")]
    [DataRow("")]
    public void ServiceType_BreaksTheRule_Throws(string type)
    {
        Expect.Throws(typeof(ArgumentException), () => new MdnsService("Lamp", "lamp", type, 1));
    }

    [TestMethod]
    public void Constructor_NullOrWrongPort_Throws()
    {
        Expect.Throws(typeof(ArgumentNullException), () => new MdnsService(null, "lamp", "_hap._tcp", 1));
        Expect.Throws(typeof(ArgumentNullException), () => new MdnsService("Lamp", null, "_hap._tcp", 1));
        Expect.Throws(typeof(ArgumentNullException), () => new MdnsService("Lamp", "lamp", null, 1));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => new MdnsService("Lamp", "lamp", "_hap._tcp", 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => new MdnsService("Lamp", "lamp", "_hap._tcp", 65536));
    }

    [TestMethod]
    public void SetNumbers_OutOfRange_Throws()
    {
        var service = new MdnsService("Lamp", "lamp", "_hap._tcp", 1);

        Expect.Throws(typeof(ArgumentOutOfRangeException), () => service.SetNumbers(0, 1));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => service.SetNumbers(1, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => service.SetNumbers(10_000, 1));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => service.SetNumbers(1, 10_000));
    }

    [TestMethod]
    public void SetText_KeysInOrder_KeepTheirPlace()
    {
        var service = new MdnsService("Lamp", "lamp", "_hap._tcp", 1);
        service.SetText("a", "1");
        service.SetText("bb", "");
        service.SetText("c", "3");
        Expect.Bytes("03613d31" + "0362623d" + "03633d33", service.Text, 0, service.Text.Length);

        service.SetText("BB", "longer");
        Expect.Bytes("03613d31" + "0942423d6c6f6e676572" + "03633d33", service.Text, 0, service.Text.Length);

        service.SetText("a", null);
        Expect.Bytes("0942423d6c6f6e676572" + "03633d33", service.Text, 0, service.Text.Length);

        service.SetText("none", null);
        service.SetText("b", "x");
        Expect.Bytes("0942423d6c6f6e676572" + "03633d33" + "03623d78", service.Text, 0, service.Text.Length);
    }

    [TestMethod]
    public void SetText_SameValue_IsNoChange()
    {
        var service = new MdnsService("Lamp", "lamp", "_hap._tcp", 1);
        service.SetText("sf", "1");
        byte[] text = service.Text;

        service.SetText("sf", "1");
        service.SetText("none", null);
        Assert.AreSame(text, service.Text);

        service.SetText("sf", "0");
        Assert.IsFalse(text == service.Text);
        Expect.Bytes("0473663d31", text, 0, text.Length);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a=b")]
    [DataRow("é")]
    [DataRow("a\tb")]
    public void SetText_KeyBreaksTheRule_Throws(string key)
    {
        var service = new MdnsService("Lamp", "lamp", "_hap._tcp", 1);

        Expect.Throws(typeof(ArgumentException), () => service.SetText(key, "1"));
        Expect.Throws(typeof(ArgumentNullException), () => service.SetText(null, "1"));
    }

    [TestMethod]
    public void SetText_TooLong_ThrowsAndChangesNothing()
    {
        string text = Label62 + Label62 + Label62 + Label62;     // 248
        var service = new MdnsService("Lamp", "lamp", "_hap._tcp", 1);
        service.SetText("a", text + "12345");                    // 2 + 253 = 255
        string before = Hex.Text(service.Text, 0, service.Text.Length);

        Expect.Throws(typeof(ArgumentException), () => service.SetText("a", text + "123456"));
        Expect.Throws(typeof(ArgumentException), () => service.SetText("b", text));
        Assert.AreEqual(before, Hex.Text(service.Text, 0, service.Text.Length));

        service.SetText("b", Label62 + Label62 + "12345678901234567");   // 256 + 1 + 2 + 141 = 400
        Assert.AreEqual(400, service.Text.Length);
        Expect.Throws(typeof(ArgumentException), () => service.SetText("c", ""));
    }

    [TestMethod]
    [DataRow("Lamp", 1, false, "Lamp")]
    [DataRow("Lamp", 2, false, "Lamp (2)")]
    [DataRow("Lamp", 10, false, "Lamp (10)")]
    [DataRow("Lamp", 123, false, "Lamp (123)")]
    [DataRow("Lamp", 9999, false, "Lamp (9999)")]
    [DataRow("lamp", 1, true, "lamp")]
    [DataRow("lamp", 9, true, "lamp-9")]
    [DataRow("lamp", 1000, true, "lamp-1000")]
    [DataRow(Label62 + "k", 1, false, Label62 + "k")]
    public void NumberedLabel_Number_IsAppended(string label, int number, bool isHost, string expected)
    {
        byte[] output = Hex.Filled(66);

        int count = WireName.WriteNumberedLabel(output, Hex.Utf8(label), number, isHost);

        byte[] text = Hex.Utf8(expected);
        Assert.AreEqual(1 + text.Length, count);
        Assert.AreEqual(text.Length, (int)output[0]);
        Expect.Bytes(Hex.Text(text), output, 1, text.Length);
        Assert.IsTrue(Hex.IsUntouched(output, count, output.Length - count));
    }

    // 59 letters and a character of two bytes at 59 and 60: " (2)" leaves 59, " (10)" leaves 58.
    [TestMethod]
    [DataRow(2, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefg (2)")]
    [DataRow(10, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdef (10)")]
    public void NumberedLabel_LongName_IsCut(int number, string expected)
    {
        ExpectCut("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefgé", number, expected);
    }

    // The character of two bytes at 58 and 59 does not fit beside " (2)" and is left out whole.
    [TestMethod]
    public void NumberedLabel_CutWithinACharacter_LeavesItOut()
    {
        ExpectCut(
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefégh", 2,
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdef (2)");
    }

    private static void ExpectCut(string label, int number, string expected)
    {
        byte[] output = Hex.Filled(66);

        int count = WireName.WriteNumberedLabel(output, Hex.Utf8(label), number, false);

        Assert.IsTrue(count <= 64);
        Assert.AreEqual(expected, System.Text.Encoding.UTF8.GetString(output, 1, count - 1));
    }
}
