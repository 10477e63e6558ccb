// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;
using HapNano.Http;

namespace HapNano.Endpoints;

/// <summary>PUT /prepare: the next write with this number is a timed write (HAP timed writes).</summary>
internal sealed class PrepareEndpoint : Endpoint
{
    private const ulong MaxTtlMs = (1UL << 53) - 1;

    private static readonly byte[] s_ttl = Encoding.UTF8.GetBytes("ttl");
    private static readonly byte[] s_pid = Encoding.UTF8.GetBytes("pid");

    private readonly JsonReader _reader;
    private bool _hasTtl;
    private bool _hasPid;
    private ulong _ttlMs;
    private ulong _pid;

    /// <summary>Makes the endpoint.</summary>
    /// <param name="reader">Scratch, used within one call.</param>
    internal PrepareEndpoint(JsonReader reader)
    {
        _reader = reader;
    }

    /// <inheritdoc/>
    internal override Answer Handle(Exchange exchange)
    {
        _reader.Reset(exchange.Buffer, exchange.Request.BodyOffset, exchange.Request.BodyLength);
        if (!ReadBody())
        {
            return exchange.AnswerEmpty(HttpStatus.BadRequest);
        }

        exchange.TimedWrites.Prepare(exchange.Slot, _pid, (long)_ttlMs, exchange.NowMs);
        return exchange.AnswerStatus(HttpStatus.Ok, HapStatus.Success);
    }

    // Both members are needed, none twice; others are skipped.
    private bool ReadBody()
    {
        _hasTtl = false;
        _hasPid = false;
        if (_reader.Next() != ParseStatus.Done || _reader.Token != JsonToken.ObjectStart)
        {
            return false;
        }

        while (_reader.Next() == ParseStatus.Done && _reader.Token == JsonToken.Name)
        {
            if (!ReadMember())
            {
                return false;
            }
        }

        return _reader.Token == JsonToken.ObjectEnd
            && _reader.Next() == ParseStatus.Done && _reader.Token == JsonToken.End
            && _hasTtl && _hasPid && _ttlMs <= MaxTtlMs;
    }

    private bool ReadMember()
    {
        bool isTtl = _reader.NameEquals(s_ttl);
        bool isPid = !isTtl && _reader.NameEquals(s_pid);
        if (_reader.Next() != ParseStatus.Done)
        {
            return false;
        }

        if (isTtl)
        {
            bool isFirst = !_hasTtl;
            _hasTtl = true;
            return isFirst && _reader.TryGetUnsigned(out _ttlMs);
        }

        if (isPid)
        {
            bool isFirst = !_hasPid;
            _hasPid = true;
            return isFirst && _reader.TryGetUnsigned(out _pid);
        }

        return _reader.Skip() == ParseStatus.Done;
    }
}
