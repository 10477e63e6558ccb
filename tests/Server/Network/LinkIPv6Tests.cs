// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Net;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class LinkIPv6Tests
{
    // As Linux 6.18 prints it: the lasting address, the link-local one, and a temporary one before and after it is known to be unique.
    private const string Table =
        "fd000001000200030000000000000002 03 40 00 82       d0\n" +
        "fe80000000000000e8d24ffffebb1cd9 03 40 20 c0       d0\n" +
        "fd00000100020003eb046974bb4f5cf8 03 40 00 41       d0\n" +
        "fd000001000200031111222233334444 03 40 00 01       d0\n" +
        "fd000001000200035555222233334444 03 40 00 20       d0\n";

    [TestMethod]
    [DataRow("fd00:1:2:3::2", false, DisplayName = "lasting")]
    [DataRow("fe80::e8d2:4fff:febb:1cd9", true, DisplayName = "tentative")]
    [DataRow("fd00:1:2:3:eb04:6974:bb4f:5cf8", true, DisplayName = "temporary and tentative")]
    [DataRow("fd00:1:2:3:1111:2222:3333:4444", true, DisplayName = "temporary")]
    [DataRow("fd00:1:2:3:5555:2222:3333:4444", true, DisplayName = "deprecated")]
    [DataRow("fd00:1:2:3::9", false, DisplayName = "not in the list")]
    public void IsPassing_AddressOfLinuxsList_IsToldByItsFlags(string address, bool isPassing)
    {
        Assert.AreEqual(isPassing, LinkIPv6.IsPassing(Table, IPAddress.Parse(address)));
    }
}
