// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Fakes;

namespace HapNano.Tests.Endpoints;

/// <summary>PUT /characteristics: every row of what a write may ask and get, in the order of the checks.</summary>
[TestClass]
public class WriteEndpointTests
{
    private const string BadRequest = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    private const string NoContent = "HTTP/1.1 204 No Content\r\n\r\n";

    [TestMethod]
    public void Write_AllWell_HasNoContent()
    {
        HostBench bench = HostBench.Paired();
        Assert.AreEqual(NoContent, bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true},{\"aid\":1,\"iid\":12,\"value\":30}]}"));
        Assert.IsTrue(bench.Relay.Value);
        Assert.AreEqual(30, bench.Dimmer.Value);
    }

    [TestMethod]
    public void Write_BlanksAndUnknownMembers_ArePassedOver()
    {
        HostBench bench = HostBench.Paired();
        string json = " {\t\"x\" : [ {\"characteristics\":1}, null ],\r\n \"characteristics\" : [ { \"y\":{\"aid\":7}, \"value\" : 1 ,"
            + " \"iid\":11, \"remote\":true, \"aid\" : 1.0 } , {\"aid\":1,\"iid\":12,\"value\":30} ] } ";
        Assert.AreEqual(NoContent, bench.ConnectAdmin().Write(json));
        Assert.IsTrue(bench.Relay.Value);
        Assert.AreEqual(30, bench.Dimmer.Value);
    }

    [TestMethod]
    [DataRow("true", true)]
    [DataRow("1", true)]
    [DataRow("false", false)]
    [DataRow("0", false)]
    public void Write_Bool_TakesWordsAndNumbers(string value, bool expected)
    {
        HostBench bench = HostBench.Paired();
        bench.Lamp.On.Value = !expected;
        Assert.AreEqual(NoContent, bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":" + value + "}]}"));
        Assert.IsTrue(bench.Relay.Value == expected);
    }

    [TestMethod]
    [DataRow("{\"aid\":1,\"iid\":99,\"value\":1}", 99, -70409)]
    [DataRow("{\"aid\":2,\"iid\":11,\"value\":1}", 11, -70409)]
    [DataRow("{\"aid\":1,\"iid\":33,\"value\":1}", 33, -70410)]
    [DataRow("{\"aid\":1,\"iid\":11}", 11, -70410)]
    [DataRow("{\"aid\":1,\"iid\":11,\"r\":true}", 11, -70410)]
    [DataRow("{\"aid\":1,\"iid\":32,\"ev\":true}", 32, -70406)]
    [DataRow("{\"aid\":1,\"iid\":32,\"value\":1}", 32, -70404)]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":true,\"authData\":\"%\"}", 11, -70410)]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":\"true\"}", 11, -70410)]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":2}", 11, -70410)]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":101}", 12, -70410)]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":-1}", 12, -70410)]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":1.5}", 12, -70410)]
    [DataRow("{\"aid\":1,\"iid\":36,\"value\":1}", 36, -70410)]
    [DataRow("{\"aid\":1,\"iid\":37,\"value\":1}", 37, -70411)]
    [DataRow("{\"aid\":1,\"iid\":37,\"value\":1,\"authData\":\"bm8=\"}", 37, -70411)]
    [DataRow("{\"aid\":1,\"iid\":21,\"value\":1}", 21, -70404)]
    public void Write_WhatCannotBeWritten_HasItsStatus(string entry, int iid, int status)
    {
        HostBench bench = HostBench.Paired();
        string answer = bench.ConnectAdmin().Write("{\"characteristics\":[" + entry + "]}");
        Assert.AreEqual("\"iid\":" + iid.ToString() + ",\"status\":" + status.ToString() + "}]}", answer.Substring(answer.IndexOf("\"iid\"")));
        Assert.AreEqual("HTTP/1.1 207 Multi-Status", answer.Substring(0, 25));
        Assert.IsFalse(bench.Relay.Value);
    }

    [TestMethod]
    [DataRow("{\"aid\":1,\"iid\":35,\"value\":1}", -70401)]
    [DataRow("{\"aid\":1,\"iid\":35,\"ev\":true}", -70401)]
    [DataRow("{\"aid\":1,\"iid\":35,\"ev\":true,\"value\":300}", -70401)]
    public void Write_AdminOnly_IsRefusedToOthers(string entry, int status)
    {
        HostBench bench = HostBench.Paired();
        string answer = bench.ConnectUser().Write("{\"characteristics\":[" + entry + "]}");
        Assert.AreEqual(MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":35,\"status\":" + status.ToString() + "}]}"), answer);
        Assert.IsFalse(bench.Database.Find(1, 35).HasSubscribers);
    }

    [TestMethod]
    public void Write_AdminOnly_IsOpenToAnAdministrator()
    {
        Assert.AreEqual(NoContent, HostBench.Paired().ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":35,\"ev\":true,\"value\":1}]}"));
    }

    [TestMethod]
    public void Write_OneOfThreeFails_TheOthersAreDoneAndAllHaveAStatus()
    {
        HostBench bench = HostBench.Paired();
        string answer = bench.ConnectAdmin().Write(
            "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true},{\"aid\":1,\"iid\":32,\"value\":1},{\"aid\":1,\"iid\":12,\"value\":9}]}");
        Assert.AreEqual(
            MultiStatus(
                "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"status\":0},{\"aid\":1,\"iid\":32,\"status\":-70404},{\"aid\":1,\"iid\":12,\"status\":0}]}"),
            answer);
        Assert.IsTrue(bench.Relay.Value);
        Assert.AreEqual(9, bench.Dimmer.Value);
    }

    [TestMethod]
    public void Write_TwiceTheSame_IsDoneInOrder()
    {
        HostBench bench = HostBench.Paired();
        Assert.AreEqual(
            NoContent,
            bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":9},{\"aid\":1,\"iid\":12,\"value\":8}]}"));
        Assert.AreEqual(8, bench.Dimmer.Value);
        Assert.AreEqual(2, bench.Dimmer.SetCount);
    }

    [TestMethod]
    [DataRow(-70402)]
    [DataRow(-70403)]
    public void Write_DeviceRefuses_ItsStatusGoesOut(int status)
    {
        HostBench bench = HostBench.Paired();
        bench.Relay.Answer = (HapStatus)status;
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"status\":" + status.ToString() + "}]}"),
            bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true}]}"));
    }

    [TestMethod]
    public void Write_DeviceThrows_IsUnableToCommunicate()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        bench.Dimmer.Changed += Throw;
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":12,\"status\":-70402},{\"aid\":1,\"iid\":11,\"status\":0}]}"),
            peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":3},{\"aid\":1,\"iid\":11,\"value\":true}]}"));
        Assert.IsTrue(bench.Relay.Value);
        Assert.AreEqual(1, bench.FailureCount);
    }

    [TestMethod]
    public void Write_ChangedHandlerThrows_TheWriteStands()
    {
        HostBench bench = HostBench.Paired();
        int written = 0;
        bench.Lamp.Brightness.Changed += Throw;
        bench.Lamp.Written += service => written++;
        Assert.AreEqual(NoContent, bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":3}]}"));
        Assert.AreEqual(3, bench.Lamp.Brightness.Value);
        Assert.AreEqual(3, bench.Dimmer.Value);
        Assert.AreEqual(1, written);
        Assert.AreEqual(1, bench.FailureCount);
    }

    [TestMethod]
    public void Write_WrittenHandlerThrows_TheAnswerAndTheOtherServicesGoOn()
    {
        HostBench bench = HostBench.Paired();
        int written = 0;
        bench.Lamp.Written += service => throw new System.InvalidOperationException();
        bench.Text.Service.Written += service => written++;
        HostPeer peer = bench.ConnectAdmin();
        string lampAndText = "{\"aid\":1,\"iid\":11,\"value\":true},{\"aid\":1,\"iid\":36,\"value\":\"a\"}";
        string textAndLamp = "{\"aid\":1,\"iid\":36,\"value\":\"b\"},{\"aid\":1,\"iid\":11,\"value\":false}";
        Assert.AreEqual(NoContent, peer.Write("{\"characteristics\":[" + lampAndText + "]}"));
        Assert.AreEqual(NoContent, peer.Write("{\"characteristics\":[" + textAndLamp + "]}"));
        Assert.AreEqual(2, written);
        Assert.AreEqual(2, bench.FailureCount);
        Assert.IsFalse(bench.Relay.Value);
    }

    [TestMethod]
    public void Write_AuthorizationThrows_IsUnableToCommunicateAndTheRequestEnds()
    {
        HostBench bench = HostBench.Paired();
        int written = 0;
        bench.Guarded.IsThrowing = true;
        bench.Lamp.Written += service => written++;
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":37,\"status\":-70402},{\"aid\":1,\"iid\":11,\"status\":0}]}"),
            bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":37,\"value\":3},{\"aid\":1,\"iid\":11,\"value\":true}]}"));
        Assert.IsFalse(bench.Database.IsInRequest);
        Assert.AreEqual(1, written);
        Assert.AreEqual(1, bench.FailureCount);
        bench.Lamp.On.Value = false;
        Assert.AreEqual(2, written);
    }

    [TestMethod]
    public void Write_Authorization_ReachesTheCharacteristicDecoded()
    {
        HostBench bench = HostBench.Paired();
        Assert.AreEqual(
            NoContent, bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":37,\"value\":5,\"authData\":\"a2V5\"}]}"));
        Assert.AreEqual("6b6579", bench.Guarded.LastData);
    }

    [TestMethod]
    [DataRow("\"x\"")]
    [DataRow("1.5")]
    public void Write_BadValueWithAuthorization_IsInvalidAndNobodyIsAsked(string value)
    {
        HostBench bench = HostBench.Paired();
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":37,\"status\":-70410}]}"),
            bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":37,\"value\":" + value + ",\"authData\":\"a2V5\"}]}"));
        Assert.IsNull(bench.Guarded.LastData);
    }

    [TestMethod]
    public void Write_AuthorizationNobodyAskedFor_IsOnlyChecked()
    {
        Assert.AreEqual(
            NoContent,
            HostBench.Paired().ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true,\"authData\":\"a2V5\"}]}"));
    }

    [TestMethod]
    public void Write_ResponseWanted_GivesTheValueReadBack()
    {
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":34,\"status\":0,\"value\":5}]}"),
            HostBench.Paired().ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":34,\"value\":5,\"r\":true}]}"));
    }

    [TestMethod]
    public void Write_ResponseWantedOfOneOfTwo_GivesOneValue()
    {
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"status\":0},{\"aid\":1,\"iid\":34,\"status\":0,\"value\":5}]}"),
            HostBench.Paired().ConnectAdmin().Write(
                "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true},{\"aid\":1,\"iid\":34,\"value\":5,\"r\":1}]}"));
    }

    [TestMethod]
    public void Write_ResponseWantedButThereIsNone_IsWrittenAndSaysSo()
    {
        HostBench bench = HostBench.Paired();
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"status\":-70405}]}"),
            bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true,\"r\":true}]}"));
        Assert.IsTrue(bench.Relay.Value);
    }

    [TestMethod]
    public void Write_ResponseNotWanted_HasNoContent()
    {
        Assert.AreEqual(
            NoContent, HostBench.Paired().ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":34,\"value\":5,\"r\":false}]}"));
    }

    [TestMethod]
    public void Write_SubscriptionFailsAndValueSucceeds_KeepsTheFailureAndWrites()
    {
        HostBench bench = HostBench.Paired();
        Assert.AreEqual(
            MultiStatus("{\"characteristics\":[{\"aid\":1,\"iid\":34,\"status\":-70406}]}"),
            bench.ConnectAdmin().Write("{\"characteristics\":[{\"aid\":1,\"iid\":34,\"ev\":true,\"value\":5}]}"));
        Assert.AreEqual(
            "{\"characteristics\":[{\"aid\":1,\"iid\":34,\"value\":5}]}", Body(bench.ConnectAdmin().Read("id=1.34")));
    }

    [TestMethod]
    public void Write_SubscriptionAndValue_SubscribesFirstAndTellsNobody()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        Assert.AreEqual(NoContent, peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true,\"value\":true}]}"));
        bench.Pass(1000);
        Assert.AreEqual(string.Empty, peer.Take());
        Assert.IsTrue(bench.Lamp.On.IsSubscribed(peer.Connection.Slot));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{")]
    [DataRow("{\"characteristics\"}")]
    [DataRow("{\"characteristics\":{}}")]
    [DataRow("{\"characteristics\":[]}")]
    [DataRow("{\"characteristics\":null}")]
    [DataRow("{\"characteristics\":[1]}")]
    [DataRow("{\"characteristics\":[@,]}")]
    [DataRow("{\"characteristics\":[@")]
    [DataRow("{\"characteristics\":[@]")]
    [DataRow("{\"characteristics\":[@]}x")]
    [DataRow("{\"characteristics\":[@]}{}")]
    [DataRow("{\"characteristics\":[@],\"characteristics\":[@]}")]
    [DataRow("{\"characteristics\":[@],\"pid\":1,\"pid\":1}")]
    [DataRow("{\"characteristics\":[@],\"pid\":-1}")]
    [DataRow("{\"characteristics\":[@],\"pid\":\"1\"}")]
    [DataRow("{\"characteristics\":[@],\"pid\":1.5}")]
    [DataRow("{\"characteristics\":[@],\"pid\":18446744073709551616}")]
    [DataRow("{\"characteristics\":[@,{\"iid\":11,\"value\":1}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"value\":1}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":\"1\",\"iid\":11,\"value\":1}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":-11,\"value\":1}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":1.5,\"value\":1}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"value\":null}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"value\":{}}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"value\":[]}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"ev\":2}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"ev\":\"true\"}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"ev\":null}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"value\":1,\"r\":null}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"value\":1,\"remote\":3}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"value\":1,\"authData\":1}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"aid\":1,\"iid\":11,\"value\":1}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"value\":1,\"value\":1}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"value\":tru}]}")]
    [DataRow("{\"characteristics\":[@,{\"aid\":1,\"iid\":11,\"value\":01}]}")]
    public void Write_Malformed_IsABadRequestAndNothingIsDone(string json)
    {
        // @ stands for an entry that would be right.
        HostBench bench = HostBench.Paired();
        int at = json.IndexOf("@");
        while (at >= 0)
        {
            json = json.Substring(0, at) + "{\"aid\":1,\"iid\":11,\"value\":true}" + json.Substring(at + 1);
            at = json.IndexOf("@");
        }

        Assert.AreEqual(BadRequest, bench.ConnectAdmin().Write(json));
        Assert.AreEqual(0, bench.Relay.SetCount);
        Assert.IsFalse(bench.Relay.Value);
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("{\"pid\":7}")]
    [DataRow("{\"x\":[]}")]
    public void Write_NoList_HasNoContent(string json)
    {
        Assert.AreEqual(NoContent, HostBench.Paired().ConnectAdmin().Write(json));
    }

    [TestMethod]
    public void Write_AsManyEntriesAsFit_AllHaveAStatus()
    {
        // 2,048 bytes of buffer, 22 of overhead, a head of 104: 1,922 bytes of body, 22 around the entries, 18 each.
        HostBench bench = HostBench.Paired();
        string entries = "{\"aid\":1,\"iid\":9}";
        int count = 1;
        while (("{\"characteristics\":[" + entries + "]}").Length + 18 <= 1922)
        {
            entries += ",{\"aid\":1,\"iid\":9}";
            count++;
        }

        string answer = bench.ConnectAdmin().Write("{\"characteristics\":[" + entries + "]}");
        Assert.AreEqual(count, Count(answer, "\"status\":-70410"));
        Assert.AreEqual(ContentLength(answer), Body(answer).Length);
    }

    [TestMethod]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":true}")]
    [DataRow("{\"value\":false,\"iid\":11,\"aid\":1}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":1,\"ev\":true}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"ev\":false},{\"aid\":1,\"iid\":12,\"value\":7}")]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":7},{\"aid\":1,\"iid\":34,\"value\":8,\"r\":true}")]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":07}")]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":0}")]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":7.0}")]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":7e0}")]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":-0}")]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":999999999}")]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":1000000000}")]
    [DataRow("{\"aid\":1,\"iid\":12,\"value\":18446744073709551617}")]
    [DataRow("{\"aid\":1,\"iid\":4294967307,\"value\":1}")]
    [DataRow("{\"aid\":01,\"iid\":11,\"value\":1}")]
    [DataRow("{\"aid\":true,\"iid\":11,\"value\":1}")]
    [DataRow("{\"aid\":1,\"iid\":true,\"value\":1}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"ev\":2}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"ev\":1}")]
    [DataRow("{\"aid\":1,\"aid\":1,\"iid\":11,\"value\":1}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":1,\"value\":1}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":tru}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":truee}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":falsy}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":null}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":true,}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"valve\":true}")]
    [DataRow("{\"aid\":1,\"value\":true}")]
    [DataRow("{\"aid\":1,\"iid\":36,\"value\":\"a\\\"b\"}")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":true},")]
    [DataRow("{\"aid\":1,\"iid\":11,\"value\":true}{}")]
    [DataRow("{}")]
    [DataRow("")]
    public void Write_PlainBodyAndTheSameWithABlank_AreAnsweredAlike(string entries)
    {
        // A blank makes the body one that is read token by token.
        HostBench plain = HostBench.Paired();
        HostBench spaced = HostBench.Paired();

        string answer = plain.ConnectAdmin().Write("{\"characteristics\":[" + entries + "]}");

        Assert.AreEqual(spaced.ConnectAdmin().Write("{\"characteristics\":[ " + entries + "]}"), answer);
        Assert.IsTrue(answer.Length > 0);
        Assert.IsTrue(plain.Relay.Value == spaced.Relay.Value);
        Assert.AreEqual(spaced.Dimmer.Value, plain.Dimmer.Value);
        Assert.IsTrue(plain.Lamp.On.HasSubscribers == spaced.Lamp.On.HasSubscribers);
    }

    [TestMethod]
    public void Write_PlainBodyCutAtEveryByte_IsABadRequestAndDoesNothing()
    {
        string json = "{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":30},{\"aid\":1,\"iid\":11,\"value\":true}]}";
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        for (int count = 0; count < json.Length; count++)
        {
            Assert.AreEqual(BadRequest, peer.Write(json.Substring(0, count)));
        }

        Assert.IsFalse(bench.Relay.Value);
        Assert.AreEqual(NoContent, peer.Write(json));
        Assert.IsTrue(bench.Relay.Value);
    }

    private static void Throw(int value)
    {
        throw new System.InvalidOperationException();
    }

    private static int Count(string text, string part)
    {
        int count = 0;
        int at = text.IndexOf(part);
        while (at >= 0)
        {
            count++;
            at = text.IndexOf(part, at + part.Length);
        }

        return count;
    }

    private static int ContentLength(string answer)
    {
        int start = answer.IndexOf("Content-Length: ") + 16;
        return int.Parse(answer.Substring(start, answer.IndexOf("\r", start) - start));
    }

    private static string Body(string answer)
    {
        return answer.Substring(answer.IndexOf("\r\n\r\n") + 4);
    }

    private static string MultiStatus(string body)
    {
        return "HTTP/1.1 207 Multi-Status\r\nContent-Type: application/hap+json\r\nContent-Length: " + body.Length.ToString() + "\r\n\r\n" + body;
    }
}
