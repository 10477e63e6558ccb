// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Crypto;
using HapNano.Storage;

namespace HapNano.Pairing;

/// <summary>Pair Setup of one accessory: the one attempt that may run, its owner, its SRP set and the count of wrong codes.</summary>
/// <remarks>
/// <code>
///        no set is ready           arithmetic          flash                          flash
/// M1 --M1--> Set ---------> M3 --M3--> Proof ---> Counter ---> M4 ------> M5 --M5--> Store ---> M6 ------> Delivery ---> M1
///  '--M2 sent-------------->|'- M1 again: same M2               '- sent       M1 again: Set       '- sent   socket took it
///
/// from Set, M3, Proof, M4, M5   error, 400, close or takeover: secrets wiped, owner released ---> M1
/// from Store, M6, Delivery      connection lost before the socket took a byte of M6 ---> Undo ---> M1, not paired
/// </code>
/// <para>Proof, Counter, Store and Undo belong to the accessory: no message is expected, and a wait for the transaction is part of the step.
/// A write that has begun ends, and counts, whether or not its connection lives.</para>
/// <para>After any call, look at <see cref="StoreTransaction.IsPending"/>: whoever writes flash may have something to do.</para>
/// </remarks>
internal sealed class PairSetup : IStoreOwner
{
    /// <summary>The longest answer: State 3, PublicKey 2+255+2+129, Salt 18.</summary>
    internal const int MaxAnswerBytes = 3 + 388 + 18;

    /// <summary>Wrong codes until Pair Setup is refused for good; a factory reset clears them.</summary>
    internal const int MaxAttempts = 100;

    private const byte M1 = 1;
    private const byte M2 = 2;
    private const byte M3 = 3;
    private const byte M4 = 4;
    private const byte M5 = 5;
    private const byte M6 = 6;

    private readonly PairingContext _context;
    private readonly PairingTable _pairings;
    private readonly StoreTransaction _transaction;
    private readonly PairingMessage _message;
    private readonly SetupOwnership _ownership = new SetupOwnership();
    private readonly SrpSet _set;

    // Null while no set was begun since the accessory started or was paired.
    private SetupKeys _keys;

    // The controller of M5 as it is stored, from M5 to M6.
    private byte[] _pairing;

    private PairSetupStep _expected = PairSetupStep.M1;
    private TlvError _verdict;
    private int _attempts;
    private int _paired;
    private bool _isWriting;
    private bool _isAbandoned;
    private bool _isSetRefused;
    private long _nowMs;

    /// <summary>Starts without an owner.</summary>
    internal PairSetup(PairingContext context)
    {
        _context = context;
        _pairings = context.Pairings;
        _transaction = context.Transaction;
        _message = context.Message;
        _attempts = context.FailedAttempts;
        _set = new SrpSet(context.Crypto);
    }

    /// <summary>True while <see cref="Work"/> has something to do. Asked again after every call, and after PairedChanged.</summary>
    internal bool HasWork => _set.IsComputing || (!_pairings.IsPaired && _set.IsEmpty && MayPrepare);

    /// <summary>What is expected next.</summary>
    internal PairSetupStep Expected => _expected;

    /// <summary>Wrong codes since the last right one.</summary>
    internal int FailedAttempts => _attempts;

    /// <summary>The SRP arithmetic, for tests.</summary>
    internal SrpSet Set => _set;

    /// <summary>True when no key, proof or private value is left, apart from a set that nobody has been told of. For tests.</summary>
    internal bool IsWiped => (_set.IsWiped || IsSetUnbound)
        && (_keys == null || _keys.IsWiped);

    private bool IsSetUnbound => _expected == PairSetupStep.M1 || _expected == PairSetupStep.Set;

    // A set is made ahead, but only when nobody is between M3 and M6, and only while it can be of use.
    private bool MayPrepare => IsSetUnbound && _attempts < MaxAttempts && !_isSetRefused;

    /// <summary>Handles the body of POST /pair-setup.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="body">Holds the body, which is rewritten.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="response">Receives the answer, up to <see cref="MaxAnswerBytes"/>; must not overlap the body.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>Answered, BadRequest, Pending or Failed; never Retry.</returns>
    internal PairingOutcome Handle(IPairingPeer peer, byte[] body, int offset, int count, Tlv8Writer response, long nowMs)
    {
        _nowMs = nowMs;
        if (peer.IsSecured || !_message.TryRead(body, offset, count) || !_message.TryGetByte(TlvType.State, out byte state))
        {
            return Reject(peer);
        }

        switch (state)
        {
            case M1:
                return HandleM1(peer, body, response);
            case M3 when IsExpected(peer, PairSetupStep.M3):
                return HandleM3(body, response);
            case M5 when IsExpected(peer, PairSetupStep.M5):
                return HandleM5(body, response);
            default:
                return Reject(peer);
        }
    }

