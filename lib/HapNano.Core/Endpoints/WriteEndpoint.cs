// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Codec;
using HapNano.Http;
using HapNano.Model;
using HapNano.Pairing;

namespace HapNano.Endpoints;

/// <summary>PUT /characteristics: writes and subscriptions (HAP writing characteristics).</summary>
internal sealed class WriteEndpoint : Endpoint
{
    /// <summary>The shortest entry with its comma, <c>{"aid":1,"iid":2},</c>: a body of n bytes has fewer than n / 18 entries.</summary>
    internal const int MinEntryBytes = 18;

    private const int MaxAuthorizationBytes = 192;

    // A status is kept as its distance from -70400, 1..12, or 0; with this bit the entry gets its value back.
    private const int StatusBase = -70400;
    private const int ValueWantedFlag = 0x80;

    private readonly AccessoryDatabase _database;
    private readonly PairingTable _pairings;
    private readonly IWriteObserver _observer;
    private readonly WriteRequest _request;
    private readonly WriteEntry _entry;
    private byte[] _authorization;

    /// <summary>Serves one database.</summary>
    /// <param name="database">Its characteristics are written.</param>
    /// <param name="pairings">Tells administrators from others.</param>
    /// <param name="observer">Learns who writes.</param>
    /// <param name="reader">Scratch, used within one call.</param>
    internal WriteEndpoint(AccessoryDatabase database, PairingTable pairings, IWriteObserver observer, JsonReader reader)
    {
        _database = database;
        _pairings = pairings;
        _observer = observer;
        _request = new WriteRequest(reader);
        _entry = _request.Entry;
    }

    /// <inheritdoc/>
    internal override Answer Handle(Exchange exchange)
    {
        RequestParser request = exchange.Request;
        if (!_request.TryRead(exchange.Buffer, request.BodyOffset, request.BodyLength))
        {
            return exchange.AnswerEmpty(HttpStatus.BadRequest);
        }

        // HAP timed writes: the first request with a number uses the prepared write up, right or wrong.
        bool isTimed = _request.HasPid && exchange.TimedWrites.Take(exchange.Slot, _request.Pid, exchange.NowMs);
        if (!_request.HasEntries)
        {
            return exchange.AnswerEmpty(HttpStatus.NoContent);
        }

        exchange.Entries.First = _request.FirstEntry;
        exchange.Entries.Count = _request.EntryCount;
        return ExecuteAll(exchange, isTimed, _request.HasPid && !isTimed)
            ? exchange.AnswerEmpty(HttpStatus.NoContent)
            : exchange.AnswerUnits(HttpStatus.MultiStatus);
    }

    /// <inheritdoc/>
    public override bool WriteUnit(Exchange exchange, int unit, JsonWriter writer)
    {
        EntryList entries = exchange.Entries;
        if (unit == entries.Count)
        {
            return false;
        }

        entries.SetNext(_request.ReadEntry(exchange.Buffer, entries.Seek(unit), exchange.Request.End));
        int at = EntryJson.Start(writer, unit, _entry.Aid, _entry.Iid);
        int result = entries.Results == null ? 0 : entries.Results[unit];
        int distance = result & ~ValueWantedFlag;
        at = EntryJson.Status(writer, at, distance == 0 ? HapStatus.Success : (HapStatus)(StatusBase - distance));
        if ((result & ValueWantedFlag) != 0)
        {
            at = EntryJson.Value(writer, at, _database.Find(_entry.Aid, _entry.Iid), exchange.Snapshot);
        }

        EntryJson.End(writer, at, unit == entries.Count - 1);
        return true;
    }

    // In order; one that fails does not stop the others. Returns true when all is well and nobody wants a value back.
    private bool ExecuteAll(Exchange exchange, bool isTimed, bool isRejected)
    {
        _database.BeginWrites();
        try
        {
            return ExecuteEntries(exchange, isTimed, isRejected);
        }
        finally
        {
            _database.EndWrites();
        }
    }

    private bool ExecuteEntries(Exchange exchange, bool isTimed, bool isRejected)
    {
        EntryList entries = exchange.Entries;
        WriteRequest request = _request;
        bool isPlain = true;
        int offset = entries.First;
        int end = exchange.Request.End;
        for (int i = 0; i < entries.Count; i++)
        {
            offset = request.ReadEntry(exchange.Buffer, offset, end);
            HapStatus status = isRejected ? HapStatus.InvalidValue : Execute(exchange, isTimed);
            int result = status == HapStatus.Success ? 0 : StatusBase - (int)status;
            if (_entry.IsResponseWanted)
            {
                isPlain = false;
                result |= result == 0 && (_entry.Members & WriteMembers.Value) != 0 ? ValueWantedFlag : 0;
            }

            isPlain = isPlain && result == 0;
            if (result != 0 || entries.Results != null)
            {
                KeepResult(exchange, i, result);
            }
        }

        return isPlain;
    }

    // Controllers seldom fail: the array comes with the first failure, as large as any request in such a buffer may need it. Where there is one it
    // takes every entry from the first on, so none is lost when a longer one has to come.
    private static void KeepResult(Exchange exchange, int index, int result)
    {
        EntryList entries = exchange.Entries;
        int capacity = exchange.Buffer.Length / MinEntryBytes;
        if (entries.Results == null || entries.Results.Length < capacity)
        {
            entries.Results = new byte[capacity];
        }

        entries.Results[index] = (byte)result;
    }

