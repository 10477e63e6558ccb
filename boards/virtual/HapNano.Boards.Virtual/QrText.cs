// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using QRCoder;

namespace HapNano.Boards.Virtual;

/// <summary>A QR code as lines of text that a phone can scan off a terminal.</summary>
/// <remarks>
/// Two modules share a character, which makes them square. Colours 16 and 231 of the 256 are black and white whatever the terminal's theme;
/// the quiet zone of four modules that scanners need is part of the drawing.
/// </remarks>
internal static class QrText
{
    private const string BlackOnWhite = "\u001b[38;5;16;48;5;231m";
    private const string Reset = "\u001b[0m";

    /// <summary>The lines to print.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        bool[][] rows = Modules(text);
        for (int y = 0; y < rows.Length; y += 2)
        {
            var line = new StringBuilder(BlackOnWhite);
            for (int x = 0; x < rows.Length; x++)
            {
                bool isUpperDark = rows[y][x];
                bool isLowerDark = y + 1 < rows.Length && rows[y + 1][x];
                line.Append((isUpperDark, isLowerDark) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }

            yield return line.Append(Reset).ToString();
        }
    }

    /// <summary>The modules, true for dark, with the quiet zone.</summary>
    public static bool[][] Modules(string text)
    {
        using var generator = new QRCodeGenerator();
        using QRCodeData code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        return [.. code.ModuleMatrix.Select(row => row.Cast<bool>().ToArray())];
    }
}
