// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class HostFieldTests
{
    private const string Name = "HapNano-Lamp-AB12CD";

    [TestMethod]
    [DataRow("192.168.4.7")]
    [DataRow("192.168.4.7:80")]
    [DataRow("192.168.4.7:54321")]
    [DataRow("HapNano-Lamp-AB12CD.local")]
    [DataRow("hapnano-lamp-ab12cd.local")]
    [DataRow("hapnano-lamp-ab12cd.LOCAL.")]
    [DataRow("hapnano-lamp-ab12cd.local:8080")]
    [DataRow("hapnano-lamp-ab12cd-2.local")]
    [DataRow("hapnano-lamp-ab12cd-17.local.:8080")]
    public void IsOurs_AddressAndName_AreOurs(string host)
    {
        Assert.IsTrue(IsOurs(host, "192.168.4.7"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(":80")]
    [DataRow("rebound.example")]
    [DataRow("192.168.4.7.rebound.example")]
    [DataRow("192.168.4.70")]
    [DataRow("192.168.4.")]
    [DataRow("192.168.4.8")]
    [DataRow("192.168.4.7:80:80")]
    [DataRow("192.168.4.7:8x")]
    [DataRow("x192.168.4.7")]
    [DataRow("hapnano-lamp-ab12cd")]
    [DataRow("hapnano-lamp-ab12cd.")]
    [DataRow("hapnano-lamp-ab12cd.local..")]
    [DataRow("hapnano-lamp-ab12cd.locals")]
    [DataRow("hapnano-lamp-ab12cd.example")]
    [DataRow("hapnano-lamp-ab12cd.local.example")]
    [DataRow("hapnano-lamp-ab12cd-x.local")]
    [DataRow("hapnano-lamp-ab12cd2.local")]
    [DataRow("hapnano-lamp-ab12ce.local")]
    [DataRow("hapnano-lamp-ab12c.local")]
    [DataRow("xhapnano-lamp-ab12cd.local")]
    [DataRow("local")]
    public void IsOurs_AnythingElse_IsNot(string host)
    {
        Assert.IsFalse(IsOurs(host, "192.168.4.7"));
    }

    [TestMethod]
    [DataRow("[fe80::1]", true)]
    [DataRow("[fe80::1]:8080", true)]
    [DataRow("[fe80::2]", false)]
    [DataRow("fe80::1", false)]
    [DataRow("::1", false)]
    public void IsOurs_IPv6_InBracketsOnly(string host, bool isOurs)
    {
        Assert.AreEqual(isOurs, IsOurs(host, "[fe80::1]"));
    }

    [TestMethod]
    [DataRow("127.0.0.1", "127.0.0.1")]
    [DataRow("::1", "[::1]")]
    [DataRow("::ffff:127.0.0.2", "127.0.0.2")]
    public void AddressOf_Connection_IsWhereItCameIn(string address, string expected)
    {
        using var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        listener.Listen();
        IPAddress to = IPAddress.Parse(address);
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        client.Connect(to, ((IPEndPoint)listener.LocalEndPoint!).Port);
        using Socket accepted = listener.Accept();

        Assert.AreEqual(expected, Encoding.ASCII.GetString(HostField.AddressOf(accepted)));
    }

    private static bool IsOurs(string host, string address)
    {
        byte[] text = Encoding.ASCII.GetBytes("Host: " + host + "\r\n");
        return HostField.IsOurs(text, 6, host.Length, Encoding.ASCII.GetBytes(address), Encoding.ASCII.GetBytes(Name));
    }
}
