// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>A fault that is put between the accessory and the model, to see that the model notices.</summary>
public enum Mutation
{
    None,

    /// <summary>An event message gets lost.</summary>
    DropEvent,

    /// <summary>Who writes a value hears of it too.</summary>
    EchoToWriter,

    /// <summary>An event tells a value of before.</summary>
    StaleEvent,

    /// <summary>An unsubscribed controller gets an event.</summary>
    EventAfterUnsubscribe,

    /// <summary>A press of the button comes twice.</summary>
    DoublePress,

    /// <summary>Flash comes back from a power cut without its last record of pairings.</summary>
    ForgetPairing,

    /// <summary>Flash comes back from a power cut with the wrong codes uncounted.</summary>
    ForgetAttempts,

    /// <summary>Flash comes back from a power cut with older values.</summary>
    ForgetValues,

    /// <summary>A busy Pair Setup lets a second owner in.</summary>
    SecondOwner,

    /// <summary>A refused write is answered as if it had been made.</summary>
    WrongStatus,

    /// <summary>A removed pairing's session stays open.</summary>
    KeepRemoved,

    /// <summary>While the flash is busy the host is polled again at once, and no time passes.</summary>
    StandStill,
}
