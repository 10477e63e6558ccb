// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Crypto;
using HapNano.Storage;

namespace HapNano.Pairing;

/// <summary>What the pairing exchanges of one accessory share: who it is, its pairings, and scratch that is never in use between two calls.</summary>
/// <remarks>Made once by the host. Everything happens under the stack's lock.</remarks>
internal sealed class PairingContext
{
    /// <summary>The longest signed text of pairing: key or X (32), identifier (36), key (32).</summary>
    internal const int MaxInfoBytes = CryptoProvider.KeyBytes + PairingTable.MaxIdentifierBytes + CryptoProvider.KeyBytes;

    /// <summary>Puts the parts together.</summary>
    /// <param name="crypto">Arithmetic and randomness.</param>
    /// <param name="state">A state whose boot status is Ready.</param>
    /// <param name="transaction">The write that answers wait for.</param>
    internal PairingContext(CryptoProvider crypto, AccessoryState state, StoreTransaction transaction)
    {
        Crypto = crypto;
        Identity = state.Identity;
        Setup = state.Setup;
        Pairings = state.Pairings;
        FailedAttempts = state.FailedAttempts;
        Transaction = transaction;
        Keys = new KeyPool(crypto);
    }

    /// <summary>Arithmetic and randomness.</summary>
    internal CryptoProvider Crypto { get; }

    /// <summary>Device id and long-term key.</summary>
    internal DeviceIdentity Identity { get; }

    /// <summary>Salt and verifier.</summary>
    internal SetupRecord Setup { get; }

    /// <summary>The controllers.</summary>
    internal PairingTable Pairings { get; }

    /// <summary>Wrong setup codes as stored at boot.</summary>
    internal int FailedAttempts { get; }

    /// <summary>The write that answers wait for.</summary>
    internal StoreTransaction Transaction { get; }

    /// <summary>X25519 pairs for Pair Verify.</summary>
    internal KeyPool Keys { get; }

    /// <summary>Limit on Pair Verify M1 from strangers.</summary>
    internal VerifyLimiter Limiter { get; } = new VerifyLimiter();

    /// <summary>Scratch: the request that is being read.</summary>
    internal PairingMessage Message { get; } = new PairingMessage();

    /// <summary>Scratch: writes the items that get sealed.</summary>
    internal Tlv8Writer Inner { get; } = new Tlv8Writer();

    /// <summary>Scratch: the text that is signed.</summary>
    internal byte[] Info { get; } = new byte[MaxInfoBytes];

    /// <summary>Scratch: an X25519 secret key, wiped as soon as the shared secret is known.</summary>
    internal byte[] SecretKey { get; } = new byte[CryptoProvider.KeyBytes];

    /// <summary>Scratch: a signature.</summary>
    internal byte[] Signature { get; } = new byte[CryptoProvider.SignatureBytes];
}
