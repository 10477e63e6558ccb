// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;

namespace HapNano.Tests.Fakes;

/// <summary>What the other end of a connection needs from whoever runs the accessory.</summary>
internal interface IPeerBench
{
    /// <summary>Arithmetic.</summary>
    CryptoProvider Arithmetic { get; }

    /// <summary>Time.</summary>
    long NowMs { get; }

    /// <summary>Does what the worker and the flash thread do, until there is nothing left to do at this time.</summary>
    void Settle();
}
