// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>A <see cref="QrCode"/> as a drawing in a page.</summary>
internal static class QrDrawing
{
    // ISO/IEC 18004: nothing within four modules of the code.
    private const int QuietZone = 4;

    /// <summary>Draws it; each run of dark modules in a row is one rectangle.</summary>
    /// <param name="page">Receives it.</param>
    /// <param name="text">What it says, 20 ASCII bytes.</param>
    public static void Write(PageWriter page, byte[] text)
    {
        bool[] modules = QrCode.Draw(text);
        page.Text("<svg viewBox=\"0 0 29 29\" shape-rendering=crispEdges role=img aria-label=\"QR code\"><path fill=#fff d=M0,0h29v29H0z /><path d=\"");
        for (int row = 0; row < QrCode.Side; row++)
        {
            int column = 0;
            while (column < QrCode.Side)
            {
                int start = column;
                while (column < QrCode.Side && modules[(row * QrCode.Side) + column])
                {
                    column++;
                }

                if (column > start)
                {
                    WriteRun(page, start + QuietZone, row + QuietZone, column - start);
                }

                column++;
            }
        }

        page.Text("\"/></svg>");
    }

    private static void WriteRun(PageWriter page, int x, int y, int length)
    {
        page.Text("M");
        page.Number(x);
        page.Text(",");
        page.Number(y);
        page.Text("h");
        page.Number(length);
        page.Text("v1h-");
        page.Number(length);
        page.Text("z");
    }
}