    /// <summary>Goes on after Pending. May be called at any time: it is Pending again until there is an answer.</summary>
    /// <returns>As <see cref="Handle"/>.</returns>
    internal PairingOutcome Resume(IPairingPeer peer, Tlv8Writer response, long nowMs)
    {
        _nowMs = nowMs;
        if (peer != _ownership.Owner)
        {
            return Answer(M2, TlvError.Busy, response);      // taken over while it waited for a set
        }

        switch (_expected)
        {
            case PairSetupStep.Set:
                return AnswerM1(response);
            case PairSetupStep.M4:
                return AnswerM3(response);
            case PairSetupStep.M6:
                return AnswerM5(response);
            default:
                return PairingOutcome.Pending;
        }
    }

    /// <summary>The socket accepted the first byte of this connection's last answer.</summary>
    internal void Delivered(IPairingPeer peer)
    {
        if (IsExpected(peer, PairSetupStep.Delivery))
        {
            End();
            _ownership.Reset();
        }
    }

    /// <summary>The connection is closed, or will be without another answer.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="nowMs">Monotonic time.</param>
    internal void Released(IPairingPeer peer, long nowMs)
    {
        _nowMs = nowMs;
        if (peer != _ownership.Owner)
        {
            return;
        }

        switch (_expected)
        {
            case PairSetupStep.Counter:
                // A count that could not even begin, without memory for it, begins now: nobody else would end this step.
                _isAbandoned = true;
                StoreFreed();
                break;
            case PairSetupStep.Store when _isWriting:
                _isAbandoned = true;
                break;
            case PairSetupStep.M6 when _verdict == TlvError.None:
            case PairSetupStep.Delivery:
                Undo();
                break;
            default:
                End();
                break;
        }
    }

    /// <summary>True when this connection is in the middle of Pair Setup, and so may be idle for minutes while somebody types the code.</summary>
    internal bool IsOwner(IPairingPeer peer)
    {
        return peer == _ownership.Owner;
    }

    /// <summary>One bounded slice of background arithmetic.</summary>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>True while there is more.</returns>
    internal bool Work(long nowMs)
    {
        _nowMs = nowMs;
        if (!HasWork)
        {
            return false;
        }

        if (_set.IsEmpty)
        {
            _keys = _keys ?? new SetupKeys(_context);
            _isSetRefused = !_set.TryBegin(_context.Setup.Verifier);
        }
        else
        {
            _set.Step();
        }

        if (_set.IsDone)
        {
            CheckProof();
        }
        else if (_expected == PairSetupStep.Set && (_set.IsReady || _isSetRefused))
        {
            _ownership.Owner.Resume();
        }

        return HasWork;
    }

    /// <summary>The transaction is free: whoever completed or cancelled one calls this, so that a waiting write can begin.</summary>
    internal void StoreFreed()
    {
        if (_isWriting)
        {
            return;
        }

        switch (_expected)
        {
            case PairSetupStep.Counter:
                BeginCounter();
                break;
            case PairSetupStep.Store:
                BeginStore();
                break;
            case PairSetupStep.Undo:
                BeginUndo();
                break;
        }
    }

    /// <inheritdoc/>
    void IStoreOwner.StoreCompleted(bool isStored)
    {
        _isWriting = false;
        switch (_expected)
        {
            case PairSetupStep.Counter:
                CounterStored(isStored);
                break;
            case PairSetupStep.Store:
                PairingStored(isStored);
                break;
            case PairSetupStep.Undo:
                UndoStored(isStored);
                break;
        }
    }

    private PairingOutcome HandleM1(IPairingPeer peer, byte[] body, Tlv8Writer response)
    {
        if (!PairSetupM1.IsWellFormed(_message))
        {
            return Reject(peer);
        }

        TlvError error = CheckM1(peer, body);
        if (error != TlvError.None)
        {
            Reject(peer);
            return Answer(M2, error, response);
        }

        IPairingPeer displaced = Own(peer);
        PairingOutcome outcome = AnswerM1(response);
        if (displaced != null)
        {
            displaced.Resume();
        }

        return outcome;
    }

    // HAP Pair Setup M1: the checks in HomeKitADK's order.
    private TlvError CheckM1(IPairingPeer peer, byte[] body)
    {
        if (_pairings.IsPaired)
        {
            return TlvError.Unavailable;
        }

        if (_attempts >= MaxAttempts)
        {
            return TlvError.MaxTries;
        }

        if (!_ownership.IsOpenTo(peer, _expected, _nowMs))
        {
            return TlvError.Busy;
        }

        return PairSetupM1.IsSplitAlone(_message, body) ? TlvError.Authentication : TlvError.None;
    }

