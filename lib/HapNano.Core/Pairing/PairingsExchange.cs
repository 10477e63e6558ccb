// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Crypto;
using HapNano.Storage;

namespace HapNano.Pairing;

/// <summary>POST /pairings of one accessory: an administrator adds, removes and lists pairings.</summary>
/// <remarks>
/// <para>One change at a time: while one is being written every other request is told to come again. The new table counts when it is
/// durable, and only then is the change answered.</para>
/// <para>After any call, look at <see cref="StoreTransaction.IsPending"/>: whoever writes flash may have something to do.</para>
/// </remarks>
internal sealed class PairingsExchange : IStoreOwner
{
    /// <summary>The longest answer: State 3, then 16 times Identifier 38, PublicKey 34 and Permissions 3, with 15 separators of 2.</summary>
    internal const int MaxAnswerBytes = 3 + (PairingTable.Capacity * (38 + 34 + 3)) + ((PairingTable.Capacity - 1) * 2);

    private const byte M1 = 1;
    private const byte M2 = 2;

    private readonly PairingContext _context;
    private readonly PairingTable _pairings;
    private readonly StoreTransaction _transaction;
    private readonly PairingMessage _message;

    // Whose change was written last, until it fetches its answer.
    private IPairingPeer _finished;
    private TlvError _verdict;

    /// <summary>Starts without a request.</summary>
    internal PairingsExchange(PairingContext context)
    {
        _context = context;
        _pairings = context.Pairings;
        _transaction = context.Transaction;
        _message = context.Message;
    }

    /// <summary>The connection whose change is being stored or announced: if its own pairing goes, it closes behind its answer. Null without one.</summary>
    internal IPairingPeer Requester { get; private set; }

    /// <summary>Handles the body of POST /pairings on a session.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="body">Holds the body, which is rewritten unless the outcome is Retry.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="response">Receives the answer, up to <see cref="MaxAnswerBytes"/>; must not overlap the body.</param>
    /// <returns>Any outcome; Retry while another write is under way.</returns>
    internal PairingOutcome Handle(IPairingPeer peer, byte[] body, int offset, int count, Tlv8Writer response)
    {
        if (_transaction.IsBusy)
        {
            return PairingOutcome.Retry;
        }

        if (!_message.TryRead(body, offset, count)
            || !_message.TryGetByte(TlvType.State, out byte state)
            || state != M1
            || !_message.TryGetByte(TlvType.Method, out byte method)
            || method < PairingMethod.AddPairing
            || method > PairingMethod.ListPairings)
        {
            return PairingOutcome.BadRequest;
        }

        // Asked at every request: the pairing may have lost its permission, or gone, since Pair Verify.
        if (!_pairings.IsAdmin(peer.Pairing))
        {
            return Answer(TlvError.Authentication, response);
        }

        switch (method)
        {
            case PairingMethod.AddPairing:
                return HandleAdd(peer, body, response);
            case PairingMethod.RemovePairing:
                return HandleRemove(peer, body, response);
            default:
                return AnswerList(response);
        }
    }

    /// <summary>Goes on after Pending. May be called at any time: it is Pending again until there is an answer.</summary>
    /// <returns>Answered; Failed for a connection that waits for nothing, or let another change be written before it fetched its answer.</returns>
    internal PairingOutcome Resume(IPairingPeer peer, Tlv8Writer response)
    {
        if (peer != _finished)
        {
            return peer == Requester ? PairingOutcome.Pending : PairingOutcome.Failed;
        }

        _finished = null;
        return Answer(_verdict, response);
    }

    /// <summary>The connection is closed. A change that is being stored goes on.</summary>
    internal void Released(IPairingPeer peer)
    {
        Requester = Requester == peer ? null : Requester;
        _finished = _finished == peer ? null : _finished;
    }

    /// <inheritdoc/>
    void IStoreOwner.StoreCompleted(bool isStored)
    {
        if (isStored)
        {
            _pairings.Apply(_transaction.Buffer);
        }

        IPairingPeer finished = Requester;
        Requester = null;
        if (finished != null)
        {
            _finished = finished;
            _verdict = isStored ? TlvError.None : TlvError.Unknown;
            finished.Resume();
        }
    }

