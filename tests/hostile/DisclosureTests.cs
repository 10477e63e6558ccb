// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Text;
using HapNano.Server;
using HapNano.Server.Tests;
using HapNano.Tests.Fakes;

namespace HapNano.Hostile.Tests;

/// <summary>What somebody learns who hears everything that the lamp says, and reads its log.</summary>
[TestClass]
public class DisclosureTests
{
    [TestMethod]
    public void Log_AtEveryLevelAndEveryByteSaid_HoldNoSecret()
    {
        var log = new LogOfAll();
        var sealing = new OverheardCrypto();
        Log.Sink = log;
        Log.Level = LogLevel.Debug;
        try
        {
            MemoryMedium medium = LiveThroughEverything(sealing, out TestController phone, out string said);
            Assert.IsGreaterThan(10, log.Lines.Split('\n').Length, "there is a log");
            byte[] identity = medium.Files["identity.0"];
            byte[] setup = medium.Files["setup.0"];
            string all = log.Lines + said + sealing.Text;

            // What was sealed is among it: M6, M2 and the frames, whose text arrived.
            Assert.IsGreaterThan(5, sealing.Count);
            StringAssert.Contains(sealing.Text, Encoding.Latin1.GetString(phone.AccessoryLtpk), "M6");
            StringAssert.Contains(sealing.Text, "HTTP/1.1 204");
            StringAssert.Contains(said, "\"accessories\":");

            // Behind 16 bytes of the file's head: version 1, device id 6, seed 32; and a verifier of 384 in front of the CRC.
            CheckAbsent(all, identity[23..55], setup[^388..^4], phone.SetupSessionKey, phone.SharedSecret, phone.ReadKey, phone.WriteKey);
            Assert.IsFalse(all.Contains(TestLamp.SetupCode, StringComparison.Ordinal), "the code");
            Assert.IsFalse(all.Contains(TestLamp.SetupCode.Replace("-", ""), StringComparison.Ordinal), "the code without hyphens");
            Assert.IsFalse(all.Contains("X-HM://", StringComparison.Ordinal), "the text of the QR code");
        }
        finally
        {
            Log.Sink = null;
            Log.Level = LogLevel.Warning;
        }
    }

    [TestMethod]
    public void Panel_CodeAndQr_AreShownOnlyWhileNobodyOwnsIt()
    {
        using TestLamp lamp = TestLamp.Start(new MemoryMedium());
        var owner = new TestController("owner of today");
        using (RawController phone = lamp.Connect(Household.Host))
        {
            phone.Pair(owner, lamp.Panel.Code!);
        }

        Assert.IsTrue(lamp.Panel.WaitFor("paired"));
        int shown = Shown(lamp);
        using (RawController session = lamp.Connect(Household.Host).Verify(owner))
        {
            session.CheckServed(lamp);
            Assert.AreEqual(shown, Shown(lamp), "nothing is shown to an owner");
            CollectionAssert.AreEqual(new byte[] { 6, 1, 2 }, session.Post("/pairings", TestController.RemovePairing(owner)));
        }

        // Unpaired: shown again, and what is shown works.
        Assert.IsTrue(lamp.Panel.WaitFor("setup", shown + 1));
        var next = new TestController("owner of tomorrow");
        using RawController other = lamp.Connect(Household.Host);
        other.Pair(next, lamp.Panel.Code!);
        using RawController again = lamp.Connect(Household.Host).Verify(next);
        again.CheckServed(lamp);
        using RawController former = lamp.Connect(Household.Host);
        Assert.ThrowsExactly<InvalidOperationException>(() => former.Verify(owner), "the owner of today is none any more");
    }

    [TestMethod]
    public void Panel_StartOfALampWithAnOwner_ShowsNoCode()
    {
        using TestLamp lamp = TestLamp.Start(PairedState.Medium());

        Assert.AreEqual(0, Shown(lamp));
        Assert.IsNull(lamp.Panel.Code);
    }

    private static int Shown(TestLamp lamp) => lamp.Panel.Lines.Count(line => line.StartsWith("setup", StringComparison.Ordinal));

    // Pairs with wrong and right codes, verifies, reads and writes everything, is refused, is removed: with a flash that fails now and then.
    private static MemoryMedium LiveThroughEverything(OverheardCrypto sealing, out TestController phone, out string said)
    {
        var medium = new MemoryMedium();
        var heard = new StringBuilder();
        phone = new TestController("phone");
        using TestLamp lamp = TestLamp.Begin(medium, sealing);
        Assert.IsTrue(lamp.Panel.WaitFor("listening"));
        using (RawController connection = lamp.Connect(Household.Host))
        {
            medium.IsWriteProtected = true;
            connection.AskForM6(phone, TestLamp.SetupCode);
            medium.IsWriteProtected = false;
            byte[] m2 = connection.Post("/pair-setup", TestController.SetupM1());
            connection.Post("/pair-setup", phone.SetupM3(m2, "111-22-333"));
            connection.Pair(phone, TestLamp.SetupCode);
            heard.Append(connection.Heard);
        }

        using (RawController session = lamp.Connect(Household.Host).Verify(phone))
        {
            session.CheckServed(lamp);
            session.Ask("GET /accessories");
            session.Ask($"GET /characteristics?id={string.Join(',', Enumerable.Range(1, 20).Select(iid => $"1.{iid}"))}&meta=1&perms=1&type=1&ev=1");
            session.Ask("PUT /characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":1,\"value\":null}]}");
            session.Post("/pairings", TestController.ListPairings());
            session.Post("/pairings", TestController.RemovePairing(phone));
            heard.Append(session.Heard);
        }

        foreach (string shape in new[] { "GET /accessories HTTP/1.1\r\n\r\n", "nonsense\r\n", "POST /pairings HTTP/1.1\r\nContent-Length: 0\r\n\r\n" })
        {
            using var stranger = new Stranger(lamp);
            heard.Append(stranger.Say(shape).Hear());
        }

        new Stranger(lamp).Reset();
        lamp.Stop();
        said = heard.ToString();
        return medium;
    }

    private static void CheckAbsent(string text, params byte[][] secrets)
    {
        foreach (byte[] secret in secrets)
        {
            byte[] probe = secret[..15];
            foreach (string spelling in new[]
            {
                Encoding.Latin1.GetString(probe), Convert.ToHexString(probe), Convert.ToHexStringLower(probe), Convert.ToBase64String(probe), string.Join(',', probe), string.Join(' ', probe),
            })
            {
                Assert.IsFalse(text.Contains(spelling, StringComparison.Ordinal), "a secret was told");
            }
        }
    }

    private sealed class LogOfAll : ILogSink
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Lines => string.Join('\n', _lines);

        public void Write(LogLevel level, LogCategory category, string text, int first, int second) => _lines.Enqueue($"{level} {category} {text} {first} {second}");
    }
}
