// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>What a status light does, tick by tick.</summary>
/// <remarks>
/// Each pattern is 32 ticks long, its first tick in the highest bit. Those without a network, not paired, paired, held and of the access point are what
/// users of HomeSpan know (its user guide, "Status LED Flashing Reference"), in ticks of our length:
/// <code>
/// no Wi-Fi     ██------------------------------   one flash every 3 s
/// Wi-Fi setup  █-█-----█-█-----█-█-----█-█-----   quick double flashes
/// unpaired     ██--██--------------------------   two flashes every 3 s
/// paired       ████████████████████████████████   lit; a light that is dark has no power
/// identifying  ███-███-███-███-███-███-███-███-   short gaps, for 5 s
/// resetting    ----████----████----████----████   even
/// held for 5 s █-█-█-█-█-█-█-█-█-█-█-█-█-█-█-█-   flicker: letting go begins the setup of Wi-Fi; after 10 s as resetting
/// </code>
/// A function of its calls. Not thread-safe.
/// </remarks>
internal sealed class BlinkPattern
{
    /// <summary>Length of a tick.</summary>
    public const int TickMs = 100;

    private const int PatternTicks = 32;
    private const int IdentifyTicks = 5000 / TickMs;
    private const uint Flicker = 0xAAAAAAAA;
    private const uint Lit = 0xFFFFFFFF;

    /// <summary>
    /// True when the light stays as the last tick left it until another method is called. A field, because a property is a call on the interpreter; only this
    /// class sets it.
    /// </summary>
    public bool IsSteady;

    // By the numbers of AccessoryStatus.
    private static readonly uint[] s_patterns = { 0xC0000000, 0xA0A0A0A0, 0xCC000000, Lit, 0xEEEEEEEE, 0x0F0F0F0F };

    private AccessoryStatus _lasting = AccessoryStatus.NoWifi;
    private HoldStage _hold;
    private int _tick;
    private int _identifyLeft;

    /// <summary>True when somebody is waiting to see what is shown: he holds the button, or has asked for it.</summary>
    public bool IsUrgent => _hold != HoldStage.None || _identifyLeft > 0
        || _lasting == AccessoryStatus.WifiSetup || _lasting == AccessoryStatus.Resetting;

    private uint Current => _hold == HoldStage.WifiSetup ? Flicker
        : s_patterns[(int)(_hold == HoldStage.Reset ? AccessoryStatus.Resetting : _identifyLeft > 0 ? AccessoryStatus.Identifying : _lasting)];

    /// <summary>Begins a pattern. Identifying ends by itself and gives way to what was shown before, or is shown meanwhile.</summary>
    public void Show(AccessoryStatus status)
    {
        if (status == AccessoryStatus.Identifying)
        {
            _identifyLeft = IdentifyTicks;
        }
        else
        {
            _lasting = status;
            _identifyLeft = status == AccessoryStatus.Resetting || status == AccessoryStatus.WifiSetup ? 0 : _identifyLeft;
        }

        _tick = 0;
    }

    /// <summary>Shows what letting the button go will do, before everything else, until the stage is <see cref="HoldStage.None"/>.</summary>
    public void ShowHold(HoldStage stage)
    {
        _hold = stage;
        _tick = 0;
    }

    /// <summary>Advances by one tick.</summary>
    /// <returns>True for light during this tick.</returns>
    public bool Tick()
    {
        uint pattern = Current;
        bool isLit = ((pattern << _tick) & 0x80000000) != 0;
        IsSteady = pattern == Lit;
        _tick = (_tick + 1) % PatternTicks;
        _identifyLeft -= _identifyLeft > 0 ? 1 : 0;
        return isLit;
    }
}