    private HapStatus Execute(Exchange exchange, bool isTimed)
    {
        Characteristic characteristic = _database.Find(_entry.Aid, _entry.Iid);
        if (characteristic == null)
        {
            return HapStatus.ResourceDoesNotExist;
        }

        CharacteristicPermissions permissions = characteristic.Definition.Permissions;
        bool hasValue = (_entry.Members & WriteMembers.Value) != 0;
        bool hasEvents = (_entry.Members & WriteMembers.Events) != 0;
        bool needsTime = hasValue && (permissions & CharacteristicPermissions.TimedWrite) != 0;
        if ((needsTime && !isTimed) || (!hasValue && !hasEvents))
        {
            return HapStatus.InvalidValue;
        }

        // The subscription first, then the value; a failed subscription is not forgotten because the write succeeded.
        HapStatus subscribed = hasEvents ? Subscribe(exchange, characteristic, permissions) : HapStatus.Success;
        HapStatus written = hasValue ? Write(exchange, characteristic, permissions) : HapStatus.Success;
        return subscribed != HapStatus.Success ? subscribed : written;
    }

    private HapStatus Subscribe(Exchange exchange, Characteristic characteristic, CharacteristicPermissions permissions)
    {
        if ((permissions & CharacteristicPermissions.AdminNotify) != 0 && !IsAdmin(exchange))
        {
            return HapStatus.InsufficientPrivileges;
        }

        if ((permissions & CharacteristicPermissions.Notify) == 0)
        {
            return HapStatus.NotificationNotSupported;
        }

        characteristic.SetSubscribed(exchange.Slot, _entry.IsSubscribing);
        return HapStatus.Success;
    }

    private HapStatus Write(Exchange exchange, Characteristic characteristic, CharacteristicPermissions permissions)
    {
        if ((permissions & CharacteristicPermissions.AdminWrite) != 0 && !IsAdmin(exchange))
        {
            return HapStatus.InsufficientPrivileges;
        }

        if ((permissions & CharacteristicPermissions.Write) == 0)
        {
            return HapStatus.ReadOnly;
        }

        if (!characteristic.IsReachable)
        {
            return HapStatus.UnableToCommunicate;
        }

        bool isAsked = (permissions & CharacteristicPermissions.AdditionalAuthorization) != 0;
        if (isAsked && !characteristic.IsValid(_request.OpenValue()))
        {
            return HapStatus.InvalidValue;
        }

        HapStatus status = isAsked || (_entry.Members & WriteMembers.Authorization) != 0 ? Authorize(characteristic, isAsked) : HapStatus.Success;
        if (status != HapStatus.Success)
        {
            return status;
        }

        _observer.WriteBegins(characteristic, exchange.Slot);
        status = WriteValue(characteristic, out bool isCorrected);
        _observer.WriteEnded(status == HapStatus.Success, isCorrected);

        // HAP write-response: asked of a characteristic that has none, the write itself still counts.
        return status == HapStatus.Success && _entry.IsResponseWanted && (permissions & CharacteristicPermissions.WriteResponse) == 0
            ? HapStatus.WriteOnly
            : status;
    }

    private HapStatus WriteValue(Characteristic characteristic, out bool isCorrected)
    {
        try
        {
            return characteristic.Write(_request.OpenValue(), out isCorrected);
        }
        catch (Exception exception)
        {
            // The product's own code has thrown, which may be anything: the controller hears that the device does not answer, everything else goes on.
            _database.NoteFailure(exception);
            isCorrected = false;
            return HapStatus.UnableToCommunicate;
        }
    }

    // The product is asked about good values only: it may count attempts, and a bad one is none. What is valid is no secret, metadata says it.
    private HapStatus Authorize(Characteristic characteristic, bool isAsked)
    {
        try
        {
            return AskProduct(characteristic, isAsked);
        }
        catch (Exception exception)
        {
            // As for a device: the product's own code may throw anything.
            _database.NoteFailure(exception);
            return HapStatus.UnableToCommunicate;
        }
        finally
        {
            if (_authorization != null)
            {
                Array.Clear(_authorization, 0, MaxAuthorizationBytes);
            }
        }
    }

    private HapStatus AskProduct(Characteristic characteristic, bool isAsked)
    {
        if ((_entry.Members & WriteMembers.Authorization) == 0)
        {
            return characteristic.IsAuthorized(null, 0, 0) ? HapStatus.Success : HapStatus.InsufficientAuthorization;
        }

        _authorization = _authorization ?? new byte[MaxAuthorizationBytes];
        int count = _request.OpenAuthorization().CopyBase64(_authorization, 0, MaxAuthorizationBytes);
        return count < 0 ? HapStatus.InvalidValue
            : !isAsked || characteristic.IsAuthorized(_authorization, 0, count) ? HapStatus.Success
            : HapStatus.InsufficientAuthorization;
    }

    private bool IsAdmin(Exchange exchange)
    {
        return _pairings.IsAdmin(exchange.Peer.Pairing);
    }
}
