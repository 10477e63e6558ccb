// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Crypto;

namespace HapNano.Pairing;

/// <summary>The accessory's SRP arithmetic: one set {b, B, powers of v} made ahead of need, and the session that consumes it.</summary>
/// <remarks>
/// <code>
/// Empty --TryBegin--> Preparing --Step...--> Ready --TryStartSession--> Session --Step...--> Done --FinishSession--> Empty
///   ^                                                                                                        |
///   '------------------------------------------ Wipe, from anywhere -----------------------------------------'
/// </code>
/// Lives in RAM only. The work area is the provider's and secret; it is given back to the heap when the accessory is paired.
/// </remarks>
internal sealed class SrpSet
{
    private readonly CryptoProvider _crypto;
    private byte[] _privateValue;
    private byte[] _work;
    private byte[] _publicKey;
    private SrpSetState _state;

    /// <summary>Empty, without a work area.</summary>
    internal SrpSet(CryptoProvider crypto)
    {
        _crypto = crypto;
    }

    /// <summary>True when M1 can be answered.</summary>
    internal bool IsReady => _state == SrpSetState.Ready;

    /// <summary>True while <see cref="Step"/> has something to do.</summary>
    internal bool IsComputing => _state == SrpSetState.Preparing || _state == SrpSetState.Session;

    /// <summary>True when there is nothing, not even under way.</summary>
    internal bool IsEmpty => _state == SrpSetState.Empty;

    /// <summary>B of a ready set, 384 bytes.</summary>
    internal byte[] PublicKey => _publicKey;

    /// <summary>False only where published vectors with a leading zero are replayed.</summary>
    internal bool IsShortKeyRedrawn { get; set; } = true;

    /// <summary>True when neither private values nor the work area hold anything. For tests.</summary>
    internal bool IsWiped
    {
        get
        {
return _work == null || (SetupKeys.IsZero(_privateValue) && SetupKeys.IsZero(_work));
        }
    }

    /// <summary>Draws b and starts the arithmetic of a set.</summary>
    /// <param name="verifier">v, 384 bytes.</param>
    /// <returns>False while the source of randomness cannot be trusted, or there is no memory for the work area.</returns>
    internal bool TryBegin(byte[] verifier)
    {
        if (_work == null && !TryAllocate())
        {
            return false;
        }

        if (!_crypto.Random(_privateValue, 0, _privateValue.Length))
        {
            return false;
        }

        _crypto.SrpStartSet(_work, verifier, 0, _privateValue, 0);
        Array.Clear(_privateValue, 0, _privateValue.Length);
        _state = SrpSetState.Preparing;
        return true;
    }

    /// <summary>One slice of whatever is under way.</summary>
    internal void Step()
    {
        if (_crypto.SrpStep(_work))
        {
            return;
        }

        if (_state == SrpSetState.Session)
        {
            _state = SrpSetState.Done;
            return;
        }

        // Implementations disagree about leading zeros of B (padded or stripped in M1), so B never starts with one.
        _crypto.SrpPublicKey(_work, _publicKey, 0);
        _state = SrpSetState.Ready;
        if (_publicKey[0] == 0 && IsShortKeyRedrawn)
        {
            Wipe();
        }
    }

    /// <summary>Starts S of a ready set, which is consumed.</summary>
    /// <param name="controllerKey">Holds A.</param>
    /// <param name="offset">First byte of A.</param>
    /// <param name="count">Bytes of A, 1..384.</param>
    /// <returns>False when A mod N is 0.</returns>
    internal bool TryStartSession(byte[] controllerKey, int offset, int count)
    {
        if (!_crypto.SrpStartSession(_work, controllerKey, offset, count))
        {
            return false;
        }

        _state = SrpSetState.Session;
        return true;
    }

    /// <summary>True when the session's steps are done.</summary>
    internal bool IsDone => _state == SrpSetState.Done;

    /// <summary>Checks the controller's proof and ends the session.</summary>
    /// <param name="salt">16 bytes.</param>
    /// <param name="proof">M1 of the controller, 64 bytes.</param>
    /// <param name="sessionKey">Receives K, 64 bytes; zero when the proof is wrong.</param>
    /// <param name="answer">Receives M2, 64 bytes; zero when the proof is wrong.</param>
    /// <returns>True when the proof is right.</returns>
    internal bool FinishSession(byte[] salt, byte[] proof, byte[] sessionKey, byte[] answer)
    {
        bool isRight = _crypto.SrpFinishSession(_work, salt, 0, proof, 0, sessionKey, 0, answer, 0);
        Wipe();
        return isRight;
    }

    /// <summary>Destroys what there is.</summary>
    internal void Wipe()
    {
        if (_work != null)
        {
            Array.Clear(_work, 0, _work.Length);
            Array.Clear(_publicKey, 0, _publicKey.Length);
        }

        _state = SrpSetState.Empty;
    }

    /// <summary>Destroys what there is and lets the work area go.</summary>
    internal void Free()
    {
        Wipe();
        _work = null;
        _publicKey = null;
        _privateValue = null;
    }

    private bool TryAllocate()
    {
        try
        {
            _privateValue = new byte[CryptoProvider.SrpPrivateBytes];
            _publicKey = new byte[CryptoProvider.SrpNumberBytes];
            _work = new byte[_crypto.SrpWorkBytes];
            return true;
        }
        catch (OutOfMemoryException)
        {
            // 16 KB on a board, the largest piece there is. Whoever pairs is refused and may try again; everybody else is served meanwhile.
            return false;
        }
    }
}