    private PairingOutcome HandleAdd(IPairingPeer peer, byte[] body, Tlv8Writer response)
    {
        if (!_context.HasIdentifier()
            || _message.Length(TlvType.PublicKey) != CryptoProvider.KeyBytes
            || !_message.TryGetByte(TlvType.Permissions, out byte permissions)
            || permissions > PairingRecord.AdminPermission)
        {
            return PairingOutcome.BadRequest;
        }

        TlvError error = CheckAdd(body, permissions, out bool isChange);
        if (error != TlvError.None || !isChange)
        {
            return Answer(error, response);
        }

        byte[] pairing = new byte[PairingRecord.PairingBytes];
        PairingRecord.Fill(
            pairing,
            body, _message.Offset(TlvType.Identifier), _message.Length(TlvType.Identifier),
            body, _message.Offset(TlvType.PublicKey),
            permissions);
        _pairings.ReserveOne();
        _transaction.TryBegin(this, _pairings.RecordBytes);
        return Commit(peer, _pairings.ComposeWith(_transaction.Buffer, pairing));
    }

    // HAP Add Pairing: a known identifier with its own key gets the permissions; with another key it is an error.
    private TlvError CheckAdd(byte[] body, byte permissions, out bool isChange)
    {
        int known = FindIdentifier(body);
        isChange = true;
        if (known == 0)
        {
            return _pairings.Count < PairingTable.Capacity ? TlvError.None : TlvError.MaxPeers;
        }

        isChange = _pairings.Permissions(known) != permissions;
        bool isSameKey = _context.Crypto.FixedTimeEquals(
            body, _message.Offset(TlvType.PublicKey),
            _pairings.Bytes, _pairings.KeyStart(known),
            CryptoProvider.KeyBytes);
        return isSameKey ? TlvError.None : TlvError.Unknown;
    }

    private PairingOutcome HandleRemove(IPairingPeer peer, byte[] body, Tlv8Writer response)
    {
        if (!_context.HasIdentifier())
        {
            return PairingOutcome.BadRequest;
        }

        // HAP Remove Pairing: an unknown identifier is removed already.
        int known = FindIdentifier(body);
        if (known == 0)
        {
            return Answer(TlvError.None, response);
        }

        _transaction.TryBegin(this, _pairings.RecordBytes);
        return Commit(peer, _pairings.ComposeWithout(_transaction.Buffer, known));
    }

    // Identifiers are listed byte for byte as they came: iOS 16 removes its pairings when, say, their case differs.
    private PairingOutcome AnswerList(Tlv8Writer response)
    {
        response.WriteByte(TlvType.State, M2);
        int listed = 0;
        for (int slot = 0; slot < PairingTable.Capacity; slot++)
        {
            int pairing = _pairings.At(slot);
            if (pairing == 0)
            {
                continue;
            }

            if (listed > 0)
            {
                response.WriteSeparator(TlvType.Separator);
            }

            listed++;
            response.Write(TlvType.Identifier, _pairings.Bytes, _pairings.IdentifierStart(pairing), _pairings.IdentifierLength(pairing));
            response.Write(TlvType.PublicKey, _pairings.Bytes, _pairings.KeyStart(pairing), CryptoProvider.KeyBytes);
            response.WriteByte(TlvType.Permissions, _pairings.Permissions(pairing));
        }

        return PairingOutcome.Answered;
    }

    private int FindIdentifier(byte[] body)
    {
        return _pairings.Find(body, _message.Offset(TlvType.Identifier), _message.Length(TlvType.Identifier));
    }

    private PairingOutcome Commit(IPairingPeer peer, int count)
    {
        Requester = peer;
        _transaction.Commit(StoreRecord.Pairings, count);
        return PairingOutcome.Pending;
    }

    private static PairingOutcome Answer(TlvError error, Tlv8Writer response)
    {
        response.WriteByte(TlvType.State, M2);
        if (error != TlvError.None)
        {
            response.WriteByte(TlvType.Error, (byte)error);
        }

        return PairingOutcome.Answered;
    }
}
