// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Http;
using HapNano.Model;
using HapNano.Pairing;

namespace HapNano.Endpoints;

/// <summary>GET /characteristics: the values of a list of characteristics, in its order (HAP reading characteristics).</summary>
internal sealed class ReadEndpoint : Endpoint
{
    private static readonly byte[] s_events = Encoding.UTF8.GetBytes(",\"ev\":");

    private readonly AccessoryDatabase _database;
    private readonly PairingTable _pairings;
    private readonly ReadEntry _entry = new ReadEntry();

    /// <summary>Serves one database.</summary>
    internal ReadEndpoint(AccessoryDatabase database, PairingTable pairings)
    {
        _database = database;
        _pairings = pairings;
    }

    /// <inheritdoc/>
    internal override Answer Handle(Exchange exchange)
    {
        RequestParser request = exchange.Request;
        EntryList entries = exchange.Entries;
        if (!CharacteristicQuery.TryRead(exchange.Buffer, request.QueryOffset, request.QueryLength, entries))
        {
            return exchange.AnswerEmpty(HttpStatus.BadRequest);
        }

        if (entries.First == entries.End)
        {
            return exchange.AnswerEmpty(HttpStatus.NoContent);
        }

        int failed = CountFailed(exchange);
        if (failed > 0)
        {
            entries.Options |= ReadOptions.Status;
        }

        return failed < 0 ? exchange.AnswerEmpty(HttpStatus.BadRequest)
            : exchange.AnswerUnits(failed == 0 ? HttpStatus.Ok : HttpStatus.MultiStatus);
    }

    /// <inheritdoc/>
    public override bool WriteUnit(Exchange exchange, int unit, JsonWriter writer)
    {
        EntryList entries = exchange.Entries;
        int offset = entries.Seek(unit);
        if (offset == entries.End)
        {
            return false;
        }

        int next = CharacteristicQuery.ReadId(exchange.Buffer, offset, entries.End, _entry);
        entries.SetNext(next);
        int at = EntryJson.Start(writer, unit, _entry.Aid, _entry.Iid);
        at = WriteResult(exchange, _database.Find(_entry.Aid, _entry.Iid), writer, at);
        EntryJson.End(writer, at, next == entries.End);
        return true;
    }

    // How many entries will fail; -1 when the list itself is malformed.
    private int CountFailed(Exchange exchange)
    {
        int failed = 0;
        int offset = exchange.Entries.First;
        int end = exchange.Entries.End;
        while (offset >= 0 && offset < end)
        {
            offset = CharacteristicQuery.ReadId(exchange.Buffer, offset, end, _entry);
            if (offset >= 0 && Check(exchange, _database.Find(_entry.Aid, _entry.Iid)) != HapStatus.Success)
            {
                failed++;
            }
        }

        return offset < 0 ? -1 : failed;
    }

    private HapStatus Check(Exchange exchange, Characteristic characteristic)
    {
        if (characteristic == null)
        {
            return HapStatus.ResourceDoesNotExist;
        }

        int permissions = (int)characteristic.Definition.Permissions;
        return (permissions & (int)CharacteristicPermissions.Read) == 0 ? HapStatus.WriteOnly
            : (permissions & (int)CharacteristicPermissions.AdminRead) != 0 && !_pairings.IsAdmin(exchange.Peer.Pairing) ? HapStatus.InsufficientPrivileges
            : characteristic.IsReachable ? HapStatus.Success
            : HapStatus.UnableToCommunicate;
    }

    // Returns how much is in the writer's scratch.
    private int WriteResult(Exchange exchange, Characteristic characteristic, JsonWriter writer, int at)
    {
        ReadOptions options = exchange.Entries.Options;
        HapStatus status = Check(exchange, characteristic);
        if ((options & ReadOptions.Status) != 0)
        {
            at = EntryJson.Status(writer, at, status);
        }

        if (status == HapStatus.Success)
        {
            at = EntryJson.Value(writer, at, characteristic, exchange.Snapshot);
            if (options != ReadOptions.None)
            {
                WriteOptions(exchange, characteristic, writer);
            }
        }

        return at;
    }

    private static void WriteOptions(Exchange exchange, Characteristic characteristic, JsonWriter writer)
    {
        ReadOptions options = exchange.Entries.Options;
        if ((options & ReadOptions.Type) != 0)
        {
            characteristic.WriteType(writer);
        }

        if ((options & ReadOptions.Permissions) != 0)
        {
            characteristic.WritePermissions(writer);
        }

        if ((options & ReadOptions.Events) != 0)
        {
            writer.Raw(s_events);
            writer.Bool(characteristic.IsSubscribed(exchange.Slot));
        }

        if ((options & ReadOptions.Metadata) != 0)
        {
            characteristic.WriteMetadata(writer);
        }
    }
}
