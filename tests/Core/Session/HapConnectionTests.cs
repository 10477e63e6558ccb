// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using HapNano.Pairing;
using HapNano.Session;
using HapNano.Storage;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>The pipe of one controller, bytes in and bytes out.</summary>
[TestClass]
public class HapConnectionTests
{
    private const string NoContent = "HTTP/1.1 204 No Content\r\n\r\n";
    private const string BadRequest = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    private const string OutOfResources =
        "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n{\"status\":-70407}";

    private const string IsOff =
        "HTTP/1.1 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: 54\r\n\r\n"
        + "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":false}]}";

    private const string IsOn =
        "HTTP/1.1 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: 53\r\n\r\n"
        + "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true}]}";

    private static byte[] ReadOn => HostPeer.Request("GET", "/characteristics?id=1.11");

    private static byte[] TurnOn => HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true}]}");

    private static byte[] ListPairings => HostPeer.Post("/pairings", TestController.ListPairings());

    [TestMethod]
    public void Received_EveryRequestByteByByte_IsAnsweredAsInOnePiece()
    {
        HostPeer whole = HostBench.Paired().ConnectAdmin();
        HostBench bench = HostBench.Paired();
        HostPeer cut = bench.ConnectAdmin();
        byte[][] requests =
        {
            HostPeer.Request("GET", "/accessories"), ReadOn, TurnOn, ReadOn, HostPeer.Put("/prepare", "{\"ttl\":1,\"pid\":1}"), ListPairings,
        };
        for (int i = 0; i < requests.Length; i++)
        {
            byte[] frames = cut.Frame(requests[i]);
            for (int j = 0; j < frames.Length; j++)
            {
                Assert.AreEqual(0, cut.Connection.OutputCount);
                cut.SendRaw(Hex.Slice(frames, j, 1));
            }

            Assert.AreEqual(whole.Ask(requests[i]), cut.Take());
        }
    }

    [TestMethod]
    public void Received_CutAtEveryByte_IsAnsweredWhenItIsWhole()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        int length = peer.Frame(ReadOn).Length;
        peer = HostBench.Paired().ConnectAdmin();
        for (int cut = 1; cut < length; cut++)
        {
            byte[] frame = peer.Frame(ReadOn);
            peer.SendRaw(Hex.Slice(frame, 0, cut));
            Assert.AreEqual(0, peer.Connection.OutputCount);
            peer.SendRaw(Hex.Slice(frame, cut, length - cut));
            Assert.AreEqual(IsOff, peer.Take());
        }
    }

    [TestMethod]
    public void Received_SeveralRequestsInAFrame_AreAnsweredInOrder()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(IsOff + NoContent + IsOn, peer.Ask(Bytes.Concat(ReadOn, TurnOn, ReadOn)));
    }

    [TestMethod]
    public void Received_RequestOverManyFrames_IsAnsweredOnce()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        for (int i = 0; i < TurnOn.Length; i++)
        {
            peer.Send(Hex.Slice(TurnOn, i, 1));
        }

        Assert.AreEqual(NoContent, peer.Take());
    }

    [TestMethod]
    public void Received_RequestOverManyFramesInOnePiece_IsAnsweredOnce()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        byte[] frames = new byte[0];
        for (int i = 0; i < TurnOn.Length; i += 20)
        {
            frames = Bytes.Concat(frames, peer.Frame(Hex.Slice(TurnOn, i, TurnOn.Length - i < 20 ? TurnOn.Length - i : 20)));
        }

        peer.SendRaw(frames);
        Assert.AreEqual(NoContent, peer.Take());
    }

    [TestMethod]
    public void Received_Pipelined_TheNextIsHandledWhenTheAnswerIsSent()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Send(ReadOn);
        peer.Send(TurnOn);
        Assert.IsFalse(bench.Relay.Value);
        int count = peer.Connection.OutputCount;
        byte[] first = Hex.Slice(peer.Connection.OutputBuffer, peer.Connection.OutputOffset, count);
        peer.Connection.Sent(count - 1, bench.NowMs);
        Assert.IsFalse(bench.Relay.Value);
        Assert.AreEqual(first[count - 1], peer.Connection.OutputBuffer[peer.Connection.OutputOffset]);
        peer.Connection.Sent(1, bench.NowMs);
        Assert.IsTrue(bench.Relay.Value);
        Assert.IsTrue(peer.Connection.OutputCount > 0);
    }

    [TestMethod]
    public void Received_MorePipelinedThanTheBufferHolds_IsTakenAsAnswersLeave()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        byte[] frames = new byte[0];
        for (int i = 0; i < 60; i++)
        {
            frames = Bytes.Concat(frames, peer.Frame(ReadOn));
        }

        int sent = 0;
        string answers = string.Empty;
        while (sent < frames.Length)
        {
            sent += peer.Connection.Receive(frames, sent, frames.Length - sent, 0);
            answers += peer.Take();
        }

        Assert.AreEqual(60 * IsOff.Length, answers.Length);
        Assert.AreEqual(IsOff, answers.Substring(59 * IsOff.Length));
    }

    [TestMethod]
    public void Received_AnyBitOfAFrameFlipped_ClosesWithoutAWord()
    {
        int length = HostBench.Paired().ConnectAdmin().Frame(ReadOn).Length;
        for (int i = 2; i < length; i += 7)
        {
            HostPeer peer = HostBench.Paired().ConnectAdmin();
            byte[] frame = peer.Frame(ReadOn);
            frame[i] ^= 0x10;
            peer.SendRaw(frame);
            Assert.IsTrue(peer.IsClosed);
            Assert.AreEqual(0, peer.Connection.OutputCount);
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1025)]
    [DataRow(65535)]
    public void Received_LengthOutOfRange_ClosesWithoutAWord(int length)
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        peer.SendRaw(new byte[] { (byte)length, (byte)(length >> 8) });
        Assert.IsTrue(peer.IsClosed);
        Assert.AreEqual(0, peer.Connection.PrepareReceive());
    }

    [TestMethod]
    public void Received_FrameReplayed_Closes()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        byte[] frame = peer.Frame(ReadOn);
        peer.SendRaw(frame);
        Assert.AreEqual(IsOff, peer.Take());
        peer.SendRaw(frame);
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Received_PlainRequestInASession_Closes()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        peer.SendRaw(ReadOn);
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Received_BehindTheEnd_IsIgnored()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        byte[] frame = peer.Frame(TurnOn);
        peer.Connection.PrepareReceive();
        Array.Copy(frame, 0, peer.Connection.ReceiveBuffer, peer.Connection.ReceiveOffset, frame.Length);
        bench.Host.CloseAll();
        peer.Connection.Received(frame.Length, bench.NowMs);
        Assert.IsFalse(bench.Relay.Value);
        Assert.AreEqual(0, peer.Connection.OutputCount);
    }

    [TestMethod]
    public void Verify_RequestRightBehindM3_IsAnsweredBehindM4()
    {
        HostBench bench = HostBench.Paired();
        QuickController controller = HostBench.Admin;
        HostPeer peer = bench.Connect();
        byte[] m3 = controller.VerifyM3(peer.AskTlv("/pair-verify", controller.VerifyM1()));
        HostPeer sealing = new HostPeer(bench, peer.Connection);
        sealing.Secure(controller.SharedSecret);
        peer.SendRaw(Bytes.Concat(HostPeer.Post("/pair-verify", m3), sealing.Frame(ReadOn)));

        // M4 leaves in plain text as a whole, whatever the socket takes at a time; only then is the request looked at.
        byte[] m4 = Hex.Slice(peer.Connection.OutputBuffer, peer.Connection.OutputOffset, peer.Connection.OutputCount);
        Expect.Bytes("060104", HostPeer.TlvBody(m4), 0, 3);
        for (int i = 0; i < m4.Length; i++)
        {
            Assert.AreEqual(m4.Length - i, peer.Connection.OutputCount);
            peer.Connection.Sent(1, bench.NowMs);
        }

        Assert.AreEqual(IsOff, sealing.Take());
    }

    [TestMethod]
    public void Verify_ReaderInItsWindowWhileM3IsHandled_KeepsTheWindow()
    {
        HostBench bench = HostBench.Paired();
        QuickController controller = HostBench.Admin;
        HostPeer peer = bench.Connect();
        HapConnection connection = peer.Connection;
        peer.Send(HostPeer.Post("/pair-verify", controller.VerifyM1()));

        // The socket has taken M2, the sender has not reported it yet; M3 comes, and the reader is off again.
        int m2Count = connection.OutputCount;
        byte[] m2 = Hex.Slice(connection.OutputBuffer, connection.OutputOffset, m2Count);
        peer.Send(HostPeer.Post("/pair-verify", controller.VerifyM3(HostPeer.TlvBody(m2))));
        connection.PrepareReceive();
        byte[] window = connection.ReceiveBuffer;
        int offset = connection.ReceiveOffset;
        connection.Sent(m2Count, bench.NowMs);
        Assert.AreSame(window, connection.ReceiveBuffer);
        Assert.AreEqual(offset, connection.ReceiveOffset);
        HapConnection stranger = bench.Connect(9).Connection;
        stranger.PrepareReceive();
        Assert.IsTrue(stranger.ReceiveBuffer != window, "a stranger got the reader's array");

        Assert.IsTrue(peer.FinishVerify(controller), "M4");
        byte[] frame = peer.Frame(HostPeer.Request("GET", "/characteristics?id=1.11"));
        Array.Copy(frame, 0, window, offset, frame.Length);
        connection.Received(frame.Length, bench.NowMs);
        Assert.AreEqual("HTTP/1.1 200 OK", peer.Take().Substring(0, 15));
    }

    [TestMethod]
    public void Verify_TwiceOnOneConnection_IsABadRequest()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        Assert.AreEqual(BadRequest, peer.Ask(HostPeer.Post("/pair-verify", HostBench.Admin.VerifyM1())));
        Assert.AreEqual(IsOff, peer.Ask(ReadOn));
    }

    [TestMethod]
    public void Verify_UnknownController_GetsAnErrorAndStaysPlain()
    {
        HostPeer peer = HostBench.Paired().Connect();
        Assert.IsFalse(peer.Verify(new QuickController("stranger")));
        Assert.IsFalse(peer.Connection.IsVerified);
        Assert.IsTrue(peer.Verify(HostBench.Admin));
        Assert.AreEqual(IsOff, peer.Ask(ReadOn));
    }

    [TestMethod]
    public void Received_MalformedPlainRequest_IsRefused()
    {
        HostPeer peer = HostBench.Paired().Connect();
        peer.SendRaw(Hex.Utf8("PUT /prepare HTTP/1.1\r\n\r\n"));
        Assert.AreEqual(BadRequest, peer.Take());
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Received_TwoLengths_ClosesWithoutAWord()
    {
        HostPeer peer = HostBench.Paired().Connect();
        peer.SendRaw(Hex.Utf8("PUT /prepare HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}"));
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Received_HeadOverTheLimit_ClosesWithoutAWord()
    {
        HostPeer peer = HostBench.Paired().Connect();
        byte[] head = new byte[4000];
        for (int i = 0; i < head.Length; i++)
        {
            head[i] = (byte)'a';
        }

        peer.SendRaw(Hex.Utf8("GET /"));
        peer.SendRaw(head);
        Assert.IsTrue(peer.IsClosed);
        Assert.AreEqual(0, peer.Connection.OutputCount);
    }

    [TestMethod]
    public void Received_BodyOverTheLimit_IsOutOfResources()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        peer.Send(Hex.Utf8("PUT /characteristics HTTP/1.1\r\nContent-Length: 40000\r\n\r\n"));
        Assert.AreEqual(OutOfResources, peer.Take());
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Received_HeadAndBodyTogetherOverTheBuffer_IsOutOfResources()
    {
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        peer.Send(Hex.Utf8("PUT /characteristics HTTP/1.1\r\nContent-Length: 2000\r\n\r\n"));
        byte[] part = new byte[100];
        for (int i = 0; i < 20 && !peer.Connection.IsCloseRequested; i++)
        {
            peer.Send(part);
        }

        Assert.AreEqual(OutOfResources, peer.Take());
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Received_LongestRequest_IsAnswered()
    {
        // 2,048 bytes of buffer less 22 of overhead.
        HostPeer peer = HostBench.Paired().ConnectAdmin();
        string head = "PUT /characteristics HTTP/1.1\r\nContent-Length: ";
        int body = 2026 - head.Length - 8;
        byte[] blanks = new byte[body - 2];
        for (int i = 0; i < blanks.Length; i++)
        {
            blanks[i] = (byte)' ';
        }

        Assert.AreEqual(NoContent, peer.Ask(Bytes.Concat(Hex.Utf8(head + body.ToString() + "\r\n\r\n{"), blanks, Hex.Utf8("}"))));
    }

    [TestMethod]
    public void Accessories_LongerThanTheQueue_IsStreamedWhole()
    {
        HostPeer streamed = HostBench.Paired().ConnectAdmin();
        HostPeer whole = HostBench.Paired(new HapSettings { OutputBytes = 20000 }).ConnectAdmin();
        string expected = Body(whole.Ask(HostPeer.Request("GET", "/accessories")));
        string answer = streamed.Ask(HostPeer.Request("GET", "/accessories"));
        Assert.IsTrue(expected.Length > 1442, "longer than the queue");
        Assert.AreEqual(expected, Body(answer).TrimEnd(' '));
        Assert.AreEqual(ContentLength(answer), Body(answer).Length);
        Assert.AreEqual(IsOff, streamed.Ask(ReadOn));
    }

    [TestMethod]
    public void Accessories_ValueChangesMeanwhile_IsStillWholeAndWellFormed()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Send(HostPeer.Request("GET", "/accessories"));
        bool isOn = false;
        string text = string.Empty;
        while (peer.Connection.OutputCount > 0)
        {
            // Each change falls between two parts, at whatever byte the first one ended.
            isOn = !isOn;
            bench.Relay.Set(isOn);
            bench.Lamp.Brightness.Value = isOn ? 100 : 5;
            bench.Text.Value = isOn ? "a longer text than before" : string.Empty;
            text += TakeOnce(peer, bench);
        }

        Assert.AreEqual(ContentLength(text), Body(text).Length);
        Assert.AreEqual("]}]}]}", Body(text).TrimEnd(' ').Substring(Body(text).TrimEnd(' ').Length - 6));
    }

    [TestMethod]
    public void Pairings_ListOfSixteen_FitsOneAnswer()
    {
        FakeStore store = new FakeStore();
        HostBench first = new HostBench(store, null);
        QuickController[] controllers = new QuickController[16];
        for (int i = 0; i < 16; i++)
        {
            controllers[i] = new QuickController("c" + i.ToString());
        }

        store.Set(StoreRecord.Pairings, QuickController.Record(16, controllers));
        HostPeer peer = first.Reboot().Connect(1, controllers[3]);
        byte[] body = peer.AskTlv("/pairings", TestController.ListPairings());
        Assert.AreEqual(PairingsExchange.MaxAnswerBytes, body.Length);
    }

    [TestMethod]
    public void Pairings_Add_IsAnsweredWhenItIsDurable()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        int announced = bench.StoreCount;
        peer.Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController("new"), 0)));
        peer.Send(ReadOn);
        Assert.AreEqual(announced + 1, bench.StoreCount);
        Assert.AreEqual(0, peer.Connection.OutputCount);
        Assert.IsTrue(bench.ServeStore());
        string answers = peer.Take();
        Assert.AreEqual(IsOff, answers.Substring(answers.Length - IsOff.Length));
        Assert.IsTrue(bench.Reboot().Connect().Verify(new QuickController("new")));
    }

    [TestMethod]
    public void Pairings_TwoWantToWrite_TheSecondWaitsItsTurn()
    {
        HostBench bench = HostBench.Paired();
        HostPeer first = bench.ConnectAdmin(1);
        HostPeer second = bench.ConnectAdmin(2);
        first.Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController("one"), 0)));
        second.Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController("two"), 0)));
        Assert.IsTrue(bench.ServeStore());
        Expect.Bytes("060102", HostPeer.TlvBody(first.TakeBytes()), 0, 3);
        Assert.AreEqual(0, second.Connection.OutputCount);
        Assert.IsTrue(bench.ServeStore());
        Expect.Bytes("060102", HostPeer.TlvBody(second.TakeBytes()), 0, 3);
        Assert.IsTrue(bench.Connect(3).Verify(new QuickController("one")));
        Assert.IsTrue(bench.Connect(4).Verify(new QuickController("two")));
    }

    [TestMethod]
    public void Pairings_ManyWantToWrite_AllGetTheirTurn()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] peers = new HostPeer[5];
        for (int i = 0; i < peers.Length; i++)
        {
            peers[i] = bench.ConnectAdmin((ulong)i);
        }

        for (int i = 0; i < peers.Length; i++)
        {
            peers[i].Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController(i.ToString()), 0)));
        }

        bench.Settle();
        for (int i = 0; i < peers.Length; i++)
        {
            Expect.Bytes("060102", HostPeer.TlvBody(peers[i].TakeBytes()), 0, 3);
        }
    }

    [TestMethod]
    public void Buffers_OfIdleSessions_AreShared()
    {
        HostBench bench = HostBench.Paired();
        HostPeer[] peers = new HostPeer[8];
        for (int i = 0; i < peers.Length; i++)
        {
            peers[i] = bench.ConnectAdmin((ulong)i);
            bench.Pass(200);
        }

        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < peers.Length; i++)
            {
                Assert.AreEqual(IsOff, peers[i].Ask(ReadOn));
                Assert.IsNull(peers[i].Connection.ReceiveBuffer);
                Assert.IsNull(peers[i].Connection.OutputBuffer);
            }
        }

        Assert.AreEqual(1, bench.Host.Workspaces.MadeCount);
        Assert.AreEqual(1, bench.Host.Buffers.SmallCount);
        Assert.AreEqual(1, bench.Host.Buffers.LargeCount);
    }

    [TestMethod]
    public void Buffers_OfStrangers_AreSmall()
    {
        HostBench bench = HostBench.Paired(new HapSettings { ReceiveBytes = 8000 });
        HostPeer stranger = bench.Connect();
        HostPeer session = bench.ConnectAdmin(2);
        Assert.AreEqual(HapSettings.LeastReceiveBytes, LongestBuffer(stranger, bench));
        Assert.AreEqual(8000, LongestBuffer(session, bench));
        Assert.IsTrue(stranger.IsClosed && session.IsClosed);
    }

    // How long the receive buffer gets for a request that never ends.
    private static int LongestBuffer(HostPeer peer, HostBench bench)
    {
        byte[] request = peer.Frame(HostPeer.Request("GET", "/" + new string('x', 9000)));
        int longest = 0;
        int sent = 0;
        int room = peer.Connection.PrepareReceive();
        while (room > 0 && sent < request.Length)
        {
            longest = peer.Connection.ReceiveBuffer.Length > longest ? peer.Connection.ReceiveBuffer.Length : longest;
            int count = request.Length - sent < room ? request.Length - sent : room;
            Array.Copy(request, sent, peer.Connection.ReceiveBuffer, peer.Connection.ReceiveOffset, count);
            peer.Connection.Received(count, bench.NowMs);
            sent += count;
            room = peer.Connection.PrepareReceive();
        }

        return longest;
    }

    [TestMethod]
    public void Buffers_OfAnswers_AreSmallUpToTheLastByte()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        bool isAtTheLimit = false;
        bool isAboveIt = false;
        for (int length = 70; length < 130; length++)
        {
            bench.Text.Value = new string('x', length);
            peer.Send(HostPeer.Request("GET", "/characteristics?id=1.36"));

            // Two bytes lie free before the first frame.
            int needed = 2 + peer.Connection.OutputCount;
            Assert.AreEqual(
                needed <= OutputBuffers.SmallBytes ? OutputBuffers.SmallBytes : HapSettings.LeastOutputBytes, peer.Connection.OutputBuffer.Length);
            isAtTheLimit |= needed == OutputBuffers.SmallBytes;
            isAboveIt |= needed == OutputBuffers.SmallBytes + 1;
            string answer = peer.Take();
            Assert.AreEqual(
                "{\"characteristics\":[{\"aid\":1,\"iid\":36,\"value\":\"" + bench.Text.Value + "\"}]}", answer.Substring(answer.IndexOf("{")));
        }

        Assert.IsTrue(isAtTheLimit && isAboveIt);
        Assert.AreEqual(1, bench.Host.Buffers.SmallCount);
        Assert.AreEqual(1, bench.Host.Buffers.LargeCount);
    }

    [TestMethod]
    public void Buffers_OthersSpeakWhileADatabaseIsStreamed_NobodysBytesAreTouched()
    {
        HostBench bench = HostBench.Paired();
        HostPeer streaming = bench.ConnectAdmin(1);
        HostPeer other = bench.ConnectAdmin(2);
        string whole = streaming.Ask(HostPeer.Request("GET", "/accessories"));
        streaming.Send(HostPeer.Request("GET", "/accessories"));
        byte[] taken = new byte[0];
        int rounds = 0;
        while (streaming.Connection.OutputCount > 0)
        {
            // Between the parts, and before the last byte of each has left, somebody else is answered out of the same scratch, in short and at length.
            int half = streaming.Connection.OutputCount / 2;
            taken = Bytes.Concat(taken, Hex.Slice(streaming.Connection.OutputBuffer, streaming.Connection.OutputOffset, half));
            streaming.Connection.Sent(half, bench.NowMs);
            Assert.AreEqual(IsOff, other.Ask(ReadOn));
            Assert.AreEqual(whole, other.Ask(HostPeer.Request("GET", "/accessories")));
            int rest = streaming.Connection.OutputCount;
            taken = Bytes.Concat(taken, Hex.Slice(streaming.Connection.OutputBuffer, streaming.Connection.OutputOffset, rest));
            streaming.Connection.Sent(rest, bench.NowMs);
            rounds++;
        }

        Assert.IsTrue(rounds > 1, "streamed");
        Assert.AreEqual(whole, streaming.Open(taken));
    }

    [TestMethod]
    public void Workspace_AnswerWaitsInTheQueue_IsSomebodyElses()
    {
        HostBench bench = HostBench.Paired();
        HostPeer one = bench.ConnectAdmin(1);
        HostPeer other = bench.ConnectAdmin(2);
        int made = bench.Host.Workspaces.MadeCount;
        one.Send(ReadOn);
        Assert.IsTrue(one.Connection.OutputCount > 0);
        Assert.IsNull(one.Connection.ReceiveBuffer);
        Assert.AreEqual(NoContent, other.Ask(TurnOn));
        Assert.AreEqual(IsOff, one.Take());
        Assert.AreEqual(made, bench.Host.Workspaces.MadeCount);

        // Half requests of three, which is one more than are kept; then they go on in any order.
        HostPeer third = bench.ConnectAdmin(3);
        HostPeer[] peers = new HostPeer[] { one, other, third };
        byte[][] frames = new byte[3][];
        for (int i = 0; i < 3; i++)
        {
            frames[i] = peers[i].Frame(HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":12,\"value\":" + (40 + i).ToString() + "}]}"));
            peers[i].SendRaw(Hex.Slice(frames[i], 0, 30));
        }

        for (int i = 2; i >= 0; i--)
        {
            peers[i].SendRaw(Hex.Slice(frames[i], 30, frames[i].Length - 30));
            Assert.AreEqual(NoContent, peers[i].Take());
            Assert.AreEqual(40 + i, bench.Dimmer.Value);
        }

        Assert.AreEqual(made + 2, bench.Host.Workspaces.MadeCount);
    }

    [TestMethod]
    public void Buffers_ReaderInItsWindow_KeepsItsOwn()
    {
        HostBench bench = HostBench.Paired();
        HostPeer reading = bench.ConnectAdmin(1);
        HostPeer other = bench.ConnectAdmin(2);
        byte[] frame = reading.Frame(ReadOn);
        reading.Connection.PrepareReceive();
        byte[] window = reading.Connection.ReceiveBuffer;
        Assert.AreEqual(NoContent, other.Ask(TurnOn));
        bench.Host.CloseAll();
        Assert.AreSame(window, reading.Connection.ReceiveBuffer);
        HostPeer third = bench.ConnectAdmin(3);
        third.SendRaw(Hex.Slice(third.Frame(ReadOn), 0, 9));
        Assert.IsFalse(third.Connection.ReceiveBuffer == window);
        Array.Copy(frame, 0, window, reading.Connection.ReceiveOffset, frame.Length);
        reading.Connection.Received(frame.Length, bench.NowMs);
        reading.Close();
        other.Close();
        Assert.IsNull(reading.Connection.ReceiveBuffer);
    }

    [TestMethod]
    public void Buffers_SenderInItsCall_KeepsItsOwn()
    {
        HostBench bench = HostBench.Paired();
        HostPeer sending = bench.ConnectAdmin(1);
        sending.Send(ReadOn);
        byte[] held = sending.Connection.OutputBuffer;
        byte[] queued = Hex.Slice(held, sending.Connection.OutputOffset, sending.Connection.OutputCount);
        int offset = sending.Connection.OutputOffset;
        bench.Host.CloseAll();
        HostPeer other = bench.ConnectAdmin(2);
        other.Ask(HostPeer.Request("GET", "/accessories"));
        Assert.AreEqual(Hex.Text(queued), Hex.Text(held, offset, queued.Length));
    }

    [TestMethod]
    public void Pairings_StoreFails_NothingHasChanged()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        bench.Store.WritesLeft = 0;
        byte[] answer = peer.AskTlv("/pairings", QuickController.AddPairing(new QuickController("new"), 0));
        Expect.Bytes("060102070101", answer, 0, answer.Length);
        bench.Store.WritesLeft = -1;
        Assert.IsFalse(bench.Connect(2).Verify(new QuickController("new")));
    }

    [TestMethod]
    public void Received_WhileAnAnswerWaits_IsTakenIntoThePlaceThatWasGiven()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController("new"), 0)));

        // The reader is in its socket call while the flash thread lets the answer go.
        byte[] frame = peer.Frame(ReadOn);
        peer.Connection.PrepareReceive();
        int offset = peer.Connection.ReceiveOffset;
        bench.ServeStore();
        peer.Take();
        Array.Copy(frame, 0, peer.Connection.ReceiveBuffer, offset, frame.Length);
        peer.Connection.Received(frame.Length, bench.NowMs);
        Assert.AreEqual(IsOff, peer.Take());
    }

    [TestMethod]
    public void PrepareReceive_BufferFullWhileAnAnswerWaits_IsZero()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Send(HostPeer.Post("/pairings", QuickController.AddPairing(new QuickController("new"), 0)));
        byte[] frames = new byte[0];
        for (int i = 0; i < 30; i++)
        {
            frames = Bytes.Concat(frames, peer.Frame(ReadOn));
        }

        int taken = peer.Connection.Receive(frames, 0, frames.Length, bench.NowMs);
        Assert.IsTrue(taken < frames.Length);
        Assert.AreEqual(0, peer.Connection.PrepareReceive());
        bench.ServeStore();
        peer.Take();
        Assert.IsTrue(peer.Connection.PrepareReceive() > 0);
        peer.SendRaw(Hex.Slice(frames, taken, frames.Length - taken));
        Assert.IsFalse(peer.IsClosed);
    }

    [TestMethod]
    public void Poll_PeerTakesNothing_IsClosedAfterTenSeconds()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Send(ReadOn);
        bench.Pass(TimeLimits.StallMs - 1);
        Assert.IsFalse(peer.Connection.IsCloseRequested);
        bench.Pass(1);
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Poll_PeerTakesAByteNowAndThen_StaysOpen()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Send(ReadOn);
        for (int i = 0; i < 5; i++)
        {
            bench.Pass(TimeLimits.StallMs - 1);
            peer.Connection.Sent(1, bench.NowMs);
        }

        Assert.IsFalse(peer.Connection.IsCloseRequested);
    }

    [TestMethod]
    public void Poll_HalfARequest_IsClosedAfterThirtySeconds()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.SendRaw(Hex.Slice(peer.Frame(ReadOn), 0, 5));
        bench.Pass(TimeLimits.RequestMs - 1);
        Assert.IsFalse(peer.IsClosed);
        bench.Pass(1);
        Assert.IsTrue(peer.IsClosed);
    }

    [TestMethod]
    public void Poll_IdleSession_StaysOpenForDays()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        bench.Pass(3L * 24 * 3600 * 1000);
        Assert.AreEqual(IsOff, peer.Ask(ReadOn));
    }

    [TestMethod]
    public void Closed_Session_WipesAndFreesItsPlace()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.SendRaw(Hex.Slice(peer.Frame(TurnOn), 0, 50));
        byte[] buffer = peer.Connection.ReceiveBuffer;
        Assert.AreNotEqual(0, (int)buffer[40]);
        peer.Close();
        for (int i = 0; i < buffer.Length; i++)
        {
            Assert.AreEqual(0, (int)buffer[i]);
        }

        Assert.IsTrue(peer.IsClosed);
        Assert.IsFalse(peer.Connection.IsVerified);
        Assert.AreEqual(peer.Connection.Slot, bench.Connect().Connection.Slot);
        peer.Close();
    }

    [TestMethod]
    public void Write_EndsItsOwnConnection_IsDoneAndNotAnswered()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        bench.Lamp.On.Changed += value => bench.Host.CloseAll();
        peer.Send(HostPeer.Put(
            "/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true},{\"aid\":1,\"iid\":12,\"value\":40}]}"));
        Assert.IsTrue(peer.IsClosed);
        Assert.AreEqual(40, bench.Dimmer.Value);
        peer.Close();
        Assert.AreEqual(IsOn, bench.ConnectAdmin().Ask(ReadOn));
    }

    [TestMethod]
    public void Sent_BehindTheEnd_IsIgnored()
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin();
        peer.Send(ReadOn);
        int count = peer.Connection.OutputCount;
        bench.Host.CloseAll();
        peer.Connection.Sent(count, bench.NowMs);
        Assert.AreEqual(0, peer.Connection.OutputCount);
    }

    [TestMethod]
    public void Calls_WithWrongArguments_Throw()
    {
        HapConnection connection = HostBench.Paired().Connect().Connection;
        Expect.Throws(typeof(ArgumentNullException), () => connection.Receive(null, 0, 1, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.Receive(new byte[4], 2, 3, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.Receive(new byte[4], -1, 3, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.Received(-1, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.Received(5000, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.Sent(1, 0));
        Expect.Throws(typeof(ArgumentOutOfRangeException), () => connection.Sent(-1, 0));
    }

    private static string TakeOnce(HostPeer peer, HostBench bench)
    {
        byte[] raw = Hex.Slice(peer.Connection.OutputBuffer, peer.Connection.OutputOffset, peer.Connection.OutputCount);
        string text = peer.Open(raw);
        peer.Connection.Sent(raw.Length, bench.NowMs);
        return text;
    }

    private static int ContentLength(string answer)
    {
        int start = answer.IndexOf("Content-Length: ") + 16;
        return int.Parse(answer.Substring(start, answer.IndexOf("\r", start) - start));
    }

    private static string Body(string answer)
    {
        return answer.Substring(answer.IndexOf("\r\n\r\n") + 4);
    }
}
