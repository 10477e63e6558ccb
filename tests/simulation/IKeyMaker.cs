// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;

namespace HapNano.Simulation;

/// <summary>The arithmetic of both ends.</summary>
internal interface IKeyMaker
{
    /// <summary>The accessory's, for one boot.</summary>
    CryptoProvider NewCrypto(ulong boot);

    /// <summary>A controller's, for one connection.</summary>
    IControllerKeys NewController(string name);
}
