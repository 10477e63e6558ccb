// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Http;

namespace HapNano.Session;

/// <summary>
/// Puts one message at a time into an output queue, head first, body behind it. A body that does not fit is measured, then written part by part
/// as the socket takes what is queued; it is never held as a whole.
/// </summary>
/// <remarks>
/// <para>What fits is written once: the bytes that were measured are those that leave.</para>
/// <para>A streamed body promises <see cref="SlackBytes"/> more than was measured and fills up with spaces, which JSON allows behind a value
/// (RFC 8259 §2), so that values which change their width meanwhile cannot break the promise. When that is not enough the message is broken and the
/// connection must be closed.</para>
/// </remarks>
internal sealed class MessageStream
{
    /// <summary>What a streamed body may grow between measuring and writing, in bytes.</summary>
    internal const int SlackBytes = 128;

    /// <summary>Where in the scratch a body is composed before its head is known.</summary>
    internal const int BodyOffset = OutputBuffers.TextStart + HeadBytes;

    // The longest head is 118 bytes: "HTTP/1.1 470 Connection Authorization Required", type, length of 10 digits, line ends.
    private const int HeadBytes = 128;

    private static readonly byte[] s_statusStart = Encoding.UTF8.GetBytes("{\"status\":");
    private static readonly byte[] s_spaces = Encoding.UTF8.GetBytes("                                ");

    private readonly OutputBuffers _buffers;
    private readonly JsonWriter _writer;
    private readonly ByteSink _sink;
    private readonly Exchange _exchange;

    private IUnitSource _source;
    private int _unit;
    private int _unitWritten;
    private int _remaining;

    /// <summary>Makes a stream that belongs to no connection yet.</summary>
    /// <param name="buffers">Has the scratch that messages are composed in.</param>
    /// <param name="writer">Scratch, used within one call.</param>
    /// <param name="exchange">Whose messages they are.</param>
    internal MessageStream(OutputBuffers buffers, JsonWriter writer, Exchange exchange)
    {
        _exchange = exchange;
        _buffers = buffers;
        _writer = writer;
        _sink = writer.Sink;
    }

    /// <summary>Receives the messages: its connection's. A field, as all that every answer asks for.</summary>
    internal OutputQueue Output;

    /// <summary>True when a promised length cannot be kept.</summary>
    internal bool IsBroken;

    /// <summary>True while a body is being streamed.</summary>
    internal bool IsActive => _source != null;

    /// <summary>The most bytes of body that can be composed at <see cref="BodyOffset"/>.</summary>
    internal int BodyRoom => Output.Capacity - HeadBytes;

    /// <summary>Queues a response without a body.</summary>
    internal void RespondEmpty(HttpStatus status)
    {
        Output.Commit(WriteHead(status, HttpContent.None, 0));
    }

    /// <summary>Queues a response whose body is <c>{"status":n}</c>.</summary>
    internal void RespondStatus(HttpStatus httpStatus, HapStatus status)
    {
        _sink.Reset(_buffers.Scratch(), BodyOffset, BodyRoom, 0);
        _writer.Raw(s_statusStart);
        _writer.Signed((int)status);
        _writer.Char((byte)'}');
        Output.Commit(Assemble(httpStatus, HttpContent.Json, _sink.Written));
    }

    /// <summary>Queues a response whose TLV8 body was composed in the scratch at <see cref="BodyOffset"/>.</summary>
    internal void RespondTlv(int bodyLength)
    {
        Output.Commit(Assemble(HttpStatus.Ok, HttpContent.Tlv8, bodyLength));
    }

    /// <summary>Queues a message with a body in units, or starts to stream it.</summary>
    /// <param name="status">Status of a response; 0 for an event.</param>
    /// <param name="source">Gives the units.</param>
    /// <param name="measuredBytes">Length of the body when it is known; 0 to measure it. One that does not fit anyway is then written once.</param>
    /// <returns>False when it does not fit behind what is queued; nothing has happened then. An empty queue takes any message.</returns>
    internal bool Start(HttpStatus status, IUnitSource source, int measuredBytes = 0)
    {
        int room = BodyRoom;
        int total = measuredBytes > room ? measuredBytes : Compose(source, room);
        if (total <= room)
        {
            int count = Assemble(status, HttpContent.Json, total);
            if (count > Output.Room)
            {
                return false;
            }

            Output.Commit(count);
            return true;
        }

        if (!Output.IsEmpty)
        {
            return false;
        }

        _exchange.Snapshot.Release();
        _source = source;
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
        IsBroken = false;
    }

    // Writes all units where the body goes when it fits, and measures it when it does not.
    private int Compose(IUnitSource source, int room)
    {
        _sink.Reset(_buffers.Scratch(), BodyOffset, room, 0);
        int unit = 0;
        do
        {
            _exchange.Snapshot.Release();
            unit++;
        }
        while (source.WriteUnit(_exchange, unit - 1, _writer));

        return _sink.Total;
    }

    // The body lies at BodyOffset: the head goes where the text starts, and the body moves up to it. Returns the length of both.
    private int Assemble(HttpStatus status, HttpContent content, int bodyLength)
    {
        int head = WriteHead(status, content, bodyLength);
        byte[] scratch = _buffers.Scratch();
        Array.Copy(scratch, BodyOffset, scratch, OutputBuffers.TextStart + head, bodyLength);
        return head + bodyLength;
    }

    private int WriteHead(HttpStatus status, HttpContent content, int bodyLength)
    {
        byte[] scratch = _buffers.Scratch();
        int end = status == 0
            ? EventWriter.PutHead(scratch, OutputBuffers.TextStart, bodyLength)
            : ResponseWriter.PutHead(scratch, OutputBuffers.TextStart, status, content, bodyLength);
        return end - OutputBuffers.TextStart;
    }

    // Fills the scratch behind the text that is composed already, and queues it: in an array as large as it needs.
    private void Fill(int used)
    {
        int room = Output.Capacity - used;
        int skipped = _unitWritten;
        int unitStart = 0;
        _sink.Reset(_buffers.Scratch(), OutputBuffers.TextStart + used, room, skipped);
        int written = 0;
        while (written < room && written < _remaining && _source.WriteUnit(_exchange, _unit, _writer))
        {
            written = _sink.Written;
            if (!_sink.IsOverflowing)
            {
                _exchange.Snapshot.Release();
                _unit++;
                unitStart = _sink.Total;
            }
        }

        // A promise that ends in a unit, or with one that others follow, is broken too.
        IsBroken = written > _remaining || (written == _remaining && _source.WriteUnit(_exchange, _unit, _writer));
        _unitWritten = skipped + written - unitStart;
        Finish(used, written, room);
    }

    // Behind the last unit spaces fill up what was promised.
    private void Finish(int used, int written, int room)
    {
        while (written < room && written < _remaining)
        {
            int left = (room < _remaining ? room : _remaining) - written;
            _sink.Append(s_spaces, 0, s_spaces.Length < left ? s_spaces.Length : left);
            written = _sink.Written;
        }

        _remaining -= written;
        if (IsBroken || _remaining == 0)
        {
            _source = null;
        }

        if (!IsBroken)
        {
            Output.Commit(used + written);
        }
    }
}
