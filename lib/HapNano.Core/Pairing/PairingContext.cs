// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Crypto;
using HapNano.Session;
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
    internal readonly CryptoProvider Crypto;

    /// <summary>Device id and long-term key.</summary>
    internal readonly DeviceIdentity Identity;

    /// <summary>Salt and verifier.</summary>
    internal readonly SetupRecord Setup;

    /// <summary>The controllers.</summary>
    internal readonly PairingTable Pairings;

    /// <summary>Wrong setup codes as stored at boot.</summary>
    internal readonly int FailedAttempts;

    /// <summary>The write that answers wait for.</summary>
    internal readonly StoreTransaction Transaction;

    /// <summary>X25519 pairs for Pair Verify.</summary>
    internal readonly KeyPool Keys;

    /// <summary>What went wrong.</summary>
    internal HostCounters Counters { get; } = new HostCounters();

    /// <summary>Limit on Pair Verify M1 from strangers.</summary>
    internal readonly VerifyLimiter Limiter = new VerifyLimiter();

    /// <summary>Scratch: the request that is being read.</summary>
    internal readonly PairingMessage Message = new PairingMessage();

    /// <summary>Scratch: writes the items that get sealed.</summary>
    internal readonly Tlv8Writer Inner = new Tlv8Writer();

    /// <summary>Scratch: the text that is signed.</summary>
    internal readonly byte[] Info = new byte[MaxInfoBytes];

    /// <summary>Scratch: an X25519 secret key, wiped as soon as the shared secret is known.</summary>
    internal readonly byte[] SecretKey = new byte[CryptoProvider.KeyBytes];

    /// <summary>Scratch: a signature.</summary>
    internal readonly byte[] Signature = new byte[CryptoProvider.SignatureBytes];

    /// <summary>Puts together a text to sign or verify: first (32) | identifier | last (32).</summary>
    /// <returns>Bytes of <see cref="Info"/>.</returns>
    internal int ComposeInfo(
        byte[] first, int firstOffset,
        byte[] identifier, int identifierOffset, int identifierCount,
        byte[] last, int lastOffset)
    {
        Array.Copy(first, firstOffset, Info, 0, CryptoProvider.KeyBytes);
        return ComposeInfoTail(identifier, identifierOffset, identifierCount, last, lastOffset);
    }

    /// <summary>As <see cref="ComposeInfo"/>, with the first 32 bytes of <see cref="Info"/> in place already.</summary>
    internal int ComposeInfoTail(byte[] identifier, int identifierOffset, int identifierCount, byte[] last, int lastOffset)
    {
        int end = CryptoProvider.KeyBytes;
        Array.Copy(identifier, identifierOffset, Info, end, identifierCount);
        end += identifierCount;
        Array.Copy(last, lastOffset, Info, end, CryptoProvider.KeyBytes);
        return end + CryptoProvider.KeyBytes;
    }

    /// <summary>Signs <see cref="Info"/> for the accessory and writes the sealed items: Identifier, PublicKey if asked for, Signature.</summary>
    /// <param name="response">Receives one EncryptedData item.</param>
    /// <param name="infoCount">Bytes of <see cref="Info"/>.</param>
    /// <param name="isKeyIncluded">True for Pair Setup M6, false for Pair Verify M2.</param>
    /// <param name="key">Holds the key that seals.</param>
    /// <param name="keyOffset">Its first byte.</param>
    /// <param name="nonce">Label of the message.</param>
    internal void WriteSealed(Tlv8Writer response, int infoCount, bool isKeyIncluded, byte[] key, int keyOffset, ulong nonce)
    {
        Crypto.Ed25519Sign(Signature, 0, Info, 0, infoCount, Identity.Seed, 0, Identity.PublicKey, 0);
        int start = response.BeginValue(TlvType.EncryptedData);
        Inner.Reset(response.Buffer, start, response.Remaining - CryptoProvider.TagBytes);
        Inner.Write(TlvType.Identifier, Identity.DeviceId, 0, DeviceIdentity.DeviceIdTextBytes);
        if (isKeyIncluded)
        {
            Inner.Write(TlvType.PublicKey, Identity.PublicKey, 0, CryptoProvider.KeyBytes);
        }

        Inner.Write(TlvType.Signature, Signature, 0, CryptoProvider.SignatureBytes);
        Crypto.Seal(response.Buffer, start, Inner.Count, 0, 0, key, keyOffset, nonce);
        response.EndValue(Inner.Count + CryptoProvider.TagBytes);
    }

    /// <summary>Opens the EncryptedData item of <see cref="Message"/> in place. What it held is then read with <see cref="TryReadOpened"/>.</summary>
    /// <param name="body">The body that the message was read from.</param>
    /// <param name="key">Holds the key.</param>
    /// <param name="keyOffset">Its first byte.</param>
    /// <param name="nonce">Label of the message.</param>
    /// <returns>False when the tag does not verify.</returns>
    internal bool TryOpen(byte[] body, byte[] key, int keyOffset, ulong nonce)
    {
        int count = Message.Length(TlvType.EncryptedData) - CryptoProvider.TagBytes;
        return Crypto.Open(body, Message.Offset(TlvType.EncryptedData), count, 0, 0, key, keyOffset, nonce);
    }

    /// <summary>Reads the opened items in place of the message that they came in.</summary>
    /// <returns>False when they are malformed, or Identifier (1..36) or Signature (64) is missing or of another length.</returns>
    internal bool TryReadOpened(byte[] body)
    {
        int count = Message.Length(TlvType.EncryptedData) - CryptoProvider.TagBytes;
        return Message.TryRead(body, Message.Offset(TlvType.EncryptedData), count)
            && HasIdentifier()
            && Message.Length(TlvType.Signature) == CryptoProvider.SignatureBytes;
    }

    /// <summary>True when the message has an identifier of 1..36 bytes.</summary>
    internal bool HasIdentifier()
    {
        int count = Message.Length(TlvType.Identifier);
        return count > 0 && count <= PairingTable.MaxIdentifierBytes;
    }

    /// <summary>True when the message has sealed items, if only of an empty text.</summary>
    internal bool HasEncryptedData()
    {
        return Message.Length(TlvType.EncryptedData) >= CryptoProvider.TagBytes;
    }
}
