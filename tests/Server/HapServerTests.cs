// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using HapNano.Boards.Virtual;
using HapNano.Gpio;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Fakes;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class HapServerTests
{
    private static int s_nextPin;

    [TestMethod]
    public void Run_NewLamp_PairsSwitchesAndForgetsOverSockets()
    {
        var medium = new MemoryMedium();
        using TestLamp lamp = TestLamp.Start(medium);
        StringAssert.StartsWith(lamp.Panel.Lines[0], "setup Test Lamp 518-08-582 X-HM://");

        var owner = new TestController("owner of this test");
        using RawController setup = lamp.Connect();
        setup.Pair(owner, TestLamp.SetupCode);
        Assert.IsTrue(lamp.Panel.WaitFor("paired"), "the code goes from sight");

        using RawController session = lamp.Connect();
        session.Verify(owner);
        StringAssert.Contains(session.Ask("GET /accessories").Body, "\"Test Lamp\"");
        Assert.AreEqual((204, ""), session.Ask("PUT /characteristics", $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{Iid(lamp)},\"value\":true}}]}}"));
        Assert.IsTrue(lamp.Device.Value, "the pin has moved before the answer");
        CollectionAssert.AreEqual(new[] { AccessoryStatus.Unpaired, AccessoryStatus.Paired }, lamp.Indicator.Shown);
    }

    [TestMethod]
    public void Ask_NotVerified_IsRefusedAndTheConnectionStays()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController stranger = lamp.Connect();

        Assert.AreEqual(470, stranger.Ask("GET /accessories").Status);
        Assert.AreEqual(470, stranger.Ask("GET /accessories").Status);
    }

    [TestMethod]
    public void Event_DeviceMovesWhileTheControllerIsSilent_Arrives()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = lamp.Connect().Verify(PairedState.Owner());
        session.Ask("PUT /characteristics", $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{Iid(lamp)},\"ev\":true}}]}}");

        lamp.Device.Set(true);

        StringAssert.Contains(session.ReadEvent(), "\"value\":true");
        lamp.Device.Set(false);
        StringAssert.Contains(session.ReadEvent(), "\"value\":false");
    }

    [TestMethod]
    public void Accessories_LongerThanAnyBuffer_ArrivesWhole()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium(), extra: TestLamp.ManyServices());
        using RawController session = lamp.Connect().Verify(PairedState.Owner());

        for (int i = 0; i < 3; i++)
        {
            string body = session.Ask("GET /accessories").Body;
            Assert.IsGreaterThan(10_000, body.Length);
            using var json = System.Text.Json.JsonDocument.Parse(body);
            Assert.AreEqual(23, json.RootElement.GetProperty("accessories")[0].GetProperty("services").GetArrayLength());
        }
    }

    [TestMethod]
    public void Send_PeerThatDoesNotRead_DelaysNobodyElse()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium(), extra: TestLamp.ManyServices());
        using var lazy = new RawController(lamp.Panel.Port, receiveBufferBytes: 4096);
        lazy.Verify(PairedState.Owner());
        using RawController lively = lamp.Connect().Verify(PairedState.Owner());

        // Requests without reading the answers, until neither side takes any more.
        lazy.AskUntilStuck("GET /accessories");
        for (int i = 0; i < 10; i++)
        {
            Assert.AreEqual(200, lively.Ask($"GET /characteristics?id=1.{Iid(lamp)}").Status);
        }
    }

    [TestMethod]
    public void Send_AnswersAndEventsOnEveryConnectionAtOnce_KeepTheirFramesInOrder()
    {
        // Answers and events go out on the same connections. A frame out of order, cut or doubled fails to open, and RawController throws.
        const int requests = 60;
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        string on = $"{{\"aid\":1,\"iid\":{Iid(lamp)},";
        RawController[] sessions = [.. Enumerable.Range(0, HapHost.MaxVerifiedConnections).Select(_ => lamp.Connect().Verify(PairedState.Owner()))];
        foreach (RawController session in sessions)
        {
            Assert.AreEqual(204, session.AskAmongEvents("PUT /characteristics", $"{{\"characteristics\":[{on}\"ev\":true}}]}}"));
        }

        Parallel.ForEach(sessions, new ParallelOptions { MaxDegreeOfParallelism = sessions.Length }, (session, _, number) =>
        {
            for (int i = 0; i < requests; i++)
            {
                string value = ((i + number) & 1) == 0 ? "true" : "false";
                Assert.AreEqual(204, session.AskAmongEvents("PUT /characteristics", $"{{\"characteristics\":[{on}\"value\":{value}}}]}}"));
            }
        });

        lamp.Device.Set(!lamp.Device.Value);
        foreach (RawController session in sessions)
        {
            StringAssert.Contains(session.ReadEvent(), "\"value\"");
            Assert.AreEqual(200, session.AskAmongEvents($"GET /characteristics?id=1.{Iid(lamp)}", ""));
            session.Dispose();
        }
    }

    [TestMethod]
    public void Pair_FlashRefuses_IsAnsweredWithAnErrorAndWorksLater()
    {
        var medium = new MemoryMedium();
        using TestLamp lamp = TestLamp.Start(medium);
        using RawController setup = lamp.Connect();
        medium.IsWriteProtected = true;

        // HAP Pair Setup M6: State 6, Error 1 (unknown).
        CollectionAssert.AreEqual(
            new byte[] { 6, 1, 6, 7, 1, 1 }, setup.AskForM6(new TestController("owner of this test"), TestLamp.SetupCode));

        medium.IsWriteProtected = false;
        var owner = new TestController("owner of this test");
        setup.Pair(owner, TestLamp.SetupCode);
        Assert.AreEqual(200, lamp.Connect().Verify(owner).Ask($"GET /characteristics?id=1.{Iid(lamp)}").Status);
        Assert.HasCount(1, lamp.Panel.Lines.Where(line => line.StartsWith("paired")));
    }

    [TestMethod]
    public void Accept_ManyConnectionsOneAfterTheOther_FreeTheirPlaces()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        for (int i = 0; i < 3 * HapHost.MaxConnections; i++)
        {
            using RawController stranger = lamp.Connect();
            Assert.AreEqual(470, stranger.Ask("GET /accessories").Status);
        }
    }

    [TestMethod]
    public void Accept_TableFull_NewcomerWaitsForAPlace()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        RawController[] sessions = [.. Enumerable.Range(0, HapHost.MaxVerifiedConnections).Select(_ => lamp.Connect().Verify(PairedState.Owner()))];
        RawController[] strangers = [.. Enumerable.Range(0, HapHost.MaxConnections - sessions.Length).Select(_ => lamp.Connect())];
        foreach (RawController stranger in strangers)
        {
            stranger.Ask("GET /accessories");
        }

        using RawController newcomer = lamp.Connect(host: 2);
        sessions[0].Dispose();

        Assert.AreEqual(470, newcomer.Ask("GET /accessories").Status);
        foreach (RawController other in sessions.Skip(1))
        {
            Assert.AreEqual(200, other.Ask($"GET /characteristics?id=1.{Iid(lamp)}").Status, "no session had to go for it");
            other.Dispose();
        }

        foreach (RawController stranger in strangers)
        {
            stranger.Dispose();
        }
    }

    [TestMethod]
    public void Receive_Garbage_ClosesThatConnectionOnly()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = lamp.Connect().Verify(PairedState.Owner());
        using RawController stranger = lamp.Connect();

        stranger.Socket.Send(new byte[300]);

        Assert.IsTrue(stranger.IsClosedByAccessory());
        Assert.AreEqual(200, session.Ask($"GET /characteristics?id=1.{Iid(lamp)}").Status);
    }

    [TestMethod]
    public void Accept_PeerResetsAtOnce_OthersAreServed()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        for (int i = 0; i < 20; i++)
        {
            // Linger 0 makes the close a reset.
            using RawController rude = lamp.Connect();
            rude.Socket.LingerState = new LingerOption(true, 0);
        }

        using RawController stranger = lamp.Connect();
        Assert.AreEqual(470, stranger.Ask("GET /accessories").Status);
    }

    [TestMethod]
    public void Identify_Unpaired_IsShown()
    {
        using TestLamp lamp = TestLamp.Start(new MemoryMedium());
        using RawController stranger = lamp.Connect();

        Assert.AreEqual(204, stranger.Ask("POST /identify").Status);
        Assert.IsTrue(lamp.Panel.WaitFor("identify"));
        CollectionAssert.Contains(lamp.Indicator.Shown, AccessoryStatus.Identifying);
    }

    [TestMethod]
    public void Stop_RightAfterASwitch_KeepsIt()
    {
        MemoryMedium medium = PairedState.Medium();
        using (TestLamp lamp = TestLamp.Start(medium))
        {
            using RawController session = lamp.Connect().Verify(PairedState.Owner());
            session.Ask("PUT /characteristics", $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{Iid(lamp)},\"value\":true}}]}}");
        }

        using TestLamp next = TestLamp.Start(medium.Reboot());
        Assert.IsTrue(next.Device.Value);
        using RawController again = next.Connect().Verify(PairedState.Owner());
        StringAssert.Contains(again.Ask($"GET /characteristics?id=1.{Iid(next)}").Body, "\"value\":true");
    }

    [TestMethod]
    [DataRow(120, 100, false)]
    [DataRow(120, 100, true)]
    [DataRow(0, 0, false)]
    [DataRow(0, 0, true)]
    public void Run_AfterARestart_LampShowsTheColorItHad(int hue, int saturation, bool isTemperatureLast)
    {
        // Each value tells the lamp something of its own; the mode must not depend on which comes last.
        (string before, string after) = Restart(isTemperatureLast, lamp =>
        {
            lamp.On.Set(true);
            lamp.ColorTemperature.Set(400);
            lamp.Hue.Set(hue);
            lamp.Saturation.Set(saturation);
        });

        Assert.AreEqual(saturation == 0 ? "10000 3803 677" : "0 10000 0", before);
        Assert.AreEqual(before, after);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Run_AfterARestartWithNothingButOn_LampShowsTheWhiteItHad(bool isTemperatureLast)
    {
        (string before, string after) = Restart(isTemperatureLast, lamp => lamp.On.Set(true));

        Assert.AreEqual("8982 8825 10000", before);
        Assert.AreEqual(before, after);
    }

    [TestMethod]
    public void Values_FlashRefuses_AreWrittenWhenItTakesThemAgain()
    {
        MemoryMedium medium = PairedState.Medium();
        using TestLamp lamp = TestLamp.Start(medium);
        using RawController session = lamp.Connect().Verify(PairedState.Owner());
        try
        {
            medium.IsWriteProtected = true;
            int failures = Counters.FlashFailures;
            session.Ask("PUT /characteristics", $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{Iid(lamp)},\"value\":true}}]}}");
            Platform.AheadMs += 10_000;
            Assert.IsTrue(SpinWait.SpinUntil(() => Counters.FlashFailures > failures, Patience.Long), "tried");

            // Nobody asks for anything meanwhile: the pause of thirty seconds ends by itself.
            medium.IsWriteProtected = false;
            Platform.AheadMs += 30_000;
            Assert.IsTrue(SpinWait.SpinUntil(() => medium.Files.ContainsKey("values.0"), Patience.Long), "written");
        }
        finally
        {
            Platform.AheadMs = 0;
        }
    }

    [TestMethod]
    public void Values_DueWhileAPairingIsWritten_ControllersAreServedAndTheValuesComeNext()
    {
        MemoryMedium medium = PairedState.Medium();
        using TestLamp lamp = TestLamp.Start(medium);
        using RawController owner = lamp.Connect().Verify(PairedState.Owner());
        using RawController other = lamp.Connect().Verify(PairedState.Owner());
        using var isWriting = new ManualResetEventSlim();
        using var mayWrite = new ManualResetEventSlim();
        medium.BeforeCreate = name =>
        {
            isWriting.Set();
            mayWrite.Wait(Patience.Long);
        };
        try
        {
            Task<byte[]> answer = Task.Run(() => owner.Post("/pairings", QuickController.AddPairing(new QuickController("guest"), 0)));
            Assert.IsTrue(isWriting.Wait(Patience.Long), "the pairing is being written");
            Assert.AreEqual(204, other.Ask("PUT /characteristics", $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{Iid(lamp)},\"value\":true}}]}}").Status);
            for (int i = 0; i < 3; i++)
            {
                // The first time makes a change settle, the second one is when it is due.
                Platform.AheadMs += 3_000;
                Assert.AreEqual(200, other.Ask($"GET /characteristics?id=1.{Iid(lamp)}").Status);
            }

            Assert.IsFalse(medium.Files.ContainsKey("values.0"));
            mayWrite.Set();
            Assert.AreEqual("060102", Convert.ToHexString(answer.Result));
            Assert.IsTrue(SpinWait.SpinUntil(() => medium.Files.ContainsKey("values.0"), Patience.Long), "written");
        }
        finally
        {
            mayWrite.Set();
            Platform.AheadMs = 0;
        }
    }

    [TestMethod]
    public void Stop_WithOpenConnections_ClosesThem()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());
        using RawController session = lamp.Connect().Verify(PairedState.Owner());
        using RawController stranger = lamp.Connect();
        stranger.Ask("GET /accessories");

        lamp.Stop();

        Assert.IsTrue(session.IsClosedByAccessory());
        Assert.IsTrue(stranger.IsClosedByAccessory());
    }

    [TestMethod]
    public void FactoryReset_Paired_IsAnotherAccessoryWithTheSameCode()
    {
        MemoryMedium medium = PairedState.Medium();
        byte[] identity = medium.Files["identity.0"];
        byte[] setup = medium.Files["setup.0"];
        using TestLamp lamp = TestLamp.Start(medium);
        Assert.IsTrue(lamp.Panel.WaitFor("paired"));

        lamp.Server.FactoryReset();

        Assert.IsTrue(lamp.Panel.WaitFor("listening", 2));
        Assert.AreEqual(TestLamp.SetupCode, lamp.Panel.Code);
        CollectionAssert.Contains(lamp.Indicator.Shown, AccessoryStatus.Resetting);
        using RawController stranger = lamp.Connect();
        var owner = new TestController("next owner");
        stranger.Pair(owner, TestLamp.SetupCode);
        lamp.Stop();
        CollectionAssert.AreNotEqual(identity, medium.Files["identity.0"]);
        CollectionAssert.AreEqual(setup, medium.Files["setup.0"]);
    }

    [TestMethod]
    public void FactoryReset_AndAStopAtOnce_IsCarriedOut()
    {
        MemoryMedium medium = PairedState.Medium();
        using (TestLamp lamp = TestLamp.Start(medium))
        {
            lamp.Server.FactoryReset();
            lamp.Stop();
        }

        Assert.AreEqual(-1, new FlashStore(medium.Reboot()).Read(StoreRecord.Pairings, new byte[1200], 0, 1200));
    }

    [TestMethod]
    public void KeepAlive_OnThisPlatform_FindsDeadPeersInFiveMinutes()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        Platform.KeepAlive(socket);

        // HAP over IP, as ESP32 libraries do it: 180 s idle, 4 probes, 30 s apart.
        Assert.AreNotEqual(0, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        Assert.AreEqual(180, (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!);
        Assert.AreEqual(30, (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval)!);
        Assert.AreEqual(4, (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount)!);
    }

    [TestMethod]
    public void Run_ResetWanted_ForgetsBeforeTheStart()
    {
        ServerSettings settings = TestLamp.Settings();
        settings.IsResetWanted = true;
        using TestLamp lamp = TestLamp.Start(PairedState.Medium(), settings: settings);

        StringAssert.StartsWith(lamp.Panel.Lines[0], "setup Test Lamp 518-08-582");
    }

    [TestMethod]
    public void Run_NameGiven_IsTheAccessorysName()
    {
        ServerSettings settings = TestLamp.Settings();
        settings.Name = "Hall 2";
        using TestLamp lamp = TestLamp.Start(PairedState.Medium(), settings: settings);
        using RawController session = lamp.Connect().Verify(PairedState.Owner());

        StringAssert.Contains(session.Ask("GET /accessories").Body, "\"Hall 2\"");
    }

    [TestMethod]
    public void Run_OtherCodeWhilePaired_IsRefusedAndChangesNothing()
    {
        MemoryMedium medium = PairedState.Medium();
        byte[] setup = medium.Files["setup.0"];
        ServerSettings settings = TestLamp.Settings();
        settings.Setup = new SetupOptions { Code = TestLamp.Code("031-45-154") };

        Assert.AreEqual(ServerFault.SetupIsFixed, TestLamp.StartAndFail(medium, settings).Fault);
        CollectionAssert.AreEqual(setup, medium.Files["setup.0"]);
    }

    [TestMethod]
    public void Run_CodeOnTheLabel_IsNotShown()
    {
        // Provisioned with a code that is not stored, and started without it.
        var medium = new MemoryMedium();
        TestLamp.Start(medium).Dispose();
        ServerSettings settings = TestLamp.Settings();
        settings.Setup = null;
        using TestLamp lamp = TestLamp.Start(medium.Reboot(), settings: settings);

        Assert.AreEqual("setup Test Lamp label none", lamp.Panel.Lines[0]);
    }

    [TestMethod]
    public void Run_PortInUse_SaysSoAndForgetsNothing()
    {
        using TestLamp first = TestLamp.Start(new MemoryMedium());
        ServerSettings settings = TestLamp.Settings();
        settings.Port = first.Panel.Port;

        settings.IsResetWanted = true;
        settings.Setup = new SetupOptions { IsNewRecordWanted = true };
        MemoryMedium medium = PairedState.Medium();
        MemoryMedium before = medium.Reboot();

        ServerException fault = TestLamp.StartAndFail(medium, settings);

        Assert.AreEqual(before.Files.Count, medium.Files.Count);
        foreach (string file in before.Files.Keys)
        {
            CollectionAssert.AreEqual(before.Files[file], medium.Files[file], file);
        }

        Assert.AreEqual(ServerFault.PortNotAvailable, fault.Fault);
        StringAssert.Contains(fault.Message, first.Panel.Port.ToString());
    }

    [TestMethod]
    public void Run_ForeignAddress_SaysSo()
    {
        ServerSettings settings = TestLamp.Settings();

        // TEST-NET-1 of RFC 5737: no machine has it.
        settings.BindAddress = [192, 0, 2, 1];

        Assert.AreEqual(ServerFault.AddressNotAvailable, TestLamp.StartAndFail(new MemoryMedium(), settings).Fault);
    }

    [TestMethod]
    [DataRow(StoreRecord.Identity)]
    [DataRow(StoreRecord.Setup)]
    [DataRow(StoreRecord.Pairings)]
    [DataRow(StoreRecord.Attempts)]
    [DataRow(StoreRecord.Configuration)]
    [DataRow(StoreRecord.InstanceIds)]
    public void Run_RecordDamaged_SaysSoAndReplacesNothing(StoreRecord record)
    {
        MemoryMedium medium = MediumWithDamaged(record);
        string name = FlashStore.NameOf(record);
        MemoryMedium before = medium.Reboot();

        ServerException fault = TestLamp.StartAndFail(medium);

        Assert.AreEqual(ServerFault.StateDamaged, fault.Fault);
        StringAssert.Contains(fault.Message, name);
        foreach (string file in before.Files.Keys)
        {
            CollectionAssert.AreEqual(before.Files[file], medium.Files[file], file);
        }
    }

    [TestMethod]
    [DataRow(StoreRecord.Values)]
    [DataRow(StoreRecord.Names)]
    public void Run_RecordDamagedThatCanBeMissed_WarnsKeepsTheFilesAndServes(StoreRecord record)
    {
        MemoryMedium medium = MediumWithDamaged(record);
        string name = FlashStore.NameOf(record);
        byte[] damaged = medium.Files[name + ".0"];

        using TestLamp lamp = TestLamp.Start(medium);

        Assert.HasCount(1, lamp.Panel.Lines.Where(line => line.Contains($"\"{name}\" is damaged")));
        CollectionAssert.AreEqual(damaged, medium.Files[name + ".0.damaged"]);
        using RawController session = lamp.Connect().Verify(PairedState.Owner());
        Assert.AreEqual(204, session.Ask("PUT /characteristics", $"{{\"characteristics\":[{{\"aid\":1,\"iid\":{Iid(lamp)},\"value\":true}}]}}").Status);
        lamp.Stop();
        using TestLamp next = TestLamp.Start(medium.Reboot());
        Assert.IsTrue(next.Device.Value, "values are stored again");
        Assert.IsFalse(next.Panel.Lines.Any(line => line.Contains("damaged")));
    }

    [TestMethod]
    public void Run_DamagedSetupAndANewOneWanted_MakesIt()
    {
        var medium = new MemoryMedium();
        TestLamp.Start(medium).Dispose();
        medium.Damage("setup.0", 17);
        medium.Damage("setup.1", 17);
        ServerSettings settings = TestLamp.Settings();
        settings.Setup = new SetupOptions { IsNewRecordWanted = true };

        using TestLamp lamp = TestLamp.Start(medium, settings: settings);

        string? code = lamp.Panel.Code;
        Assert.IsNotNull(code);
        Assert.AreNotEqual(TestLamp.SetupCode, code);

        lamp.Server.FactoryReset();
        Assert.IsTrue(lamp.Panel.WaitFor("listening", 2));
        Assert.AreEqual(code, lamp.Panel.Code, "asked for once, made once");
    }

    [TestMethod]
    public void Run_FlashRefuses_SaysSo()
    {
        Assert.AreEqual(ServerFault.StateNotWritable, TestLamp.StartAndFail(new MemoryMedium { IsWriteProtected = true }).Fault);
    }

    private static MemoryMedium MediumWithDamaged(StoreRecord record)
    {
        MemoryMedium medium = PairedState.Medium();
        string name = FlashStore.NameOf(record);
        if (!medium.Files.ContainsKey(name + ".1"))
        {
            Assert.IsTrue(new FlashStore(medium).Write(record, new byte[6], 0, 6));
        }

        medium.Damage(name + ".0", 17);
        medium.Damage(name + ".1", 17);
        return medium;
    }

    // What the lamp shows before a restart, and after it.
    private static (string Before, string After) Restart(bool isTemperatureLast, Action<RgbLamp> use)
    {
        var duties = new Dictionary<int, int>();
        SoftwarePins.DutyChanged += OnDuty;
        var medium = new MemoryMedium();
        RgbLamp leds = Leds(isTemperatureLast, out Lightbulb first);
        using (TestLamp.Start(medium, extra: first))
        {
            use(leds);
        }

        string before = Light();
        Leds(isTemperatureLast, out Lightbulb second);
        using (TestLamp.Start(medium.Reboot(), extra: second))
        {
            SoftwarePins.DutyChanged -= OnDuty;
            return (before, Light());
        }

        void OnDuty(int pin, int duty) => duties[pin] = duty;

        string Light() => $"{duties[s_nextPin - 3]} {duties[s_nextPin - 2]} {duties[s_nextPin - 1]}";
    }

    private static RgbLamp Leds(bool isTemperatureLast, out Lightbulb lamp)
    {
        // As at every start of a board, all channels of the chip are free.
        Type outputs = typeof(RgbLamp).Assembly.GetType("HapNano.Gpio.PwmOutput", throwOnError: true)!;
        outputs.GetField("s_channelsUsed", BindingFlags.NonPublic | BindingFlags.Static)!.SetValue(null, 0);
        var leds = new RgbLamp(s_nextPin++, s_nextPin++, s_nextPin++, activeHigh: true);
        lamp = new Lightbulb();
        lamp.On.Bind(leds.On);
        lamp.AddBrightness().Bind(leds.Brightness);
        if (!isTemperatureLast)
        {
            lamp.AddColorTemperature().Bind(leds.ColorTemperature);
        }

        lamp.AddHue().Bind(leds.Hue);
        lamp.AddSaturation().Bind(leds.Saturation);
        if (isTemperatureLast)
        {
            lamp.AddColorTemperature().Bind(leds.ColorTemperature);
        }

        return leds;
    }

    private static int Iid(TestLamp lamp) => lamp.Switch.On.InstanceId;
}