    // Gives Pair Setup to the peer and starts it over, unless it only repeats the M1 that the last M2 answered.
    // Returns the connection that was displaced while it waited for an answer, if any.
    private IPairingPeer Own(IPairingPeer peer)
    {
        IPairingPeer waiting = _expected == PairSetupStep.Set && _ownership.Owner != peer ? _ownership.Owner : null;
        if (!IsExpected(peer, PairSetupStep.M3))
        {
            Wipe();
            _expected = PairSetupStep.Set;
        }

        _isSetRefused = false;
        _ownership.Take(peer, _nowMs);
        return waiting;
    }

    private PairingOutcome AnswerM1(Tlv8Writer response)
    {
        if (_expected == PairSetupStep.Set && !_set.IsReady)
        {
            if (!_isSetRefused)
            {
                return PairingOutcome.Pending;
            }

            End();
            return PairingOutcome.Failed;
        }

        byte[] key = _set.PublicKey;
        int zeros = CountLeadingZeros(key);
        response.WriteByte(TlvType.State, M2);
        response.Write(TlvType.PublicKey, key, zeros, key.Length - zeros);
        response.Write(TlvType.Salt, _context.Setup.Salt, 0, CryptoProvider.SrpSaltBytes);
        _expected = PairSetupStep.M3;
        return PairingOutcome.Answered;
    }

    private PairingOutcome HandleM3(byte[] body, Tlv8Writer response)
    {
        int keyLength = _message.Length(TlvType.PublicKey);
        if (keyLength < 1 || keyLength > CryptoProvider.SrpNumberBytes || _message.Length(TlvType.Proof) != CryptoProvider.SrpProofBytes)
        {
            return RejectOwner();
        }

        // HAP Pair Setup M3: A mod N = 0 is refused and not counted.
        if (!_set.TryStartSession(body, _message.Offset(TlvType.PublicKey), keyLength))
        {
            return Fail(M4, TlvError.Authentication, response);
        }

        _keys.TakeProof(body);
        _expected = PairSetupStep.Proof;
        return PairingOutcome.Pending;
    }

    private void CheckProof()
    {
        bool isRight = _keys.CheckProof(_set);
        _verdict = isRight ? TlvError.None : TlvError.Authentication;
        _expected = PairSetupStep.Counter;
        if (isRight && _attempts == 0)
        {
            GoOn(PairSetupStep.M4);
            return;
        }

        // Counted before it is stored: a flash that fails gives nobody more than 100 guesses.
        _attempts += isRight ? 0 : 1;
        BeginCounter();
    }

    private void BeginCounter()
    {
        if (_transaction.TryBegin(this, AccessoryState.AttemptsBytes))
        {
            _transaction.Buffer[0] = AccessoryState.AttemptsVersion;
            _transaction.Buffer[1] = (byte)(_verdict == TlvError.None ? 0 : _attempts);
            Commit(StoreRecord.Attempts, AccessoryState.AttemptsBytes);
        }
    }

    private void CounterStored(bool isStored)
    {
        if (!isStored)
        {
            _verdict = TlvError.Unknown;
        }
        else if (_verdict == TlvError.None)
        {
            _attempts = 0;
        }

        GoOn(PairSetupStep.M4);
    }

    private PairingOutcome AnswerM3(Tlv8Writer response)
    {
        if (_verdict != TlvError.None)
        {
            return FailM3(response);
        }

        response.WriteByte(TlvType.State, M4);
        _keys.WriteAnswer(response);
        _ownership.Proved(_nowMs);
        _expected = PairSetupStep.M5;
        return PairingOutcome.Answered;
    }

    private PairingOutcome FailM3(Tlv8Writer response)
    {
        TlvError error = _verdict;
        if (error == TlvError.Authentication)
        {
            _ownership.ReleaseReserved(_nowMs);
        }

        return Fail(M4, error, response);
    }

    private PairingOutcome HandleM5(byte[] body, Tlv8Writer response)
    {
        if (!_context.HasEncryptedData())
        {
            return RejectOwner();
        }

        if (!_keys.TryOpenM5(body))
        {
            return Fail(M6, TlvError.Authentication, response);
        }

        if (!_context.TryReadOpened(body) || _message.Length(TlvType.PublicKey) != CryptoProvider.KeyBytes)
        {
            return RejectOwner();
        }

        TlvError error = _pairings.IsPaired ? TlvError.Unavailable
            : _keys.IsSignedByController(body) ? TlvError.None
            : TlvError.Authentication;
        if (error != TlvError.None)
        {
            return Fail(M6, error, response);
        }

        _pairing = new byte[PairingRecord.PairingBytes];
        PairingRecord.Fill(
            _pairing,
            body, _message.Offset(TlvType.Identifier), _message.Length(TlvType.Identifier),
            body, _message.Offset(TlvType.PublicKey),
            PairingRecord.AdminPermission);
        _expected = PairSetupStep.Store;
        BeginStore();
        return PairingOutcome.Pending;
    }

