// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;
using HapNano.Boards.Virtual;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

[TestClass]
public class QrTextTests
{
    private const string Payload = "X-HM://0071WK4SM7OSX";
    private const string Start = "\u001b[38;5;16;48;5;231m";
    private const string End = "\u001b[0m";

    [TestMethod]
    public void Modules_SetupPayload_IsVersionTwoWithItsQuietZone()
    {
        // Version 2 has 25 modules a side; the quiet zone is four on each.
        bool[][] modules = QrText.Modules(Payload);

        Assert.HasCount(25 + 8, modules);
        for (int i = 0; i < 33; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                Assert.IsFalse(modules[i][j] || modules[i][32 - j] || modules[j][i] || modules[32 - j][i]);
            }
        }

        Assert.AreEqual("#######", Row(modules, 4, 4), "finder pattern, upper left");
        Assert.AreEqual("#.....#", Row(modules, 5, 22), "finder pattern, upper right");
        Assert.AreEqual("#.###.#", Row(modules, 24, 4), "finder pattern, lower left");
    }

    [TestMethod]
    public void Lines_ReadBack_AreTheModulesInFixedColors()
    {
        bool[][] modules = QrText.Modules(Payload);
        string[] lines = [.. QrText.Lines(Payload)];

        Assert.HasCount(17, lines);
        for (int y = 0; y < lines.Length; y++)
        {
            StringAssert.StartsWith(lines[y], Start);
            StringAssert.EndsWith(lines[y], End);
            string cells = lines[y][Start.Length..^End.Length];
            Assert.HasCount(33, cells.ToArray());
            for (int x = 0; x < 33; x++)
            {
                Assert.AreEqual(modules[2 * y][x], "█▀".Contains(cells[x]));
                Assert.AreEqual((2 * y) + 1 < 33 && modules[(2 * y) + 1][x], "█▄".Contains(cells[x]));
            }
        }
    }

    private static string Row(bool[][] modules, int y, int x) =>
        string.Concat(modules[y].Skip(x).Take(7).Select(isDark => isDark ? '#' : '.'));
}
