// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>What the pages of the setup show and change that is not Wi-Fi. Called by the pages' thread, without any lock.</summary>
internal interface ISetupOwner
{
    /// <summary>True while a controller owns the accessory: then no setup code is shown or set.</summary>
    bool IsPaired { get; }

    /// <summary>The setup code, 10 ASCII bytes; null when only the label has it.</summary>
    byte[] SetupCode { get; }

    /// <summary>The text of the QR code, 20 ASCII bytes; null without a code.</summary>
    byte[] SetupPayload { get; }

    /// <summary>Stores another setup code.</summary>
    /// <param name="code">10 bytes, valid.</param>
    /// <returns>False when it could not be stored; then the old one holds.</returns>
    bool SetSetupCode(byte[] code);

    /// <summary>A network was named: try it.</summary>
    void NetworkNamed();
}
