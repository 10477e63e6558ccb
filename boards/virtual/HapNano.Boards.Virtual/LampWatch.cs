// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Concurrent;
using System.Globalization;

namespace HapNano.Boards.Virtual;

/// <summary>Looks at the board's outputs and says what they do, as somebody who stands before the board would.</summary>
/// <remarks>The pins report from within the stack's lock, so everything slow happens on a thread of its own.</remarks>
internal sealed class LampWatch
{
    // The three colours of a lamp change one after the other; an eye does not see that.
    private static readonly TimeSpan s_blink = TimeSpan.FromMilliseconds(20);

    private readonly BoardWiring _wiring;
    private readonly Action<string> _print;
    private readonly BlockingCollection<(int Pin, int Duty)> _changes = [];
    private readonly Dictionary<int, int> _duties = [];
    private string _lastLamp = "lamp off";
    private string _lastRelay = "relay off";

    /// <summary>Begins to watch.</summary>
    /// <param name="wiring">Which pin is what.</param>
    /// <param name="print">Takes each line; called on a thread of its own.</param>
    public LampWatch(BoardWiring wiring, Action<string> print)
    {
        _wiring = wiring;
        _print = print;
        SoftwarePins.DutyChanged += (pin, duty) => _changes.Add((pin, duty));
        SoftwarePins.OutputChanged += (pin, isHigh) => _changes.Add((pin, isHigh ? 10_000 : 0));
        new Thread(Watch) { IsBackground = true, Name = "lamp watch" }.Start();
    }

    private void Watch()
    {
        foreach ((int pin, int duty) in _changes.GetConsumingEnumerable())
        {
            _duties[pin] = duty;
            Thread.Sleep(s_blink);
            while (_changes.TryTake(out (int Pin, int Duty) next))
            {
                _duties[next.Pin] = next.Duty;
            }

            Say(ref _lastLamp, Lamp());
            Say(ref _lastRelay, Relay());
        }
    }

    private void Say(ref string last, string now)
    {
        if (now != last)
        {
            last = now;
            _print(now);
        }
    }

    private string Lamp()
    {
        int red = Light(_wiring.RedPin);
        int green = Light(_wiring.GreenPin);
        int blue = Light(_wiring.BluePin);
        return red + green + blue == 0 ? "lamp off" : string.Create(
            CultureInfo.InvariantCulture,
            $"lamp on   light of red {red / 100.0:0.00} %, green {green / 100.0:0.00} %, blue {blue / 100.0:0.00} %");
    }

    private string Relay()
    {
        bool isHigh = _duties.GetValueOrDefault(_wiring.RelayPin, _wiring.RelayActiveHigh ? 0 : 1) > 0;
        return isHigh == _wiring.RelayActiveHigh ? "relay on" : "relay off";
    }

    private int Light(int pin) => _duties.TryGetValue(pin, out int duty) ? _wiring.LampActiveHigh ? duty : 10_000 - duty : 0;
}
