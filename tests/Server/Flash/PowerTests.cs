// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>
/// For every operation that writes: the power fails at every byte and between the writes, once and twice, the medium refuses, a bit flips. At the next
/// boot the lamp is as it was or as it was to become, and what was promised is there. Each test prints what it tried.
/// </summary>
[TestClass]
public class PowerTests
{
    private const int ShortSteps = 500;

    public static IEnumerable<object[]> Scenes => PowerScene.All.Select(scene => new object[] { scene.Name });

    /// <summary>Those that are run for every pair of cuts here. The others take minutes: see README.md of the tests.</summary>
    public static IEnumerable<object[]> ShortScenes => PowerScene.All
        .Where(scene => IsLongRun || Steps(scene) <= ShortSteps).Select(scene => new object[] { scene.Name });

    public required TestContext TestContext { get; init; }

    private static bool IsLongRun => Environment.GetEnvironmentVariable("HAPNANO_LONG") == "1";

    [TestMethod]
    [DynamicData(nameof(Scenes))]
    public void Run_PowerFailsAtEveryByte_IsOldOrNewAndKeepsEveryPromise(string name)
    {
        PowerScene scene = PowerScene.Find(name);
        var seen = new HashSet<string>();
        long cuts = 0;
        foreach (CutModel model in Enum.GetValues<CutModel>())
        {
            List<CutState> states = CutEverywhere(scene, scene.Start.Next(), scene.StartFacts(), model);
            for (int step = 0; step < states.Count; step++)
            {
                CheckOnce(scene, states[step], seen, $"{name}, {model}, cut after {step} steps");
                cuts++;
            }
        }

        TestContext.WriteLine($"{name}: {Steps(scene)} steps, {cuts} cuts, {seen.Count} different states of flash booted from");
    }

    [TestMethod]
    [DynamicData(nameof(ShortScenes))]
    public void Run_PowerFailsAtEveryByteAndAtEveryByteOfTheNextRun_IsOldOrNewAndKeepsEveryPromise(string name)
    {
        PowerScene scene = PowerScene.Find(name);
        var seen = new HashSet<string>();
        long pairs = 0;
        List<CutState> first = CutEverywhere(scene, scene.Start.Next(), scene.StartFacts(), CutModel.Torn);
        for (int step = 0; step < first.Count; step++)
        {
            List<CutState> second = CutEverywhere(scene, first[step].Medium.Next(), first[step].Facts.Copy(), CutModel.Torn);
            for (int again = 0; again < second.Count; again++)
            {
                CheckOnce(scene, second[again], seen, $"{name}, cut after {step} steps and after {again} more");
                pairs++;
            }
        }

        TestContext.WriteLine($"{name}: {pairs} pairs of cuts, {seen.Count} different states of flash booted from");
    }

    [TestMethod]
    [DynamicData(nameof(Scenes))]
    public void Run_PowerReallyFails_LeavesTheSameAsTheCutThatWasOnlyThoughtOf(string name)
    {
        // The tests above look at what a cut would leave, step by step of one run. Here the accessory lives through it.
        const int Stride = 23;
        PowerScene scene = PowerScene.Find(name);
        foreach (CutModel model in Enum.GetValues<CutModel>())
        {
            List<CutState> states = CutEverywhere(scene, scene.Start.Next(), scene.StartFacts(), model);
            for (int step = 0; step < states.Count; step += Stride)
            {
                PowerMedium medium = scene.Start.Next(step, model);
                PowerFacts facts = scene.StartFacts();
                Assert.IsTrue(RunUntilCut(scene, medium, facts) || step == states.Count - 1);
                Assert.AreEqual(states[step].Medium.Fingerprint(), medium.Fingerprint(), $"{name}, {model}, cut after {step} steps");
                Assert.AreEqual(states[step].Facts.ToString(), facts.ToString());
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Scenes))]
    public void Run_MediumRefuses_SaysSoAndStoresNothing(string name)
    {
        PowerScene scene = PowerScene.Find(name);
        PowerMedium unharmed = scene.Start.Next();
        scene.Run(unharmed, scene.StartFacts());
        int faults = 0;
        for (int call = 0; call < unharmed.Calls; call++)
        {
            Refuse(scene, scene.Start.With(failingCall: call), $"{name}, call {call} fails");
            faults++;
        }

        for (long free = 0; free <= unharmed.BytesWritten; free++)
        {
            Refuse(scene, scene.Start.With(freeBytes: free), $"{name}, {free} bytes free");
            faults++;
        }

        Refuse(scene, scene.Start.With(isReadOnly: true), $"{name}, read-only");
        TestContext.WriteLine($"{name}: {faults + 1} refusals");
    }