    private void BeginStore()
    {
        _pairings.ReserveOne();
        if (_transaction.TryBegin(this, _pairings.RecordBytes))
        {
            Commit(StoreRecord.Pairings, _pairings.ComposeWith(_transaction.Buffer, _pairing));
        }
    }

    private void PairingStored(bool isStored)
    {
        _verdict = isStored ? TlvError.None : TlvError.Unknown;
        if (isStored)
        {
            _pairings.Apply(_transaction.Buffer);
            _paired = _pairings.FindStored(_pairing);
        }

        if (isStored && _isAbandoned)
        {
            Undo();
        }
        else
        {
            GoOn(PairSetupStep.M6);
        }
    }

    private PairingOutcome AnswerM5(Tlv8Writer response)
    {
        if (_verdict != TlvError.None || !_pairings.Contains(_paired))
        {
            return Fail(M6, TlvError.Unknown, response);     // not stored, or removed again before it could be told
        }

        response.WriteByte(TlvType.State, M6);
        _keys.WriteM6(response);
        Wipe();
        _expected = PairSetupStep.Delivery;
        return PairingOutcome.Answered;
    }

    // The controller cannot have seen a byte of M6, so it does not know that it is paired, and the accessory must not believe it either.
    private void Undo()
    {
        End();
        _expected = PairSetupStep.Undo;
        BeginUndo();
    }

    private void BeginUndo()
    {
        if (!_pairings.Contains(_paired))
        {
            _expected = PairSetupStep.M1;
        }
        else if (_transaction.TryBegin(this, _pairings.RecordBytes))
        {
            Commit(StoreRecord.Pairings, _pairings.ComposeWithout(_transaction.Buffer, _paired));
        }
    }

    private void UndoStored(bool isStored)
    {
        _expected = PairSetupStep.M1;
        if (isStored)
        {
            _pairings.Apply(_transaction.Buffer);
        }
    }

    private void Commit(StoreRecord record, int count)
    {
        _isWriting = true;
        _transaction.Commit(record, count);
    }

    // The accessory's part is done and the owner may fetch its answer, if it is still there.
    private void GoOn(PairSetupStep step)
    {
        if (_isAbandoned)
        {
            End();
            return;
        }

        _expected = step;
        _ownership.Owner.Resume();
    }

    private bool IsExpected(IPairingPeer peer, PairSetupStep step)
    {
        return _expected == step && _ownership.Owner == peer;
    }

    // Malformed or out of order: 400 without a body. It ends the sender's own attempt and touches nobody else's.
    private PairingOutcome Reject(IPairingPeer peer)
    {
        bool isOwnersTurn = IsExpected(peer, PairSetupStep.M3) || IsExpected(peer, PairSetupStep.M5);
        return isOwnersTurn ? RejectOwner() : PairingOutcome.BadRequest;
    }

    private PairingOutcome RejectOwner()
    {
        End();
        return PairingOutcome.BadRequest;
    }

    // The one way out on failure: wipes, releases, expects M1.
    private PairingOutcome Fail(byte state, TlvError error, Tlv8Writer response)
    {
        End();
        return Answer(state, error, response);
    }

    private void End()
    {
        Wipe();
        _expected = PairSetupStep.M1;
        _verdict = TlvError.None;
        _isAbandoned = false;
        _pairing = null;
        _ownership.Release(_nowMs);
        if (_pairings.IsPaired)
        {
            // None of it is of use while the accessory has an owner.
            _set.Free();
            _keys = null;
        }
    }

    // A set that nobody has been told of stays for the next M1; one that B was sent from, or that M3 consumed, does not.
    private void Wipe()
    {
        if (!IsSetUnbound)
        {
            _set.Wipe();
        }

        _keys?.Wipe();
        Array.Clear(_context.Info, 0, _context.Info.Length);
    }

    private static PairingOutcome Answer(byte state, TlvError error, Tlv8Writer response)
    {
        response.WriteByte(TlvType.State, state);
        response.WriteByte(TlvType.Error, (byte)error);
        return PairingOutcome.Answered;
    }

    private static int CountLeadingZeros(byte[] bytes)
    {
        int zeros = 0;
        while (bytes[zeros] == 0)
        {
            zeros++;
        }

        return zeros;
    }
}
