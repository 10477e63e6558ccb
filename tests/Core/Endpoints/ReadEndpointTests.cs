// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Fakes;

namespace HapNano.Tests.Endpoints;

/// <summary>GET /characteristics: every row of what a read may ask and get.</summary>
[TestClass]
public class ReadEndpointTests
{
    private const string BadRequest = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    private const string NoContent = "HTTP/1.1 204 No Content\r\n\r\n";

    [TestMethod]
    public void Read_OneValue_IsOkWithoutStatus()
    {
        Expect200("id=1.11", "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":false}]}");
    }

    [TestMethod]
    public void Read_SeveralValues_KeepsTheOrderOfTheRequest()
    {
        Expect200(
            "id=1.12,1.36,1.11",
            "{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":0},{\"aid\":1,\"iid\":36,\"value\":\"text\"},{\"aid\":1,\"iid\":11,\"value\":false}]}");
    }

    [TestMethod]
    public void Read_TwiceTheSame_IsAnsweredTwice()
    {
        Expect200("id=1.11,1.11", "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":false},{\"aid\":1,\"iid\":11,\"value\":false}]}");
    }

    [TestMethod]
    public void Read_Metadata_TellsFormatUnitAndRange()
    {
        Expect200(
            "id=1.12&meta=1",
            "{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":0,\"format\":\"int\",\"unit\":\"percentage\",\"minValue\":0,\"maxValue\":100,\"minStep\":1}]}");
    }

    [TestMethod]
    public void Read_Permissions_TellsThem()
    {
        Expect200("perms=1&id=1.12", "{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":0,\"perms\":[\"pr\",\"pw\",\"ev\"]}]}");
    }

    [TestMethod]
    public void Read_Type_TellsTheShortType()
    {
        Expect200("id=1.12&type=1", "{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":0,\"type\":\"8\"}]}");
    }

    [TestMethod]
    public void Read_Events_TellsThisConnectionsSubscription()
    {
        HostBench bench = HostBench.Paired();
        HostPeer subscriber = bench.ConnectAdmin(1);
        HostPeer other = bench.ConnectAdmin(2);
        subscriber.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true}]}");
        Assert.AreEqual(Ok("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":false,\"ev\":true}]}"), subscriber.Read("id=1.11&ev=1"));
        Assert.AreEqual(Ok("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":false,\"ev\":false}]}"), other.Read("id=1.11&ev=1"));
    }

    [TestMethod]
    public void Read_OptionsOff_TellsTheValueAlone()
    {
        Expect200("id=1.11&meta=0&perms=0&type=0&ev=0", "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":false}]}");
    }

    [TestMethod]
    public void Read_UnknownMember_IsPassedOver()
    {
        Expect200("x=1&id=1.11&y&z=", "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":false}]}");
    }

    [TestMethod]
    public void Read_ProgrammableSwitchEvent_IsNull()
    {
        Expect200("id=1.21", "{\"characteristics\":[{\"aid\":1,\"iid\":21,\"value\":null}]}");
    }

    [TestMethod]
    [DataRow("id=1.99", 99, -70409)]
    [DataRow("id=1.10", 10, -70409)]
    [DataRow("id=1.31", 31, -70405)]
    public void Read_WhatCannotBeRead_HasItsStatus(string query, int iid, int status)
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":" + iid.ToString() + ",\"status\":" + status.ToString() + "}]}"),
            peer.Read(query));
    }

    [TestMethod]
    public void Read_UnknownAccessory_DoesNotExist()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":18446744073709551615,\"iid\":11,\"status\":-70409}]}"),
            peer.Read("id=18446744073709551615.11"));
    }

    [TestMethod]
    public void Read_OneOfTwoFails_BothHaveAStatus()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"status\":0,\"value\":false},{\"aid\":1,\"iid\":99,\"status\":-70409}]}"),
            peer.Read("id=1.11,1.99"));
    }

    [TestMethod]
    public void Read_AdminOnly_IsRefusedToOthers()
    {
        HostBench bench = HostBench.Paired();
        Assert.AreEqual(Ok("{\"characteristics\":[{\"aid\":1,\"iid\":35,\"value\":7}]}"), bench.ConnectAdmin().Read("id=1.35"));
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":35,\"status\":-70401}]}"), bench.ConnectUser().Read("id=1.35"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("meta=1")]
    [DataRow("id=1")]
    [DataRow("id=1.")]
    [DataRow("id=.11")]
    [DataRow("id=1.11,")]
    [DataRow("id=,1.11")]
    [DataRow("id=1.11,,1.12")]
    [DataRow("id=1.11;1.12")]
    [DataRow("id=1.11.12")]
    [DataRow("id=-1.11")]
    [DataRow("id=1.1x")]
    [DataRow("id=18446744073709551616.1")]
    [DataRow("id=1.99999999999999999999")]
    [DataRow("id=1.111111111111111111111")]
    [DataRow("id=1.11&id=1.12")]
    [DataRow("id=1.11&meta=2")]
    [DataRow("id=1.11&meta=")]
    [DataRow("id=1.11&perms")]
    [DataRow("id=1.11&ev=11")]
    [DataRow("id=1.11&type=true")]
    public void Read_MalformedQuery_IsABadRequest(string query)
    {
        Assert.AreEqual(BadRequest, HostBench.Paired().ConnectAdmin().Read(query));
    }

    [TestMethod]
    public void Read_NoQuery_IsABadRequest()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(BadRequest, peer.Ask(HostPeer.Request("GET", "/characteristics")));
    }

    [TestMethod]
    [DataRow("id=")]
    [DataRow("id")]
    [DataRow("id=&meta=1")]
    public void Read_EmptyList_HasNoContent(string query)
    {
        Assert.AreEqual(NoContent, HostBench.Paired().ConnectAdmin().Read(query));
    }

    private static void Expect200(string query, string body)
    {
        Assert.AreEqual(Ok(body), HostBench.Paired().ConnectAdmin().Read(query));
    }

    private static string Ok(string body)
    {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: " + body.Length.ToString() + "\r\n\r\n" + body;
    }

    private static string MultiStatus(string body)
    {
        return "HTTP/1.1 207 Multi-Status\r\nContent-Type: application/hap+json\r\nContent-Length: " + body.Length.ToString() + "\r\n\r\n" + body;
    }
}
