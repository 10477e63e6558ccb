// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using QRCoder;

namespace HapNano.Server.Tests;

/// <summary>Against somebody else's encoder, which may take another mask; the browser's tests decode what is drawn.</summary>
[TestClass]
public class QrCodeTests
{
    private static readonly Func<int, int, bool>[] s_masks =
    [
        (row, column) => (row + column) % 2 == 0,
        (row, _) => row % 2 == 0,
        (_, column) => column % 3 == 0,
        (row, column) => (row + column) % 3 == 0,
        (row, column) => ((row / 2) + (column / 3)) % 2 == 0,
        (row, column) => (row * column % 2) + (row * column % 3) == 0,
        (row, column) => ((row * column % 2) + (row * column % 3)) % 2 == 0,
        (row, column) => (((row + column) % 2) + (row * column % 3)) % 2 == 0,
    ];

    [TestMethod]
    [DataRow("X-HM://0023ISYWY7OSX")]
    [DataRow("X-HM://00000000ZZZZZ")]
    [DataRow("X-HM://00KJ1UWSO1A2B")]
    [DataRow("::::::::::::::::::::")]
    [DataRow("0A1B2C3D4E $%*+-./:Z")]
    public void Draw_TwentyCharacters_AreTheModulesOfAnotherEncoder(string text)
    {
        bool[] ours = QrCode.Draw(Encoding.ASCII.GetBytes(text));
        using var generator = new QRCodeGenerator();
        using QRCodeData theirs = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M, requestedVersion: 1);
        const int QuietZone = 4;
        Assert.HasCount(QrCode.Side + (2 * QuietZone), theirs.ModuleMatrix);
        bool Theirs(int row, int column) => theirs.ModuleMatrix[row + QuietZone][column + QuietZone];

        // The bits of the format that name the mask, under the standard's own mask 10101.
        int mask = ((Theirs(8, 2) ? 4 : 0) | (Theirs(8, 3) ? 2 : 0) | (Theirs(8, 4) ? 1 : 0)) ^ 5;
        for (int row = 0; row < QrCode.Side; row++)
        {
            for (int column = 0; column < QrCode.Side; column++)
            {
                bool our = ours[(row * QrCode.Side) + column];
                if (IsFormat(row, column))
                {
                    continue;
                }

                bool isSame = IsFixed(row, column)
                    ? our == Theirs(row, column)
                    : (our ^ s_masks[0](row, column)) == (Theirs(row, column) ^ s_masks[mask](row, column));
                Assert.IsTrue(isSame, $"row {row}, column {column}, their mask {mask}");
            }
        }
    }

    [TestMethod]
    public void Draw_Format_IsTheOneOfLevelMAndMaskZeroTwice()
    {
        // ISO/IEC 18004, table of format information: 101010000010010.
        const string Format = "101010000010010";
        bool[] modules = QrCode.Draw(Encoding.ASCII.GetBytes("X-HM://0023ISYWY7OSX"));
        (int Row, int Column)[] corner = [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8), (7, 8), (5, 8), (4, 8), (3, 8), (2, 8), (1, 8), (0, 8)];
        (int Row, int Column)[] sides = [(20, 8), (19, 8), (18, 8), (17, 8), (16, 8), (15, 8), (14, 8), (8, 13), (8, 14), (8, 15), (8, 16), (8, 17), (8, 18), (8, 19), (8, 20)];
        foreach ((int Row, int Column)[] places in new[] { corner, sides })
        {
            var read = new StringBuilder();
            foreach ((int row, int column) in places)
            {
                read.Append(modules[(row * QrCode.Side) + column] ? '1' : '0');
            }

            Assert.AreEqual(Format, read.ToString());
        }
    }

    private static bool IsFormat(int row, int column) =>
        (row == 8 && column != 6 && (column <= 8 || column >= 13)) || (column == 8 && row != 6 && (row <= 8 || row >= 14));

    private static bool IsFixed(int row, int column) =>
        row == 6 || column == 6 || (row < 9 && (column < 9 || column >= 13)) || (row >= 13 && column < 9);
}
