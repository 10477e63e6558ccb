// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Gpio;

/// <summary>What a status light does, tick by tick.</summary>
/// <remarks>
/// Each pattern is 16 ticks long, its first tick in the highest bit, and can be told from the others by somebody who has seen only one of them:
/// <code>
/// unpaired     ████████--------   slow and even
/// paired       ----------------   dark
/// identifying  █-█-█-█-█-█-█-█-   flicker, for 5 s
/// resetting    ██-██-----------   two short flashes, then a pause
/// </code>
/// A function of its calls. Not thread-safe.
/// </remarks>
internal sealed class BlinkPattern
{
    /// <summary>Length of a tick.</summary>
    public const int TickMs = 100;

    private const int PatternTicks = 16;
    private const int IdentifyTicks = 5000 / TickMs;

    private static readonly ushort[] s_patterns = { 0xFF00, 0x0000, 0xAAAA, 0xD800 };

    private AccessoryStatus _lasting = AccessoryStatus.Unpaired;
    private int _tick;
    private int _identifyLeft;

    /// <summary>True when the light does not change any more until the next <see cref="Show"/>.</summary>
    public bool IsSteady => _identifyLeft == 0 && s_patterns[(int)_lasting] == 0;

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
            _identifyLeft = status == AccessoryStatus.Resetting ? 0 : _identifyLeft;
        }

        _tick = 0;
    }

    /// <summary>Advances by one tick.</summary>
    /// <returns>True for light during this tick.</returns>
    public bool Tick()
    {
        AccessoryStatus status = _lasting;
        if (_identifyLeft > 0)
        {
            _identifyLeft--;
            status = AccessoryStatus.Identifying;
        }

        bool isLit = ((s_patterns[(int)status] << _tick) & 0x8000) != 0;
        _tick = (_tick + 1) % PatternTicks;
        return isLit;
    }
}
