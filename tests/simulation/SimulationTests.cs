// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

[TestClass]
public class SimulationTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(6)]
    public void Run_HouseWithSixteenControllers_IsAsHapSays(int seed)
    {
        var simulation = new Simulation(seed, Mutation.None, new QuickKeys());

        simulation.Run(100);

        TestContext.WriteLine($"{simulation.Model.Answers} answers, {simulation.Model.Events} events, {simulation.Cuts} power cuts");
        Assert.IsGreaterThan(1000, simulation.Model.Answers);
        Assert.IsGreaterThan(5, simulation.Cuts);
    }

    [TestMethod]
    public void Run_RealArithmetic_IsAsHapSays()
    {
        var simulation = new Simulation(1, Mutation.None, new NativeKeys());

        simulation.Run(3);

        TestContext.WriteLine($"{simulation.Model.Answers} answers, {simulation.Model.Events} events, {simulation.Cuts} power cuts");
        Assert.IsGreaterThan(20, simulation.Model.Answers);
    }

    [TestMethod]
    public void Run_SameSeedTwice_IsTheSame()
    {
        string first = Trace(7);

        Assert.AreEqual(first, Trace(7));
        Assert.AreNotEqual(first, Trace(8));
    }

    [TestMethod]
    public void Run_ValuesDueWhileAPairingIsWritten_TimeGoesOn()
    {
        int overdues = 0;
        int seed = 1;
        while (seed <= 20 && overdues == 0)
        {
            var simulation = new Simulation(seed++, Mutation.None, new QuickKeys()) { IsFlashSlow = true };
            simulation.Run(100);
            overdues = simulation.Overdues;
        }

        Assert.IsGreaterThan(0, overdues);
    }

    [TestMethod]
    public void Run_TimeStandsStill_EndsAndNamesSeedAndTime()
    {
        var simulation = new Simulation(5, Mutation.StandStill, new QuickKeys());

        var exception = Assert.ThrowsExactly<SimulationException>(() => simulation.Run(50));

        Assert.StartsWith($"seed 5: time stands still at {simulation.NowMs} ms", exception.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Mutations))]
    public void Run_FaultBetweenAccessoryAndModel_IsFoundWithinTwentySeeds(Mutation mutation)
    {
        int seed = 1;
        while (seed <= 20 && !Fails(seed, mutation))
        {
            seed++;
        }

        TestContext.WriteLine($"{mutation}: found by seed {seed}");
        Assert.IsLessThanOrEqualTo(20, seed);
    }

    public static IEnumerable<object[]> Mutations => Enum.GetValues<Mutation>().Where(mutation => mutation != Mutation.None).Select(mutation => new object[] { mutation });

    private static bool Fails(int seed, Mutation mutation)
    {
        var simulation = new Simulation(seed, mutation, new QuickKeys());
        try
        {
            simulation.Run(50);
            return false;
        }
        catch (SimulationException)
        {
            // Found.
            return true;
        }
    }

    private static string Trace(int seed)
    {
        var simulation = new Simulation(seed, Mutation.None, new QuickKeys());
        simulation.Run(20);
        return $"{simulation.Steps} {string.Join(" ", simulation.Model.Tally)}";
    }
}
