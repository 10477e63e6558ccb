// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Gpio;

/// <summary>Tells short presses and holds from the edges of a button.</summary>
/// <remarks>
/// <code>
///         down                 HoldMs passed
///  up ────────────► down ─────────────────────► held
///   ▲                │                            │
///   └────────────────┴────────── up ──────────────┘
///      up within ShortMs: a press
/// </code>
/// A function of its arguments: time is one of them. Not thread-safe.
/// </remarks>
internal sealed class PressDetector
{
    /// <summary>A button let go within this time was pressed; later, somebody began to hold and changed his mind.</summary>
    public const int ShortMs = 1000;

    /// <summary>A button held for this time is held.</summary>
    public const int HoldMs = 10000;

    private bool _isDown;
    private bool _isHeld;
    private long _downMs;

    /// <summary>True while the button is down and a hold may still come of it.</summary>
    public bool IsWaiting => _isDown && !_isHeld;

    /// <summary>The button's state after an edge; the same state again is no edge.</summary>
    /// <returns>True when this ends a short press.</returns>
    public bool Edge(bool isDown, long nowMs)
    {
        bool isPress = _isDown && !isDown && !_isHeld && nowMs - _downMs <= ShortMs;
        if (isDown && !_isDown)
        {
            _downMs = nowMs;
            _isHeld = false;
        }

        _isDown = isDown;
        return isPress;
    }

    /// <summary>Lets the time advance.</summary>
    /// <returns>True once, when the button has been down long enough.</returns>
    public bool Poll(long nowMs)
    {
        if (!IsWaiting || nowMs - _downMs < HoldMs)
        {
            return false;
        }

        _isHeld = true;
        return true;
    }
}
