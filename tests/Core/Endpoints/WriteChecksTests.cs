// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Fakes;

namespace HapNano.Tests.Endpoints;

/// <summary>PUT /characteristics with an entry that several checks would refuse: the first of them gives its status.</summary>
[TestClass]
public class WriteChecksTests
{
    [TestMethod]
    [DataRow(true, 7, "{\"aid\":1,\"iid\":99,\"value\":1}", -70410, "a pid that was not prepared, then nothing there")]
    [DataRow(true, 0, "{\"aid\":1,\"iid\":99}", -70409, "nothing there, then neither value nor ev")]
    [DataRow(true, 0, "{\"aid\":1,\"iid\":33,\"value\":\"x\"}", -70410, "no timed write, then a wrong type")]
    [DataRow(false, 0, "{\"aid\":1,\"iid\":35,\"ev\":true,\"value\":\"x\"}", -70401, "admin-only, then a wrong type")]
    [DataRow(false, 0, "{\"aid\":1,\"iid\":35,\"value\":1,\"authData\":\"%\"}", -70401, "admin-only, then bad authorization")]
    [DataRow(true, 0, "{\"aid\":1,\"iid\":32,\"ev\":true,\"value\":1}", -70406, "no notification, then read-only")]
    [DataRow(true, 0, "{\"aid\":1,\"iid\":32,\"value\":\"x\",\"authData\":\"%\"}", -70404, "read-only, then bad authorization")]
    [DataRow(true, 0, "{\"aid\":1,\"iid\":37,\"value\":\"x\"}", -70410, "a wrong type, then no authorization")]
    [DataRow(true, 0, "{\"aid\":1,\"iid\":37,\"value\":1,\"r\":true}", -70411, "no authorization, then no write-response")]
    [DataRow(true, 0, "{\"aid\":1,\"iid\":31,\"value\":\"x\",\"r\":true}", -70410, "a wrong type, then no write-response")]
    public void Write_SeveralReasons_GivesTheFirst(bool isAdmin, int pid, string entry, int status, string what)
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = isAdmin ? bench.ConnectAdmin() : bench.ConnectUser();

        string answer = peer.Write("{\"characteristics\":[" + entry + "]" + (pid == 0 ? "}" : ",\"pid\":" + pid.ToString() + "}"));

        Assert.IsTrue(answer.EndsWith(",\"status\":" + status.ToString() + "}]}"), what + ": " + answer);
    }
}
