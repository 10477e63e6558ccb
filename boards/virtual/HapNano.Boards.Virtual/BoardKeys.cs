// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards.Virtual;

/// <summary>The console's keys, which press the board's button. They work through a pipe too.</summary>
internal sealed class BoardKeys(BoardWiring wiring, Action<string> print)
{
    private static readonly TimeSpan s_press = TimeSpan.FromMilliseconds(150);

    // Halfway between the five seconds and the ten that the button tells apart.
    private static readonly TimeSpan s_wifiHold = TimeSpan.FromMilliseconds(7_000);

    // The button counts as held after ten seconds; debouncing and a busy machine take their part, and less would be a hold for the setup of Wi-Fi.
    private static readonly TimeSpan s_resetHold = TimeSpan.FromMilliseconds(11_500);

    /// <summary>Begins to read keys.</summary>
    public void Start() => new Thread(Read) { IsBackground = true, Name = "keys" }.Start();

    private void Read()
    {
        int key;
        while ((key = Next()) >= 0)
        {
            switch (char.ToLowerInvariant((char)key))
            {
                case 'b':
                    print("button pressed");
                    Hold(s_press);
                    break;
                case 'w':
                    print("button held for five seconds: Wi-Fi setup");
                    Hold(s_wifiHold);
                    break;
                case 'r':
                    print("button held for ten seconds: factory reset");
                    Hold(s_resetHold);
                    break;
                default:
                    break;
            }
        }
    }

    // -1 when there are no keys any more: a closed pipe ends the keys, not the lamp.
    private static int Next()
    {
        try
        {
            return Console.IsInputRedirected ? Console.In.Read() : Console.ReadKey(intercept: true).KeyChar;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return -1;
        }
    }

    private void Hold(TimeSpan time)
    {
        SoftwarePins.Drive(wiring.ButtonPin, wiring.ButtonActiveHigh);
        Thread.Sleep(time);
        SoftwarePins.Drive(wiring.ButtonPin, null);
        Thread.Sleep(s_press);
    }
}