    [TestMethod]
    [DataRow("pair after a wrong code")]
    [DataRow("remove")]
    [DataRow("value")]
    [DataRow("c# and instance ids")]
    public void Boot_AnyBitOfAnyFileFlipped_KeepsEveryPromise(string name)
    {
        PowerScene scene = PowerScene.Find(name);
        PowerMedium medium = scene.Start.Next();
        PowerFacts facts = scene.StartFacts();
        scene.Run(medium, facts);

        // The values have no second copy: those of before come back.
        facts.Begin(("values", "*"));
        int bits = 0;
        foreach (KeyValuePair<string, byte[]> file in medium.Files)
        {
            for (int bit = 0; bit < file.Value.Length * 8; bit++)
            {
                facts.Copy().Found(new PowerBoard(medium.Flipped(file.Key, bit), FirmwareOf(scene)).Observe(), $"{name}, {file.Key} bit {bit}");
                bits++;
            }
        }

        TestContext.WriteLine($"{name}: {bits} bits in {medium.Files.Count} files");
    }

    private static long Steps(PowerScene scene)
    {
        PowerMedium medium = scene.Start.Next();
        scene.Run(medium, scene.StartFacts());
        return medium.Steps;
    }

    // What each cut would leave, and in the end what the whole run leaves.
    private static List<CutState> CutEverywhere(PowerScene scene, PowerMedium medium, PowerFacts facts, CutModel model)
    {
        var states = new List<CutState>();
        medium.BeforeStep = () => states.Add(new CutState(medium.NextIfCut(model), facts.Copy()));
        scene.Run(medium, facts);
        states.Add(new CutState(medium.Next(), facts));
        return states;
    }

    private static void CheckOnce(PowerScene scene, CutState state, HashSet<string> seen, string where)
    {
        if (seen.Add(state.Medium.Fingerprint() + state.Facts))
        {
            CheckNextBoot(scene, state.Medium, state.Facts.Copy(), where);
        }
    }

    // True when the power failed before the end.
    private static bool RunUntilCut(PowerScene scene, PowerMedium medium, PowerFacts facts)
    {
        try
        {
            scene.Run(medium, facts);
            return medium.IsCut;
        }
        catch (PowerLostException)
        {
            // That was the plan.
            return true;
        }
    }

    private static void Refuse(PowerScene scene, PowerMedium medium, string where)
    {
        PowerFacts facts = scene.StartFacts();
        try
        {
            scene.Run(medium, facts);
        }
        catch (ServerException exception) when (exception.Fault == ServerFault.StateNotWritable)
        {
            // It could not start, and says why; nothing is refused or promised by that.
        }

        CheckNextBoot(scene, medium, facts, where);
    }

    // Twice: what the first one finds is what the second one finds.
    private static void CheckNextBoot(PowerScene scene, PowerMedium medium, PowerFacts facts, string where)
    {
        PowerMedium next = medium.Next();
        string firmware = FirmwareOf(scene);
        facts.Found(new PowerBoard(next, firmware).Observe(), where);
        facts.Found(new PowerBoard(next, firmware).Observe(), where + ", second boot");
    }

    private static string FirmwareOf(PowerScene scene) => scene.Name.StartsWith("c#", StringComparison.Ordinal) ? "2.0" : "1.0";

    private sealed record CutState(PowerMedium Medium, PowerFacts Facts);
}
