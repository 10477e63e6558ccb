// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Globalization;
using System.Text;

namespace HapNano.Interop.Tests.Comparison;

/// <summary>
/// The same questions to firmware/Lightbulb and to a lamp of the npm package hap-nodejs. PEERS.md lists every difference, with the reason; another one, or one
/// that is gone, fails.
/// </summary>
[TestClass]
public sealed class PeerComparisonTests
{
    private const string Code = "514-27-396";

    [TestMethod]
    public async Task HapNodejs_SameQuestions_DiffersAsThePageSays()
    {
        await Places.EnsurePackagesAsync();
        using var ourFolder = new LampFolder();
        using var theirFolder = new LampFolder();
        await using Lamp lamp = await Lamp.StartAsync(ourFolder.Path, "--setup-code", Code);
        await using LineProcess peer = LineProcess.Start(null, "node", Path.Combine(Places.InteropFolder, "accessory.cjs"), theirFolder.Path);
        string listening = await peer.WaitForLineAsync(line => line.StartsWith("Listening on", StringComparison.Ordinal), "hap-nodejs to listen");
        int peerPort = int.Parse(listening.Split(':')[^1], CultureInfo.InvariantCulture);

        Task<IReadOnlyList<(string Probe, string Answer)>> ours = Task.Run(() => new PeerProbes(lamp.Port, Code).Run());
        Task<IReadOnlyList<(string Probe, string Answer)>> theirs = Task.Run(() => new PeerProbes(peerPort, Code).Run());
        Assert.AreEqual((await ours).Count, (await theirs).Count);
        Assert.IsGreaterThan(130, (await ours).Count);
        string found = Rows((await ours).Zip(await theirs));
        string page = await File.ReadAllTextAsync(Path.Combine(Places.InteropFolder, "PEERS.md"));

        string[] wrong = [.. found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(row => !page.Contains(row, StringComparison.Ordinal))];
        string[] gone = [.. page.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal))
            .Where(row => !found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Any(known => row.StartsWith(known, StringComparison.Ordinal)))];
        Assert.IsTrue(wrong.Length + gone.Length == 0, $"Not on the page:\n{string.Join('\n', wrong)}\nOn the page, but no longer so:\n{string.Join('\n', gone)}");
    }

    // | `probe` | `theirs` | `ours` |
    private static string Rows(IEnumerable<((string Probe, string Answer) Ours, (string Probe, string Answer) Theirs)> answers)
    {
        var rows = new StringBuilder();
        foreach (((string probe, string our), (string same, string their)) in answers)
        {
            Assert.AreEqual(probe, same);
            if (our != their)
            {
                rows.Append(CultureInfo.InvariantCulture, $"| `{probe}` | `{their}` | `{our}` |\n");
            }
        }

        return rows.ToString();
    }
}
