// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Session;

/// <summary>Requests with something wrong in them, drawn from a seed: whatever comes, the pipe answers or closes, and throws nothing.</summary>
[TestClass]
public class HapConnectionMutationTests
{
    private const int Rounds = 300;

    private static readonly string[] s_tokens =
    {
        "\r\n\r\n", "\r\n", "Content-Length: 0\r\n", "Content-Length: 99999999999\r\n", "{", "}", "[", "]", "\"", "\\u0000", "null", "1e999", "-",
        "{\"aid\":1,\"iid\":11}", ",", ":", "?id=", "1.11,", "%00", "\"pid\":1", "\"ev\":true", "\"r\":true", "\"value\":18446744073709551615",
    };

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void Received_MutatedRequestsInASession_AreAnsweredOrClosed(int seed)
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.ConnectAdmin(1);
        uint state = (uint)seed;
        int answers = 0;
        for (int i = 0; i < Rounds; i++)
        {
            byte[] request = Mutate(Pick(ref state, true), ref state);
            if (request.Length > 0)
            {
                peer.Send(request);
            }

            bench.Settle();
            answers += peer.Take().Length > 0 ? 1 : 0;
            if (peer.Connection.IsCloseRequested || i % 5 == 4)
            {
                // Half a request that is left over would make nonsense of all that follow.
                peer.Close();
                bench.NowMs += 1000;
                peer = bench.ConnectAdmin(1);
            }
        }

        Assert.IsTrue(answers > Rounds / 10, "requests were answered: " + answers.ToString());
        Assert.AreEqual("HTTP/1.1 200", peer.Read("id=1.11").Substring(0, 12));
        Assert.IsTrue(bench.Host.IsPaired);
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(6)]
    public void Received_MutatedRequestsOfStrangers_AreAnsweredOrClosed(int seed)
    {
        HostBench bench = HostBench.Paired();
        HostPeer peer = bench.Connect(1);
        uint state = (uint)seed;
        for (int i = 0; i < Rounds; i++)
        {
            byte[] request = Mutate(Pick(ref state, false), ref state);
            peer.SendRaw(request);
            bench.Settle();
            peer.Take();
            Assert.IsFalse(peer.Connection.IsVerified);
            if (peer.Connection.IsCloseRequested || i % 5 == 4)
            {
                peer.Close();
                bench.NowMs += 1000;
                peer = bench.Connect(1);
            }
        }

        Assert.AreEqual("HTTP/1.1 200", bench.ConnectAdmin(2).Read("id=1.11").Substring(0, 12));
        Assert.AreEqual(string.Empty, bench.PairedLog);
    }

    private static byte[] Pick(ref uint state, bool isSession)
    {
        switch (Next(ref state, 8))
        {
            case 0:
                return HostPeer.Request("GET", "/accessories");
            case 1:
                return HostPeer.Request("GET", "/characteristics?id=1.11,1.12&meta=1&perms=1&type=1&ev=1");
            case 2:
                return HostPeer.Put("/characteristics", "{\"characteristics\":[{\"aid\":1,\"iid\":36,\"value\":\"a\\u00e9\",\"ev\":true,\"r\":true}]}");
            case 3:
                return HostPeer.Put(
                    "/characteristics",
                    "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true},{\"aid\":1,\"iid\":12,\"value\":40,\"authData\":\"a2V5\"}],\"pid\":1}");
            case 4:
                return HostPeer.Put("/prepare", "{\"ttl\":2500,\"pid\":11122333}");
            case 5:
                return HostPeer.Post("/pairings", TestController.ListPairings());
            case 6:
                return HostPeer.Post(isSession ? "/identify" : "/pair-verify", HostBench.Admin.VerifyM1());
            default:
                return HostPeer.Post("/pair-setup", TestController.SetupM1());
        }
    }

    // One to three changes: a byte flipped, a range cut out, a range doubled, a token put in.
    private static byte[] Mutate(byte[] request, ref uint state)
    {
        int changes = 1 + Next(ref state, 3);
        for (int i = 0; i < changes && request.Length > 1; i++)
        {
            int at = Next(ref state, request.Length);
            int count = Next(ref state, request.Length - at < 20 ? request.Length - at : 20);
            byte[] front = Hex.Slice(request, 0, at);
            switch (Next(ref state, 4))
            {
                case 0:
                    request[at] ^= (byte)(1 << Next(ref state, 8));
                    break;
                case 1:
                    request = Bytes.Concat(front, Hex.Slice(request, at + count, request.Length - at - count));
                    break;
                case 2:
                    request = Bytes.Concat(front, Hex.Slice(request, at, count), Hex.Slice(request, at, request.Length - at));
                    break;
                default:
                    request = Bytes.Concat(
                        front, Hex.Utf8(s_tokens[Next(ref state, s_tokens.Length)]), Hex.Slice(request, at, request.Length - at));
                    break;
            }
        }

        return request;
    }

    private static int Next(ref uint state, int below)
    {
        state = (state * 1664525) + 1013904223;
        return (int)((state >> 8) % (uint)below);
    }
}
