// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Model;

namespace HapNano.Tests.Session;

/// <summary>Weighs lamps and lives <see cref="MemorySession"/> on a board or in the interpreter on a PC. It needs neither network nor flash nor pins.</summary>
public static class Program
{
    private const int Requests = 10000;

    /// <summary>Entry point.</summary>
    public static void Main()
    {
        try
        {
            new LampsMemory(new BoardMeter()).Run();
            new MemorySession(new BoardMeter(), Requests).Run();
        }
        catch (System.Exception e)
        {
            // An exception that leaves Main is not shown anywhere.
            System.Console.WriteLine("failed: " + e.GetType().FullName + ": " + e.Message);
        }
    }
}
