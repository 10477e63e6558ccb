// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Fuzz;

/// <summary>What can happen to an accessory in a script.</summary>
internal enum OperationCode
{
    /// <summary>Bytes arrive as they are.</summary>
    Raw,

    /// <summary>Text arrives: in frames with the right key on a session.</summary>
    Text,

    /// <summary>A request arrives whose head is right: the variant is method and path, the payload the body.</summary>
    Request,

    /// <summary>Pair Verify M1 to M4: the variant is the controller, the payload changes what M3 has sealed.</summary>
    Verify,

    /// <summary>A message of Pair Setup, by its variant; the payload changes what M5 has sealed.</summary>
    Setup,

    /// <summary>Time passes: the payload is a number of 16 ms.</summary>
    Pass,

    /// <summary>The peer is gone.</summary>
    Close,

    /// <summary>The peer takes only what it is made to: the payload is a number of bytes. Without one it takes everything again.</summary>
    Take,

    /// <summary>Something happens at the device.</summary>
    Device,

    /// <summary>Text arrives in frames of which one bit is wrong.</summary>
    Damaged,

    /// <summary>Flash fails after so many writes as the variant says; 31 for never.</summary>
    Store,

    /// <summary>Only Pair Verify M1.</summary>
    VerifyM1,

    /// <summary>Only Pair Verify M3, made of what the connection with the variant's number was told.</summary>
    VerifyM3,

    /// <summary>What the accessory said last on the variant's connection comes back as a request.</summary>
    Reflect,

    /// <summary>What was sent last on the variant's connection is sent once more, byte for byte.</summary>
    Replay,

    /// <summary>The power fails and comes back.</summary>
    Reboot,
}
