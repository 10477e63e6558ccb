// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Server;

namespace HapNano.Boards.Virtual;

/// <summary>The panel of the virtual board: the terminal.</summary>
internal sealed class TerminalPanel(string dataFolder) : ServerPanel
{
    private readonly Lock _lock = new();
    private readonly Lock _serverLock = new();
    private HapServer? _server;
    private bool _isStopWanted;

    /// <summary>Stops the server, or keeps it from starting. From any thread.</summary>
    public void RequestStop()
    {
        lock (_serverLock)
        {
            _isStopWanted = true;
            _server?.Stop();
        }
    }

    public override void Started(HapServer server)
    {
        lock (_serverLock)
        {
            _server = server;
            if (_isStopWanted)
            {
                server.Stop();
            }
        }
    }

    public override void ShowSetup(string name, byte[] code, byte[] payload)
    {
        if (code == null)
        {
            Print(name, "  Setup code  on the label", $"  State       {dataFolder}");
            return;
        }

        string uri = Encoding.ASCII.GetString(payload);
        Print([name, "", .. QrText.Lines(uri), "",
            $"  Setup code  {Encoding.ASCII.GetString(code)}",
            $"  Payload     {uri}",
            $"  State       {dataFolder}"]);
    }

    public override void HideSetup(string name) => Print(
        name, "  Paired; the setup code shows again when the last controller is removed.", $"  State       {dataFolder}");

    public override void Listening(string address, int port) => Print(
        "  Keys        b presses the button, w holds it for the setup of Wi-Fi, r for a factory reset, Ctrl+C stops", $"Listening on {address}:{port}");

    public override void WifiSetup(string name, string password, string page) => Print(
        "", $"  Wi-Fi setup  {page}", $"  On a board: join \"{name}\" with the password {password}, and the page opens by itself.");

    public override void StatusPage(string page) => PrintNow($"status page {page}");

    public override void Identify() => PrintNow("identify: this one");

    public override void Resetting() => PrintNow("factory reset");

    public override void Warn(string text) => Print(text);

    /// <summary>Prints what happens, with the time of day.</summary>
    public void PrintNow(string text) => Print($"{DateTime.Now:HH:mm:ss.fff}  {text}");

    private void Print(params IEnumerable<string> lines)
    {
        lock (_lock)
        {
            foreach (string line in lines)
            {
                Console.Out.WriteLine(line);
            }

            Console.Out.Flush();
        }
    }
}
