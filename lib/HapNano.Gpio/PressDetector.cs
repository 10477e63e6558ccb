// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Gpio;

/// <summary>Tells presses and holds from the level of a button.</summary>
/// <remarks>
/// <code>
///  down for   0 ........ ShortMs ........ WifiSetupMs ........ ResetMs ........
///  let go     Press      nothing          WifiSetup            nothing
///  Stage      None       None             WifiSetup            Reset, and with it the action Reset, at once
/// </code>
/// A button that is down already at the first look counts from the time it is let go and pressed anew: one that is stuck resets nothing.
/// A function of its arguments: time is one of them. Not thread-safe.
/// </remarks>
internal sealed class PressDetector
{
    /// <summary>A button let go within this time was pressed; later, somebody began to hold and changed his mind.</summary>
    public const int ShortMs = 1000;

    /// <summary>Let go after this time, the button asks for the setup of Wi-Fi.</summary>
    public const int WifiSetupMs = 5000;

    /// <summary>Held for this time, it asks for a factory reset.</summary>
    public const int ResetMs = 10000;

    /// <summary>How far the present hold has come. A field, because a property is a call on the interpreter; only this class sets it.</summary>
    public HoldStage Stage;

    private bool _isDown;
    private bool _isStuck = true;
    private long _downMs;

    /// <summary>True while time alone changes something.</summary>
    public bool IsWaiting => _isDown && Stage != HoldStage.Reset;

    /// <summary>Takes the button's level, as often as somebody looks.</summary>
    /// <param name="isDown">The button is pressed.</param>
    /// <param name="nowMs">Milliseconds since boot.</param>
    /// <returns>What it asks for with this look.</returns>
    public ButtonAction Look(bool isDown, long nowMs)
    {
        _isStuck &= isDown;
        if (_isStuck)
        {
            return ButtonAction.None;
        }

        if (isDown && !_isDown)
        {
            _downMs = nowMs;
        }

        ButtonAction action = isDown ? Hold(nowMs - _downMs) : _isDown ? LetGo(nowMs - _downMs) : ButtonAction.None;
        _isDown = isDown;
        return action;
    }

    private ButtonAction Hold(long heldMs)
    {
        if (Stage == HoldStage.Reset || heldMs < WifiSetupMs)
        {
            return ButtonAction.None;
        }

        Stage = heldMs < ResetMs ? HoldStage.WifiSetup : HoldStage.Reset;
        return Stage == HoldStage.Reset ? ButtonAction.Reset : ButtonAction.None;
    }

    // The stage and not the time decides about a hold: what the light showed is what letting go does, also when nobody looked for a while.
    private ButtonAction LetGo(long heldMs)
    {
        ButtonAction action = Stage == HoldStage.WifiSetup ? ButtonAction.WifiSetup
            : Stage == HoldStage.None && heldMs <= ShortMs ? ButtonAction.Press
            : ButtonAction.None;
        Stage = HoldStage.None;
        return action;
    }
}
