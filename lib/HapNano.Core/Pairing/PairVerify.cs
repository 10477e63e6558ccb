// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Crypto;
using HapNano.Framing;

namespace HapNano.Pairing;

/// <summary>Pair Verify of one connection: both sides prove their long-term keys and agree on the secret of a session.</summary>
/// <remarks>
/// <code>
/// M1 --M1, M2 sent--> M3 --M3 is right--> Done
///  ^                  |'- M1 again: starts over with new keys
///  '--any error, 400--'
/// </code>
/// References: RFC 7748 (X25519), RFC 8032 (Ed25519), RFC 5869 (HKDF).
/// </remarks>
internal sealed class PairVerify
{
    /// <summary>The longest answer: State 3, PublicKey 34, EncryptedData 2+19+66+16.</summary>
    internal const int MaxAnswerBytes = 3 + 34 + 103;

    private const byte M1 = 1;
    private const byte M2 = 2;
    private const byte M3 = 3;
    private const byte M4 = 4;

    // controller's X25519 key | ours | shared secret | key that seals M2 and M3
    private const int ControllerKeyOffset = 0;
    private const int AccessoryKeyOffset = ControllerKeyOffset + CryptoProvider.KeyBytes;
    private const int SharedOffset = AccessoryKeyOffset + CryptoProvider.KeyBytes;
    private const int SealKeyOffset = SharedOffset + CryptoProvider.KeyBytes;
    private const int TotalBytes = SealKeyOffset + CryptoProvider.KeyBytes;

    private readonly PairingContext _context;
    private readonly byte[] _keys = new byte[TotalBytes];
    private PairVerifyStep _expected = PairVerifyStep.M1;

    /// <summary>Expects M1.</summary>
    internal PairVerify(PairingContext context)
    {
        _context = context;
    }

    /// <summary>True when M3 was right: M4 goes out in plain text, everything behind it is framed.</summary>
    internal bool IsVerified => _expected == PairVerifyStep.Done;

    /// <summary>Handle of the controller's pairing once <see cref="IsVerified"/>; 0 before.</summary>
    internal int Pairing { get; private set; }

    /// <summary>True when no key is left. For tests.</summary>
    internal bool IsWiped
    {
        get
        {
            int sum = 0;
            for (int i = 0; i < TotalBytes; i++)
            {
                sum |= _keys[i];
            }

            return sum == 0;
        }
    }

    /// <summary>Handles the body of POST /pair-verify.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="body">Holds the body, which is rewritten.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its bytes.</param>
    /// <param name="response">Receives the answer, up to <see cref="MaxAnswerBytes"/>; must not overlap the body.</param>
    /// <param name="nowMs">Monotonic time.</param>
    /// <returns>Answered, BadRequest or Failed.</returns>
    internal PairingOutcome Handle(IPairingPeer peer, byte[] body, int offset, int count, Tlv8Writer response, long nowMs)
    {
        if (peer.IsSecured || IsVerified)
        {
            return PairingOutcome.BadRequest;        // a connection has one identity
        }

        if (!_context.Message.TryRead(body, offset, count) || !_context.Message.TryGetByte(TlvType.State, out byte state))
        {
            return Reject();
        }

        switch (state)
        {
            case M1:
                return HandleM1(peer, body, response, nowMs);
            case M3 when _expected == PairVerifyStep.M3:
                return HandleM3(peer, body, response);
            default:
                return Reject();
        }
    }

    /// <summary>Derives the session's keys once <see cref="IsVerified"/>, and wipes the shared secret. Called once.</summary>
    /// <param name="keys">Receives both keys.</param>
    internal void TakeKeys(SessionKeys keys)
    {
        keys.Derive(_context.Crypto, _keys, SharedOffset);
        Wipe();
    }

    /// <summary>Forgets everything and expects M1: the connection is closed, or its record is given to another one.</summary>
    internal void Reset()
    {
        Wipe();
        Pairing = 0;
        _expected = PairVerifyStep.M1;
    }

    private PairingOutcome HandleM1(IPairingPeer peer, byte[] body, Tlv8Writer response, long nowMs)
    {
        Reset();
        PairingMessage message = _context.Message;
        if (message.Length(TlvType.PublicKey) != CryptoProvider.KeyBytes || !IsMethodAccepted(message))
        {
            return PairingOutcome.BadRequest;
        }

        Array.Copy(body, message.Offset(TlvType.PublicKey), _keys, ControllerKeyOffset, CryptoProvider.KeyBytes);
        if (!_context.Limiter.TryAdmit(peer.RemoteAddress, nowMs)
            || !_context.Keys.TryTake(_context.SecretKey, _keys, AccessoryKeyOffset))
        {
            Wipe();
            _context.Counters.VerifyLimits++;
            return PairingOutcome.Failed;
        }

        if (!TryShare())
        {
            return Reject();
        }

        AnswerM1(response);
        _expected = PairVerifyStep.M3;
        return PairingOutcome.Answered;
    }

