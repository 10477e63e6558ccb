// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Model;
using HapNano.Session;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>Events: who hears of a change, when, and how often.</summary>
[TestClass]
public class EventTests
{
    private const string NoContent = "HTTP/1.1 204 No Content\r\n\r\n";
    private const string OnIsTrue = "{\"aid\":1,\"iid\":11,\"value\":true}";
    private const string OnIsFalse = "{\"aid\":1,\"iid\":11,\"value\":false}";

    [TestMethod]
    public void Change_BySwitch_IsSentAtOnce()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        int announced = bench.OutputCount;
        bench.Relay.Move(true);
        bench.Settle();
        Assert.AreEqual(announced + 1, bench.OutputCount);
        Assert.AreEqual(
            "EVENT/1.0 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: 53\r\n\r\n{\"characteristics\":[" + OnIsTrue + "]}",
            peer.Take());
    }

    [TestMethod]
    public void Change_FromOutsideTheHost_WakesTheWorker()
    {
        HostBench bench = HostBench.Paired();
        Subscribed(bench, 1);
        int woken = bench.WorkCount;
        bench.Relay.Move(true);
        Assert.IsTrue(bench.WorkCount > woken);
        Assert.IsTrue(bench.Host.NextDeadlineMs <= bench.NowMs);
    }

    [TestMethod]
    public void Change_ToTheSameValue_IsNone()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        bench.Relay.Move(false);
        bench.Pass(1000);
        Assert.AreEqual(string.Empty, peer.Take());
    }

    [TestMethod]
    public void Change_ByAController_IsSentToTheOthersOnly()
    {
        HostBench bench = HostBench.Paired();
        HostPeer writer = Subscribed(bench, 1);
        HostPeer other = Subscribed(bench, 2);
        Assert.AreEqual(NoContent, writer.Write("{\"characteristics\":[" + OnIsTrue + "]}"));
        Assert.AreEqual(Event(OnIsTrue), other.Take());
        bench.Pass(1000);
        Assert.AreEqual(string.Empty, writer.Take());
    }

    [TestMethod]
    public void Change_ByAControllerWithAnOlderOnePending_IsNotEchoed()
    {
        HostBench bench = HostBench.Paired();
        HostPeer writer = Subscribed(bench, 1);
        SetBrightness(bench, 10);
        writer.Take();
        SetBrightness(bench, 20);
        Assert.AreEqual(string.Empty, writer.Take());
        Assert.AreEqual(NoContent, writer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":77}]}"));
        bench.Pass(1000);
        Assert.AreEqual(string.Empty, writer.Take());

        // What comes later is news again, once.
        SetBrightness(bench, 30);
        bench.Pass(1000);
        Assert.AreEqual(Event("{\"aid\":1,\"iid\":12,\"value\":30}"), writer.Take());
    }

    [TestMethod]
    public void Change_ByAWriteThatFailed_IsSentToTheWriterToo()
    {
        HostBench bench = HostBench.Paired();
        HostPeer writer = Subscribed(bench, 1);
        bench.Dimmer.Changed += value => throw new System.InvalidOperationException();
        string answer = writer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":100}]}");
        Assert.IsTrue(answer.IndexOf("\"status\":-70402") > 0, answer);
        Assert.AreEqual(Event("{\"aid\":1,\"iid\":12,\"value\":100}"), answer.Substring(answer.IndexOf("EVENT")));
    }

    [TestMethod]
    public void Change_WriteThatFailedAndMovedNothing_IsNone()
    {
        HostBench bench = HostBench.Paired();
        HostPeer writer = Subscribed(bench, 1);
        bench.Relay.Answer = HapStatus.UnableToCommunicate;
        string answer = writer.Write("{\"characteristics\":[" + OnIsTrue + "]}");
        bench.Pass(1000);
        Assert.AreEqual(-1, (answer + writer.Take()).IndexOf("EVENT"));
    }

    [TestMethod]
    public void ChangeQueue_UnsubscribedAndSubscribedOften_DoesNotGrow()
    {
        HostBench bench = HostBench.Paired();
        ChangeQueue queue = new ChangeQueue(5);
        Characteristic on = bench.Lamp.On;
        Characteristic brightness = bench.Lamp.Brightness;
        on.SetSubscribed(5, true);
        brightness.SetSubscribed(5, true);
        queue.Add(on);
        Assert.IsTrue(queue.BeginMessage());
        int capacity = queue.Capacity;

        // On is in the message under way; it and brightness come again and again behind it.
        queue.Add(on);
        for (int i = 0; i < 100; i++)
        {
            brightness.SetSubscribed(5, false);
            brightness.SetSubscribed(5, true);
            Assert.IsTrue(queue.Add(brightness));
        }

        Assert.AreEqual(capacity, queue.Capacity);
        queue.EndMessage();
        Assert.IsTrue(on.IsPending(5));
        Assert.IsTrue(brightness.IsPending(5));
        Assert.IsTrue(queue.BeginMessage());
        Assert.IsFalse(on.IsPending(5));
        Assert.IsFalse(brightness.IsPending(5));
        queue.EndMessage();
        Assert.IsTrue(queue.IsEmpty);
    }

    [TestMethod]
    public void Change_SideEffectOnAnotherCharacteristic_IsSentToTheWriterToo()
    {
        HostBench bench = HostBench.Paired();
        HostPeer writer = Subscribed(bench, 1);
        bench.Lamp.Brightness.Changed += value => bench.Relay.Move(value > 0);
        Assert.AreEqual(NoContent + Event(OnIsTrue), writer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":40}]}"));
    }

    [TestMethod]
    public void Change_CorrectedByTheDeviceAtOnce_IsSentToTheWriter()
    {
        HostBench bench = HostBench.Paired();
        HostPeer writer = Subscribed(bench, 1);
        bench.Relay.IsStuck = true;
        Assert.AreEqual(NoContent + Event(OnIsFalse), writer.Write("{\"characteristics\":[" + OnIsTrue + "]}"));
    }

    [TestMethod]
    public void Change_CorrectedByTheDeviceLater_IsSentToTheWriter()
    {
        HostBench bench = HostBench.Paired();
        HostPeer writer = Subscribed(bench, 1);
        writer.Write("{\"characteristics\":[" + OnIsTrue + "]}");
        bench.Relay.Move(false);
        bench.Settle();
        Assert.AreEqual(Event(OnIsFalse), writer.Take());
    }

    [TestMethod]
    public void Change_SameConnectionWritesAgain_IsItsOwnOnly()
    {
        HostBench bench = HostBench.Paired();
        HostPeer writer = Subscribed(bench, 1);
        writer.Write("{\"characteristics\":[" + OnIsTrue + "]}");
        HostPeer other = Subscribed(bench, 2);
        other.Write("{\"characteristics\":[" + OnIsFalse + "]}");
        Assert.AreEqual(Event(OnIsFalse), writer.Take());
    }

    [TestMethod]
    public void Change_SeveralInOneRequest_AreOneMessage()
    {
        HostBench bench = HostBench.Paired();
        HostPeer other = Subscribed(bench, 1);
        bench.ConnectAdmin(2).Write("{\"characteristics\":[" + OnIsTrue + ",{\"aid\":1,\"iid\":12,\"value\":40}]}");
        Assert.AreEqual(Event(OnIsTrue + ",{\"aid\":1,\"iid\":12,\"value\":40}"), other.Take());
    }

    [TestMethod]
    public void Change_SecondWithinTheInterval_IsHeldAndTheLatestValueSent()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        SetBrightness(bench, 10);
        Assert.AreEqual(Event("{\"aid\":1,\"iid\":12,\"value\":10}"), peer.Take());
        bench.Pass(100);
        SetBrightness(bench, 20);
        bench.Relay.Move(true);
        bench.Pass(100);
        SetBrightness(bench, 30);
        bench.Pass(49);
        Assert.AreEqual(string.Empty, peer.Take());
        bench.Pass(1);
        Assert.AreEqual(Event("{\"aid\":1,\"iid\":12,\"value\":30}," + OnIsTrue), peer.Take());
        bench.Pass(10000);
        Assert.AreEqual(string.Empty, peer.Take());
    }

    [TestMethod]
    public void Change_BehindAQuietInterval_IsSentAtOnce()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        SetBrightness(bench, 10);
        peer.Take();
        bench.Pass(250);
        SetBrightness(bench, 20);
        Assert.AreEqual(Event("{\"aid\":1,\"iid\":12,\"value\":20}"), peer.Take());
    }

    [TestMethod]
    public void Change_OtherInterval_IsKept()
    {
        HostBench bench = HostBench.Paired(new HapSettings { EventIntervalMs = 1000 });
        HostPeer peer = Subscribed(bench, 1);
        SetBrightness(bench, 10);
        peer.Take();
        SetBrightness(bench, 20);
        bench.Pass(999);
        Assert.AreEqual(string.Empty, peer.Take());
        bench.Pass(1);
        Assert.AreEqual(Event("{\"aid\":1,\"iid\":12,\"value\":20}"), peer.Take());
    }

    [TestMethod]
    public void Change_PeerHasNotTakenTheLastMessage_WaitsForIt()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        SetBrightness(bench, 10);
        int count = peer.Connection.OutputCount;
        bench.Pass(1000);
        SetBrightness(bench, 20);
        bench.Pass(1000);
        SetBrightness(bench, 30);
        Assert.AreEqual(count, peer.Connection.OutputCount);
        Assert.AreEqual(Event("{\"aid\":1,\"iid\":12,\"value\":10}") + Event("{\"aid\":1,\"iid\":12,\"value\":30}"), peer.Take());
    }

    [TestMethod]
    public void Change_BetweenARequestsFirstByteAndItsAnswer_IsSentBehindTheAnswer()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        byte[] frame = peer.Frame(HostPeer.Request("GET", "/characteristics?id=1.32"));
        peer.SendRaw(Hex.Slice(frame, 0, 1));
        bench.Relay.Move(true);
        bench.Pass(1000);
        Assert.AreEqual(string.Empty, peer.Take());
        peer.SendRaw(Hex.Slice(frame, 1, frame.Length - 1));
        string answer = peer.Take();
        Assert.AreEqual("HTTP/1.1 200 OK", answer.Substring(0, 15));
        Assert.AreEqual(Event(OnIsTrue), answer.Substring(answer.IndexOf("EVENT")));
    }

    [TestMethod]
    public void Change_WhileAnAnswerWaits_IsSentBehindTheAnswer()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        peer.Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController("new"), 0)));
        bench.Relay.Move(true);
        bench.Host.Poll(bench.NowMs);
        Assert.AreEqual(0, peer.Connection.OutputCount);
        bench.ServeStore();
        string answer = peer.Take();
        Assert.AreEqual(Event(OnIsTrue), answer.Substring(answer.IndexOf("EVENT")));
    }

    [TestMethod]
    public void Change_WhileAnAnswerIsStreamed_IsSentBehindTheAnswer()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        peer.Send(HostPeer.Request("GET", "/accessories"));
        bench.Relay.Move(true);
        bench.Host.Poll(bench.NowMs);
        string answer = peer.Take();
        Assert.AreEqual(Event(OnIsTrue), answer.Substring(answer.IndexOf("EVENT")));
        Assert.AreEqual("HTTP/1.1 200 OK", answer.Substring(0, 15));
    }

    [TestMethod]
    public void Unsubscribed_WhileAnEventIsHeld_GetsNone()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        SetBrightness(bench, 10);
        peer.Take();
        SetBrightness(bench, 20);
        bench.Relay.Move(true);
        Assert.AreEqual(NoContent, peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":12,\"ev\":false}]}"));
        bench.Pass(1000);
        Assert.AreEqual(Event(OnIsTrue), peer.Take());
        SetBrightness(bench, 30);
        bench.Pass(1000);
        Assert.AreEqual(string.Empty, peer.Take());
    }

    [TestMethod]
    public void Unsubscribed_EverythingThatIsHeld_SendsNothing()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        SetBrightness(bench, 10);
        peer.Take();
        SetBrightness(bench, 20);
        peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":12,\"ev\":false}]}");
        bench.Pass(1000);
        Assert.AreEqual(string.Empty, peer.Take());
    }

    [TestMethod]
    public void Subscribed_BehindTheChange_GetsNone()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        bench.Relay.Move(true);
        peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true}]}");
        bench.Pass(1000);
        Assert.AreEqual(string.Empty, peer.Take());
    }

    [TestMethod]
    public void Closed_Subscription_DoesNotReachTheNextConnectionInItsPlace()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        SetBrightness(bench, 10);
        peer.Take();
        SetBrightness(bench, 20);
        peer.Close();
        HostPeer next = bench.ConnectAdmin();
        Assert.AreEqual(peer.Connection.Slot, next.Connection.Slot);
        bench.Relay.Move(true);
        bench.Pass(1000);
        Assert.AreEqual(string.Empty, next.Take());
        Assert.IsFalse(bench.Lamp.On.HasSubscribers);
    }

    [TestMethod]
    public void Press_OfAButton_IsSentAtOnceEachInItsMessage()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.SinglePress);
        bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.SinglePress);
        bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.LongPress);
        bench.Settle();
        Assert.AreEqual(Press(0) + Press(0) + Press(2), peer.Take());
    }

    [TestMethod]
    public void Press_WithinTheInterval_IsSentAtOnceAndFlushesWhatIsHeld()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        SetBrightness(bench, 10);
        peer.Take();
        SetBrightness(bench, 20);
        Assert.AreEqual(0, peer.Connection.OutputCount);
        bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.DoublePress);
        bench.Settle();
        Assert.AreEqual(Event("{\"aid\":1,\"iid\":12,\"value\":20}") + Press(1), peer.Take());
    }

    [TestMethod]
    public void Press_DuringARequest_IsSentBehindTheAnswer()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        byte[] frame = peer.Frame(HostPeer.Put("/characteristics", "{}"));
        peer.SendRaw(Hex.Slice(frame, 0, 30));
        bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.SinglePress);
        bench.Settle();
        Assert.AreEqual(0, peer.Connection.OutputCount);
        peer.SendRaw(Hex.Slice(frame, 30, frame.Length - 30));
        Assert.AreEqual(NoContent + Press(0), peer.Take());
    }

    [TestMethod]
    public void Press_PeerDoesNotRead_IsClosedWhenTooManyWait()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        HostPeer other = Subscribed(bench, 2);
        int pressed = 0;
        while (!peer.Connection.IsCloseRequested && pressed < 100)
        {
            bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.SinglePress);
            bench.Settle();
            other.Take();
            pressed++;
        }

        Assert.IsTrue(peer.IsClosed);
        Assert.IsTrue(pressed > PressQueue.Capacity, "queued, then waiting");
        Assert.IsFalse(other.Connection.IsCloseRequested);
    }

    [TestMethod]
    public void Press_NowAndThenForAPeerThatDoesNotRead_BuysItNoTime()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.SinglePress);
        bench.Settle();
        bench.Pass(TimeLimits.StallMs - 1);
        Assert.IsFalse(peer.Connection.IsCloseRequested);
        bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.SinglePress);
        bench.Settle();
        bench.Pass(1);
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Press_Unsubscribed_IsNotSent()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        byte[] off = HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":21,\"ev\":false}]}");
        byte[] frame = peer.Frame(off);
        peer.SendRaw(Hex.Slice(frame, 0, 30));
        bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.SinglePress);
        peer.SendRaw(Hex.Slice(frame, 30, frame.Length - 30));
        bench.Settle();
        Assert.AreEqual(NoContent, peer.Take());
        bench.Button.ProgrammableSwitchEvent.Raise(ButtonPress.SinglePress);
        bench.Settle();
        Assert.AreEqual(string.Empty, peer.Take());
    }

    [TestMethod]
    public void Change_ManyCharacteristics_AreAllInOneMessage()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Write(
            "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true},{\"aid\":1,\"iid\":12,\"ev\":true},{\"aid\":1,\"iid\":33,\"ev\":true},"
            + "{\"aid\":1,\"iid\":35,\"ev\":true},{\"aid\":1,\"iid\":36,\"ev\":true}]}");
        bench.Relay.Move(true);
        SetValue(bench, 33, 1);
        SetValue(bench, 35, 2);
        bench.Text.Value = "new";
        SetBrightness(bench, 20);
        Assert.AreEqual(
            Event(
                OnIsTrue + ",{\"aid\":1,\"iid\":33,\"value\":1},{\"aid\":1,\"iid\":35,\"value\":2},{\"aid\":1,\"iid\":36,\"value\":\"new\"},"
                + "{\"aid\":1,\"iid\":12,\"value\":20}"),
            peer.Take());
    }

    [TestMethod]
    public void Change_LongerThanTheQueue_IsStreamed()
    {
        // 256 control characters are 1,536 bytes of JSON.
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Write("{\"characteristics\":[{\"aid\":1,\"iid\":36,\"ev\":true},{\"aid\":1,\"iid\":11,\"ev\":true}]}");
        string text = string.Empty;
        string json = string.Empty;
        for (int i = 0; i < 256; i++)
        {
            text += "\x01";
            json += "\\u0001";
        }

        bench.Text.Value = text;
        bench.Settle();
        bench.Relay.Move(true);
        bench.Text.Value = "meanwhile";
        bench.Settle();
        string message = peer.Take();
        string body = message.Substring(message.IndexOf("\r\n\r\n") + 4);
        Assert.AreEqual("{\"characteristics\":[{\"aid\":1,\"iid\":36,\"value\":\"" + json + "\"}]}", body.TrimEnd(' '));
        bench.Pass(1000);
        Assert.AreEqual(Event(OnIsTrue + ",{\"aid\":1,\"iid\":36,\"value\":\"meanwhile\"}"), peer.Take());
    }

    [TestMethod]
    public void Change_PairingGone_IsNotSent()
    {
        HostBench bench = HostBench.Paired();
        HostPeer user = bench.ConnectUser();
        user.Write("{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true}]}");
        bench.ConnectAdmin(3).AskTlv("/pairings", QuickController.RemovePairing(HostBench.User));
        bench.Relay.Move(true);
        bench.Pass(1000);
        Assert.AreEqual(0, user.Connection.OutputCount);
        Assert.IsTrue(user.IsClosed);
    }

    [TestMethod]
    public void Change_WithoutMemoryForItsMessage_ClosesRatherThanForgetsIt()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = Subscribed(bench, 1);
        bench.Relay.Move(true);
        bench.Crypto.IsOutOfMemory = true;
        Expect.Throws(typeof(OutOfMemoryException), () => bench.Host.Poll(bench.NowMs));
        bench.Crypto.IsOutOfMemory = false;
        bench.Pass(1000);
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Change_WithoutMemoryForSomebodysMessage_LeavesNoPlaceTakenForNobody()
    {
        HostBench bench = HostBench.Paired();
        Subscribed(bench, 1);
        bench.Relay.Move(true);
        bench.Crypto.IsOutOfMemory = true;
        Expect.Throws(typeof(OutOfMemoryException), () => bench.Connect(2));
        bench.Crypto.IsOutOfMemory = false;
        bench.Settle();
        for (int i = 1; i < HapHost.MaxConnections; i++)
        {
            Assert.IsNotNull(bench.Connect(2));
        }
    }

    private static HostPeer Subscribed(HostBench bench, ulong address)
    {
        HostPeer peer = bench.ConnectAdmin(address);
        Assert.AreEqual(
            NoContent,
            peer.Write(
                "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true},{\"aid\":1,\"iid\":12,\"ev\":true},{\"aid\":1,\"iid\":21,\"ev\":true}]}"));
        return peer;
    }

    private static void SetBrightness(HostBench bench, int value)
    {
        bench.Lamp.Brightness.Value = value;
        bench.Settle();
    }

    private static void SetValue(HostBench bench, ulong instanceId, int value)
    {
        ((IntCharacteristic)bench.Database.Find(1, instanceId)).Value = value;
    }

    private static string Event(string entries)
    {
        string body = "{\"characteristics\":[" + entries + "]}";
        return "EVENT/1.0 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: " + body.Length.ToString() + "\r\n\r\n" + body;
    }

    private static string Press(int value)
    {
        return Event("{\"aid\":1,\"iid\":21,\"value\":" + value.ToString() + "}");
    }
}
