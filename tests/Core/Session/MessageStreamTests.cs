// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;
using HapNano.Endpoints;
using HapNano.Http;
using HapNano.Session;

namespace HapNano.Tests.Session;

/// <summary>Messages that are longer than the room for output.</summary>
[TestClass]
public class MessageStreamTests
{
    private const int Small = 128;
    private const int Large = 400;
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
        OutputQueue queue = NewQueue(200, out MessageStream stream, out OutputBuffers _);
        stream.Start(HttpStatus.Ok, units);
        while (stream.IsActive)
        {
            queue.Sent(queue.Count);
            stream.Continue();
        }

        Assert.IsTrue(stream.IsBroken);
    }

    [TestMethod]
    [DataRow(0, Small)]
    [DataRow(1, Large)]
    public void Start_BodyThatFillsTheSmallArray_TakesItAndOneByteMoreDoesNot(int more, int arrayBytes)
    {
        // The array has 4 bytes before the head, which is 72 with a length of two digits.
        string body = "[" + Repeat("x", Small - 4 - Head.Length - 6 - 2 + more) + "]";
        OutputQueue queue = NewQueue(Large, out MessageStream stream, out OutputBuffers _);
        Assert.IsTrue(stream.Start(HttpStatus.Ok, new TextUnits(body)));
        Assert.IsFalse(stream.IsActive);
        Assert.AreEqual(arrayBytes, queue.Buffer.Length);
        Assert.AreEqual(Head + body.Length.ToString() + "\r\n\r\n" + body, Take(queue));
    }

    [TestMethod]
    public void Continue_RestThatIsShort_LeavesInASmallArray()
    {
        OutputQueue queue = NewQueue(Large, out MessageStream stream, out OutputBuffers buffers);
        string body = "[" + Repeat("x", Large - 4) + "]";
        Assert.IsTrue(stream.Start(HttpStatus.Ok, new TextUnits(body)));
        string text = Take(queue, Large);

        // While it waits for the socket, others use the scratch.
        Array.Clear(buffers.Scratch(), 0, Large);
        stream.Continue();
        text += Take(queue, Large);
        Assert.IsFalse(stream.IsActive);
        Assert.AreEqual(Head + (body.Length + MessageStream.SlackBytes).ToString() + "\r\n\r\n" + body, text.TrimEnd(' '));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(50)]
    [DataRow(MessageStream.SlackBytes)]
    public void Continue_ValueGrowsBetweenThePasses_PromiseIsKeptInEveryArray(int growth)
    {
        // The unit behind the measure is longer; short rests and long ones alike.
        for (int length = 300; length < 900; length += 37)
        {
            TextUnits units = new TextUnits("[\"" + Repeat("x", length) + "\"", "]");
            units.GrowthAfterMeasure = growth / 2;
            string streamed = Stream(units, Large, out int rounds);
            Assert.IsTrue(rounds > 1, "streamed");
            int start = streamed.IndexOf("\r\n\r\n") + 4;
            Assert.AreEqual(int.Parse(streamed.Substring(Head.Length, start - 4 - Head.Length)), streamed.Length - start);
        }
    }

    [TestMethod]
    public void Continue_ValueGrowsOverTheSlack_IsBrokenWhereverTheArraysEnd()
    {
        // Among so many lengths are those whose promise ends with an array, and with a unit that others follow.
        for (int length = 300; length < 900; length++)
        {
            TextUnits units = new TextUnits("[\"" + Repeat("x", length) + "\"", "]");
            units.GrowthAfterMeasure = MessageStream.SlackBytes;
            OutputQueue queue = NewQueue(Large, out MessageStream stream, out OutputBuffers _);
            stream.Start(HttpStatus.Ok, units);
            if (!stream.IsActive && !stream.IsBroken)
            {
                // It fitted at once.
                continue;
            }

            while (stream.IsActive)
            {
                queue.Sent(queue.Count);
                stream.Continue();
            }

            Assert.IsTrue(stream.IsBroken, length.ToString());
        }
    }

    [TestMethod]
    public void Start_BehindUnsentOutput_ReturnsFalseAndLeavesItAlone()
    {
        OutputQueue queue = NewQueue(400, out MessageStream stream, out OutputBuffers _);
        stream.RespondEmpty(HttpStatus.NoContent);
        byte[] queued = Hex.Slice(queue.Buffer, queue.Offset, queue.Count);
        Assert.IsFalse(stream.Start(HttpStatus.Ok, NewLong()));
        Assert.IsFalse(stream.IsActive);
        Assert.AreEqual(Hex.Text(queued), Hex.Text(queue.Buffer, queue.Offset, queue.Count));
    }

    [TestMethod]
    public void Respond_EachKind_HasItsHead()
    {
        OutputQueue queue = NewQueue(1000, out MessageStream stream, out OutputBuffers buffers);
        stream.RespondEmpty(HttpStatus.AuthorizationRequired);
        Assert.AreEqual("HTTP/1.1 470 Connection Authorization Required\r\nContent-Length: 0\r\n\r\n", Take(queue));
        stream.RespondStatus(HttpStatus.InternalServerError, HapStatus.OutOfResources);
        Assert.AreEqual(
            "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n{\"status\":-70407}", Take(queue));
        Array.Copy(Hex.Utf8("tlv"), 0, buffers.Scratch(), MessageStream.BodyOffset, 3);
        stream.RespondTlv(3);
        Assert.AreEqual("HTTP/1.1 200 OK\r\nContent-Type: application/pairing+tlv8\r\nContent-Length: 3\r\n\r\ntlv", Take(queue));
        stream.Start(0, new TextUnits("[", "]"));
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
        OutputQueue queue = NewQueue(capacity, out MessageStream stream, out OutputBuffers _);
        Assert.IsTrue(stream.Start(HttpStatus.Ok, units));
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

    private static OutputQueue NewQueue(int capacity, out MessageStream stream, out OutputBuffers buffers)
    {
        buffers = new OutputBuffers(capacity, Small, 1);
        OutputQueue queue = new OutputQueue(buffers);
        stream = new MessageStream(buffers, new JsonWriter(new ByteSink()), new Exchange(new RequestParser(), new TimedWrites()));
        stream.Output = queue;
        return queue;
    }

    private static string Take(OutputQueue queue, int arrayBytes)
    {
        Assert.AreEqual(arrayBytes, queue.Buffer.Length);
        return Take(queue);
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
