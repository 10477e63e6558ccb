// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using System.Text;
using HapNano.Model;
using HapNano.Server;

namespace HapNano.Boards.Virtual;

/// <summary>The board that is a process.</summary>
public static class VirtualBoard
{
    private const int ExitStopped = 0;
    private const int ExitFault = 1;
    private const int ExitUsage = 2;

    /// <summary>Sets the board up as the command line says, and runs a firmware on it until somebody stops the process.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="firmware">Name of the firmware; the default data folder is called so.</param>
    /// <param name="wiring">What is wired to the pins.</param>
    /// <param name="main">The firmware's Main.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, string firmware, BoardWiring wiring, Action main)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        try
        {
            BoardOptions options = BoardOptions.Parse(arguments);
            if (options.IsHelpWanted)
            {
                Console.Out.WriteLine(BoardOptions.Help(firmware));
                return ExitStopped;
            }

            return Start(options, options.DataFolder ?? BoardOptions.DefaultFolder(firmware), wiring, main);
        }
        catch (UsageException exception)
        {
            return Fail(exception.Message, ExitUsage);
        }
        catch (BoardFault exception)
        {
            return Fail(exception.Message, ExitFault);
        }
    }

    private static int Start(BoardOptions options, string folderPath, BoardWiring wiring, Action main)
    {
        using DataFolder folder = DataFolder.Open(folderPath);
        var panel = new TerminalPanel(folder.Path);
        Configure(options, folder, panel);
        using PosixSignalRegistration interrupt = OnSignal(PosixSignal.SIGINT, panel);
        using PosixSignalRegistration terminate = OnSignal(PosixSignal.SIGTERM, panel);
        using PosixSignalRegistration hangUp = OnSignal(PosixSignal.SIGHUP, panel);
        _ = new LampWatch(wiring, panel.PrintNow);
        new BoardKeys(wiring, panel.PrintNow).Start();
        try
        {
            main();
            panel.PrintNow("stopped");
            return ExitStopped;
        }
        catch (ServerException exception)
        {
            return Fail(Explain(exception, folder.Path), ExitFault);
        }
        catch (DatabaseException exception)
        {
            return Fail(exception.Message, ExitFault);
        }
    }

    private static void Configure(BoardOptions options, DataFolder folder, ServerPanel panel)
    {
        Log.Level = options.LogLevel;
        Log.Sink = new StandardErrorLog();
        FlashMedium.Board = folder.Flash();
        DeviceId.Serial = folder.Serial();
        NetworkLink.Board = new VirtualLink(NetworkLink.Board, new VirtualRadio(options.IsWifiSetupWanted));
        ServerSettings settings = ServerSettings.Board;
        settings.Name = options.Name;
        settings.Port = options.Port;
        settings.BindAddress = options.BindAddress;
        settings.PagePort = options.PagePort;
        settings.NamePort = 0;
        settings.StatusPageMs = options.StatusMinutes is { } minutes ? (int)(minutes * 60_000) : settings.StatusPageMs;
        settings.Setup = options.Setup;
        settings.IsResetWanted = options.IsResetWanted;
        settings.Panel = panel;
    }

    // The first signal stops the lamp as its owner expects; a second one means now.
    private static PosixSignalRegistration OnSignal(PosixSignal signal, TerminalPanel panel)
    {
        bool isFirst = true;
        return PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = isFirst;
            isFirst = false;
            panel.RequestStop();
        });
    }

    private static string Explain(ServerException exception, string folder) => exception.Fault switch
    {
        ServerFault.StateDamaged =>
            $"{exception.Message} It lies in {folder}: put back a copy of that folder, or choose another one with --data, or forget the controllers with --reset; a damaged setup record is replaced with --new-setup-code.",
        ServerFault.StateNotWritable => $"{exception.Message} The data folder is {folder}.",
        ServerFault.PortNotAvailable => $"{exception.Message} Choose another one with --port or --page-port, or 0 for any.",
        _ => exception.Message,
    };

    private static int Fail(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