    // Method is not needed here. Pair Resume (6) exists over Bluetooth LE only and is malformed over IP, like everything else.
    private static bool IsMethodAccepted(PairingMessage message)
    {
        return !message.Has(TlvType.Method)
            || (message.TryGetByte(TlvType.Method, out byte method)
                && (method == PairingMethod.PairVerify || method == PairingMethod.PairSetup));
    }

    // Refuses a controller that sends our own key back, or a point of low order (RFC 7748 §6.1: the shared secret is then zero).
    private bool TryShare()
    {
        CryptoProvider crypto = _context.Crypto;
        bool isShared = crypto.X25519(_keys, SharedOffset, _context.SecretKey, 0, _keys, ControllerKeyOffset);
        Array.Clear(_context.SecretKey, 0, CryptoProvider.KeyBytes);
        return isShared && !crypto.FixedTimeEquals(_keys, ControllerKeyOffset, _keys, AccessoryKeyOffset, CryptoProvider.KeyBytes);
    }

    // HAP Pair Verify M2: the accessory signs its X25519 key | device id | the controller's X25519 key.
    private void AnswerM1(Tlv8Writer response)
    {
        _context.Crypto.HkdfSha512(
            _keys, SealKeyOffset, CryptoProvider.KeyBytes,
            _keys, SharedOffset, CryptoProvider.KeyBytes,
            PairingLabels.Bytes(PairingLabels.PairVerifyEncryptSalt), PairingLabels.Bytes(PairingLabels.PairVerifyEncryptInfo));
        int infoCount = _context.ComposeInfo(
            _keys, AccessoryKeyOffset,
            _context.Identity.DeviceId, 0, DeviceIdentity.DeviceIdTextBytes,
            _keys, ControllerKeyOffset);
        response.WriteByte(TlvType.State, M2);
        response.Write(TlvType.PublicKey, _keys, AccessoryKeyOffset, CryptoProvider.KeyBytes);
        _context.WriteSealed(response, infoCount, false, _keys, SealKeyOffset, PairingLabels.PairVerifyM2Nonce);
    }

    private PairingOutcome HandleM3(IPairingPeer peer, byte[] body, Tlv8Writer response)
    {
        if (!_context.HasEncryptedData())
        {
            return Reject();
        }

        if (!_context.TryOpen(body, _keys, SealKeyOffset, PairingLabels.PairVerifyM3Nonce))
        {
            return FailM3(response);
        }

        if (!_context.TryReadOpened(body))
        {
            return Reject();
        }

        int pairing = FindController(body);
        if (pairing == 0)
        {
            return FailM3(response);
        }

        Pairing = pairing;
        _context.Limiter.Verified(peer.RemoteAddress);
        response.WriteByte(TlvType.State, M4);
        _expected = PairVerifyStep.Done;
        return PairingOutcome.Answered;
    }

    // HAP Pair Verify M3: the controller signs its X25519 key | its identifier | the accessory's X25519 key. 0: unknown, or a wrong signature.
    private int FindController(byte[] body)
    {
        PairingMessage message = _context.Message;
        PairingTable pairings = _context.Pairings;
        int identifierOffset = message.Offset(TlvType.Identifier);
        int identifierCount = message.Length(TlvType.Identifier);
        int pairing = pairings.Find(body, identifierOffset, identifierCount);
        if (pairing == 0)
        {
            return 0;
        }

        int infoCount = _context.ComposeInfo(
            _keys, ControllerKeyOffset,
            body, identifierOffset, identifierCount,
            _keys, AccessoryKeyOffset);
        bool isRight = _context.Crypto.Ed25519Verify(
            body, message.Offset(TlvType.Signature),
            _context.Info, 0, infoCount,
            pairings.Bytes, pairings.KeyStart(pairing));
        return isRight ? pairing : 0;
    }

    // HAP Pair Verify M4: iOS takes this error for the loss of the pairing, so it is sent for nothing else.
    private PairingOutcome FailM3(Tlv8Writer response)
    {
        Reset();
        _context.Counters.VerifyFailures++;
        response.WriteByte(TlvType.State, M4);
        response.WriteByte(TlvType.Error, (byte)TlvError.Authentication);
        return PairingOutcome.Answered;
    }

    private PairingOutcome Reject()
    {
        Reset();
        return PairingOutcome.BadRequest;
    }

    private void Wipe()
    {
        Array.Clear(_keys, 0, TotalBytes);
    }
}
