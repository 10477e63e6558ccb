// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Http;

namespace HapNano.Session;

/// <summary>
/// Puts one message at a time into the output queue, head first, body behind it. A body that does not fit is measured, then written part by part
/// as the socket takes what is queued; it is never held as a whole.
/// </summary>
/// <remarks>
/// A streamed body promises <see cref="SlackBytes"/> more than was measured and fills up with spaces, which JSON allows behind a value
/// (RFC 8259 §2), so that values which change their width meanwhile cannot break the promise. When that is not enough the message is broken and the
/// connection must be closed.
/// </remarks>
internal sealed class MessageStream
{
    /// <summary>What a streamed body may grow between measuring and writing, in bytes.</summary>
    internal const int SlackBytes = 128;

    // The longest head is 118 bytes: "HTTP/1.1 470 Connection Authorization Required", type, length of 10 digits, line ends.
    private const int HeadBytes = 128;

    private static readonly byte[] s_statusStart = Encoding.UTF8.GetBytes("{\"status\":");
    private static readonly byte[] s_spaces = Encoding.UTF8.GetBytes("                                ");

    private readonly OutputQueue _output;
    private readonly JsonWriter _writer;
    private readonly ByteSink _sink;

    private IUnitSource _source;
    private Exchange _exchange;
    private int _unit;
    private int _unitWritten;
    private int _remaining;

    /// <summary>Makes the stream of one connection.</summary>
    /// <param name="output">Receives the messages.</param>
    /// <param name="writer">Scratch, used within one call.</param>
    internal MessageStream(OutputQueue output, JsonWriter writer)
    {
        _output = output;
        _writer = writer;
        _sink = writer.Sink;
    }

    /// <summary>True while a body is being streamed.</summary>
    internal bool IsActive => _source != null;

    /// <summary>True when a promised length cannot be kept.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>Where a body may be composed before its head is known.</summary>
    internal int BodyOffset => _output.TextOffset + HeadBytes;

    /// <summary>The most bytes of body that can be composed there; less than 1 while much is queued.</summary>
    internal int BodyRoom => _output.Room - HeadBytes;

    /// <summary>Queues a response without a body.</summary>
    internal void RespondEmpty(HttpStatus status)
    {
        _output.Commit(WriteHead(status, HttpContent.None, 0));
    }

    /// <summary>Queues a response whose body is <c>{"status":n}</c>.</summary>
    internal void RespondStatus(HttpStatus httpStatus, HapStatus status)
    {
        _sink.Reset(_output.Buffer, BodyOffset, BodyRoom, 0);
        _writer.Raw(s_statusStart);
        _writer.Signed((int)status);
        _writer.Char((byte)'}');
        Queue(httpStatus, HttpContent.Json, _sink.Written);
    }

    /// <summary>Queues a response whose TLV8 body was composed at <see cref="BodyOffset"/>.</summary>
    internal void RespondTlv(int bodyLength)
    {
        Queue(HttpStatus.Ok, HttpContent.Tlv8, bodyLength);
    }

    /// <summary>Queues a message with a body in units, or starts to stream it.</summary>
    /// <param name="status">Status of a response; 0 for an event.</param>
    /// <param name="source">Gives the units.</param>
    /// <param name="exchange">Whose message it is.</param>
    /// <returns>False when it does not fit behind what is queued; nothing has happened then. An empty queue takes any message.</returns>
    internal bool Start(HttpStatus status, IUnitSource source, Exchange exchange)
    {
        int total = Compose(source, exchange);
        if (total <= BodyRoom)
        {
            Queue(status, HttpContent.Json, total);
            return true;
        }

        if (!_output.IsEmpty)
        {
            return false;
        }

        _source = source;
        _exchange = exchange;
        _unit = 0;
        _unitWritten = 0;
        _remaining = total + SlackBytes;
        Fill(WriteHead(status, HttpContent.Json, _remaining));
        return true;
    }

    /// <summary>Goes on with a streamed body; the queue is empty.</summary>
    internal void Continue()
    {
        Fill(0);
    }

    /// <summary>Forgets the message under way.</summary>
    internal void Drop()
    {
        _source = null;
    }

    // Writes all units where the body goes when it fits, and measures it when it does not.
    private int Compose(IUnitSource source, Exchange exchange)
    {
        int room = BodyRoom > 0 ? BodyRoom : 0;
        _sink.Reset(_output.Buffer, BodyOffset, room, 0);
        int unit = 0;
        do
        {
            exchange.Snapshot.Release();
            unit++;
        }
        while (source.WriteUnit(exchange, unit - 1, _writer));

        return _sink.Total;
    }

    // The body lies at BodyOffset: the head goes where the text starts, and the body moves up to it.
    private void Queue(HttpStatus status, HttpContent content, int bodyLength)
    {
        int body = BodyOffset;
        int head = WriteHead(status, content, bodyLength);
        byte[] buffer = _output.Buffer;
        Array.Copy(buffer, body, buffer, _output.TextOffset + head, bodyLength);
        _output.Commit(head + bodyLength);
    }

    private int WriteHead(HttpStatus status, HttpContent content, int bodyLength)
    {
        _sink.Reset(_output.Buffer, _output.TextOffset, HeadBytes, 0);
        if (status == 0)
        {
            EventWriter.Head(_sink, bodyLength);
        }
        else
        {
            ResponseWriter.Head(_sink, status, content, bodyLength);
        }

        return _sink.Written;
    }

    // Fills the queue's room behind the text that is composed already, and queues it.
    private void Fill(int used)
    {
        int room = _output.Room;
        while (used < room && _remaining > 0 && !IsBroken)
        {
            used += WritePart(used, room - used);
        }

        if (IsBroken || _remaining == 0)
        {
            _source = null;
        }

        if (!IsBroken)
        {
            _output.Commit(used);
        }
    }

    // As much of the present unit as fits, or of the filling behind the last one.
    private int WritePart(int used, int room)
    {
        _sink.Reset(_output.Buffer, _output.TextOffset + used, room, _unitWritten);
        if (!_source.WriteUnit(_exchange, _unit, _writer))
        {
            _sink.Append(s_spaces, 0, s_spaces.Length < _remaining ? s_spaces.Length : _remaining);
            _unitWritten = 0;
        }
        else if (_sink.IsOverflowing)
        {
            _unitWritten += _sink.Written;
        }
        else
        {
            _exchange.Snapshot.Release();
            _unit++;
            _unitWritten = 0;
        }

        IsBroken = _sink.Written > _remaining;
        _remaining -= _sink.Written;
        return _sink.Written;
    }
}
