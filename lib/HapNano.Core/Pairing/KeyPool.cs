// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;

namespace HapNano.Pairing;

/// <summary>X25519 key pairs made while nothing else happens, so that Pair Verify M1 finds one ready.</summary>
/// <remarks>A pair is taken once and never comes back. Not thread-safe: the stack calls it under its lock.</remarks>
internal sealed class KeyPool
{
    /// <summary>Pairs kept ready: a phone and a hub that come back at once, twice over.</summary>
    internal const int Capacity = 4;

    private const int KeyBytes = CryptoProvider.KeyBytes;

    private readonly CryptoProvider _crypto;
    private readonly byte[] _secretKeys = new byte[Capacity * KeyBytes];
    private readonly byte[] _publicKeys = new byte[Capacity * KeyBytes];
    private bool _isRandomMissing;

    /// <summary>Makes an empty pool.</summary>
    internal KeyPool(CryptoProvider crypto)
    {
        _crypto = crypto;
    }

    /// <summary>Pairs that are ready.</summary>
    internal int Count { get; private set; }

    /// <summary>True while <see cref="Work"/> has something to do.</summary>
    internal bool HasWork => Count < Capacity && !_isRandomMissing;

    /// <summary>Makes one pair: one X25519 multiplication.</summary>
    /// <returns>True while there is more to do; false also when there is no randomness to be had, until the next <see cref="TryTake"/>.</returns>
    internal bool Work()
    {
        if (HasWork)
        {
            _isRandomMissing = !Make();
        }

        return HasWork;
    }

    /// <summary>Takes a pair, made on the spot when none is ready.</summary>
    /// <param name="secretKey">Receives 32 bytes from its start.</param>
    /// <param name="publicKey">Receives 32 bytes.</param>
    /// <param name="publicKeyOffset">First byte written.</param>
    /// <returns>False when there is no randomness to be had.</returns>
    internal bool TryTake(byte[] secretKey, byte[] publicKey, int publicKeyOffset)
    {
        _isRandomMissing = false;
        if (Count == 0 && !Make())
        {
            return false;
        }

        Count--;
        Array.Copy(_secretKeys, Count * KeyBytes, secretKey, 0, KeyBytes);
        Array.Copy(_publicKeys, Count * KeyBytes, publicKey, publicKeyOffset, KeyBytes);
        Array.Clear(_secretKeys, Count * KeyBytes, KeyBytes);
        return true;
    }

    private bool Make()
    {
        if (!_crypto.Random(_secretKeys, Count * KeyBytes, KeyBytes))
        {
            return false;
        }

        _crypto.X25519PublicKey(_publicKeys, Count * KeyBytes, _secretKeys, Count * KeyBytes);
        Count++;
        return true;
    }
}
