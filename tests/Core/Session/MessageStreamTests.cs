// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Framing;
using HapNano.Http;
using HapNano.Session;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>Messages that are longer than the room for output.</summary>
[TestClass]
public class MessageStreamTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: ";

    [TestMethod]
    public void Start_BodyFits_GoesAtOnceWithItsExactLength()
    {
        Assert.AreEqual(Head + "10\r\n\r\n[1,22,333]", Stream(new TextUnits("[1", ",22", ",333]"), 400, out int rounds));
        Assert.AreEqual(1, rounds);
    }

    [TestMethod]
    [DataRow(140)]
    [DataRow(150)]
    [DataRow(163)]
    [DataRow(200)]
    [DataRow(500)]
    public void Start_TinyQueue_GivesTheSameAsOneGo(int capacity)
    {
        TextUnits units = NewLong();
        string whole = Stream(units, 4000, out int rounds);
        Assert.AreEqual(1, rounds);
        string body = whole.Substring(whole.IndexOf("\r\n\r\n") + 4);
        string streamed = Stream(units, capacity, out rounds);
        Assert.IsTrue(rounds > 1, "streamed");
        string expected = Head + (body.Length + MessageStream.SlackBytes).ToString() + "\r\n\r\n" + body;
        Assert.AreEqual(expected, streamed.TrimEnd(' '));
        Assert.AreEqual(expected.Length + MessageStream.SlackBytes, streamed.Length);
    }

    [TestMethod]
    public void Start_UnitLongerThanTheQueue_GoesOnWhereItStopped()
    {
        TextUnits units = new TextUnits("[" + Repeat("0123456789", 60), "]");
        string streamed = Stream(units, 150, out int rounds);
        Assert.IsTrue(rounds > 3);
        Assert.AreEqual("[" + Repeat("0123456789", 60) + "]", streamed.Substring(streamed.IndexOf("\r\n\r\n") + 4).TrimEnd(' '));
    }

    [TestMethod]
    public void Continue_UnitsGrewWithinTheSlack_KeepsThePromise()
    {
        TextUnits units = NewLong();
        units.GrowthAfterMeasure = 3;
        string streamed = Stream(units, 200, out int _);
        int start = streamed.IndexOf("\r\n\r\n") + 4;
        int promised = int.Parse(streamed.Substring(Head.Length, start - 4 - Head.Length));
        Assert.AreEqual(promised, streamed.Length - start);
    }

    [TestMethod]
    public void Continue_UnitsGrewOverTheSlack_IsBroken()
    {
        TextUnits units = NewLong();
        units.GrowthAfterMeasure = 20;
        OutputQueue queue = new OutputQueue(new FrameEncoder(new QuickCrypto()), new BufferPool(200, 1));
        MessageStream stream = new MessageStream(queue, new JsonWriter(new ByteSink()));
        stream.Start(HttpStatus.Ok, units, NewExchange());
        while (stream.IsActive)
        {
            queue.Sent(queue.Count);
            stream.Continue();
        }

        Assert.IsTrue(stream.IsBroken);
    }

    [TestMethod]
    public void Start_BehindUnsentOutput_ReturnsFalseAndLeavesItAlone()
    {
        OutputQueue queue = new OutputQueue(new FrameEncoder(new QuickCrypto()), new BufferPool(400, 1));
        MessageStream stream = new MessageStream(queue, new JsonWriter(new ByteSink()));
        stream.RespondEmpty(HttpStatus.NoContent);
        byte[] queued = Hex.Slice(queue.Buffer, queue.Offset, queue.Count);
        Assert.IsFalse(stream.Start(HttpStatus.Ok, NewLong(), NewExchange()));
        Assert.IsFalse(stream.IsActive);
        Assert.AreEqual(Hex.Text(queued), Hex.Text(queue.Buffer, queue.Offset, queue.Count));
    }

    [TestMethod]
    public void Respond_EachKind_HasItsHead()
    {
        OutputQueue queue = new OutputQueue(new FrameEncoder(new QuickCrypto()), new BufferPool(1000, 1));
        MessageStream stream = new MessageStream(queue, new JsonWriter(new ByteSink()));
        stream.RespondEmpty(HttpStatus.AuthorizationRequired);
        Assert.AreEqual("HTTP/1.1 470 Connection Authorization Required\r\nContent-Length: 0\r\n\r\n", Take(queue));
        stream.RespondStatus(HttpStatus.InternalServerError, HapStatus.OutOfResources);
        Assert.AreEqual(
            "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n{\"status\":-70407}", Take(queue));
        Array.Copy(Hex.Utf8("tlv"), 0, queue.Buffer, stream.BodyOffset, 3);
        stream.RespondTlv(3);
        Assert.AreEqual("HTTP/1.1 200 OK\r\nContent-Type: application/pairing+tlv8\r\nContent-Length: 3\r\n\r\ntlv", Take(queue));
        stream.Start(0, new TextUnits("[", "]"), NewExchange());
        Assert.AreEqual("EVENT/1.0 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: 2\r\n\r\n[]", Take(queue));
    }

    private static TextUnits NewLong()
    {
        string[] units = new string[20];
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = (i == 0 ? "[\"" : ",\"") + Repeat("x", (i * 7) % 60) + i.ToString() + (i == units.Length - 1 ? "\"]" : "\"");
        }

        return new TextUnits(units);
    }

    private static string Stream(TextUnits units, int capacity, out int rounds)
    {
        units.Rewind();
        OutputQueue queue = new OutputQueue(new FrameEncoder(new QuickCrypto()), new BufferPool(capacity, 1));
        MessageStream stream = new MessageStream(queue, new JsonWriter(new ByteSink()));
        Assert.IsTrue(stream.Start(HttpStatus.Ok, units, NewExchange()));
        rounds = 1;
        string text = Take(queue);
        while (stream.IsActive)
        {
            stream.Continue();
            text += Take(queue);
            rounds++;
        }

        Assert.IsFalse(stream.IsBroken);
        return text;
    }

    private static Exchange NewExchange()
    {
        return new Exchange(new FakePeer(1), 0, new RequestParser());
    }

    private static string Take(OutputQueue queue)
    {
        string text = Encoding.UTF8.GetString(queue.Buffer, queue.Offset, queue.Count);
        queue.Sent(queue.Count);
        return text;
    }

    private static string Repeat(string text, int count)
    {
        string repeated = string.Empty;
        for (int i = 0; i < count; i++)
        {
            repeated += text;
        }

        return repeated;
    }

    /// <summary>A body of given parts, which may grow once it has been measured.</summary>
    private sealed class TextUnits : IUnitSource
    {
        private readonly byte[][] _units;
        private bool _isMeasured;

        internal TextUnits(params string[] units)
        {
            _units = new byte[units.Length][];
            for (int i = 0; i < units.Length; i++)
            {
                _units[i] = Hex.Utf8(units[i]);
            }
        }

        internal int GrowthAfterMeasure { get; set; }

        public bool WriteUnit(Exchange exchange, int unit, JsonWriter writer)
        {
            if (unit == _units.Length)
            {
                _isMeasured = true;
                return false;
            }

            writer.Raw(_units[unit]);
            for (int i = 0; _isMeasured && i < GrowthAfterMeasure; i++)
            {
                writer.Char((byte)' ');
            }

            return true;
        }

        internal void Rewind()
        {
            _isMeasured = false;
        }
    }
}
