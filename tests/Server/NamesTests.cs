// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class NamesTests
{
    private static readonly byte[] s_id = Encoding.ASCII.GetBytes("C8:D8:58:C6:63:F5");

    [TestMethod]
    [DataRow("Desk Lamp", "Desk Lamp 63F5", "Desk-Lamp-C663F5")]
    [DataRow("A", "A 63F5", "A-C663F5")]
    [DataRow("Grandma's  lamp", "Grandma's  lamp 63F5", "Grandma-s-lamp-C663F5")]
    [DataRow("Küche", "Küche 63F5", "K-che-C663F5")]
    [DataRow("台灯", "台灯 63F5", "C663F5")]
    public void Instance_Name_GetsTheEndOfTheDeviceId(string name, string instance, string host)
    {
        Assert.AreEqual(instance, ServiceNames.Instance(name, s_id));
        Assert.AreEqual(host, ServiceNames.Host(name, s_id));
    }

    [TestMethod]
    [DataRow("a")]
    [DataRow("é")]
    [DataRow("灯")]
    public void Instance_LongestName_FitsIntoALabelAndStaysWhole(string letter)
    {
        for (int count = 50; count <= 64; count++)
        {
            string name = new StringBuilder().Insert(0, letter, count / Encoding.UTF8.GetByteCount(letter)).ToString();
            string instance = ServiceNames.Instance(name, s_id);

            Assert.IsLessThanOrEqualTo(63, Encoding.UTF8.GetByteCount(instance));
            Assert.IsLessThanOrEqualTo(63, ServiceNames.Host(name, s_id).Length);
            StringAssert.EndsWith(instance, letter + " 63F5");
        }
    }

    [TestMethod]
    public void TryRead_WhatWasWritten_ComesBack()
    {
        byte[] record = new byte[NamesRecord.StoredBytes];
        NamesRecord.Write(record, 2, 9999);

        Assert.AreEqual("0102000F27", System.Convert.ToHexString(record));
        Assert.IsTrue(NamesRecord.TryRead(record, record.Length, out int instance, out int host));
        Assert.AreEqual((2, 9999), (instance, host));
    }

    [TestMethod]
    [DataRow("0200000100")]
    [DataRow("0100000100")]
    [DataRow("0101001027")]
    [DataRow("01010001")]
    public void TryRead_SomethingElse_GivesPlainNames(string hex)
    {
        byte[] record = System.Convert.FromHexString(hex);

        Assert.IsFalse(NamesRecord.TryRead(record, record.Length, out int instance, out int host));
        Assert.AreEqual((1, 1), (instance, host));
    }
}
