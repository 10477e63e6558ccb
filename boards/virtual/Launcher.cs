// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Boards.Virtual;
using HapNano.Firmware;

namespace HapNano.Boards;

/// <summary>Where the process starts: sets the virtual board up as the options say, and runs the firmware's unchanged Main on it.</summary>
internal static class Launcher
{
    private static int Main(string[] arguments)
    {
        BoardWiring wiring = new BoardWiring
        {
            RelayPin = Board.RelayPin,
            RelayActiveHigh = Board.RelayActiveHigh,
            RedPin = Board.RedPin,
            GreenPin = Board.GreenPin,
            BluePin = Board.BluePin,
            LampActiveHigh = Board.LampActiveHigh,
            ButtonPin = Board.ButtonPin,
            ButtonActiveHigh = Board.ButtonActiveHigh,
        };
        return VirtualBoard.Run(arguments, typeof(Program).Assembly.GetName().Name, wiring, Program.Main);
    }
}
