// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;
using HapNano.Tests.Fakes;

namespace HapNano.Tests.Pairing;

/// <summary>One controller of <see cref="PairSetupWalkTests"/>: says what comes next, or something else, and checks what it is answered.</summary>
internal sealed class PairSetupWalker
{
    private readonly PairingBench _bench;
    private readonly TestController _controller;
    private readonly ulong _address;
    private byte[] _next = TestController.SetupM1();
    private bool _isWaiting;
    private bool _isCodeWrong;

    /// <summary>Connects.</summary>
    internal PairSetupWalker(PairingBench bench, ulong address)
    {
        _bench = bench;
        _address = address;
        _controller = new TestController("walker " + address.ToString());
        Peer = new FakePeer(address);
    }

    /// <summary>M6 heard.</summary>
    internal int Paired { get; private set; }

    /// <summary>Errors heard.</summary>
    internal int Errors { get; private set; }

    /// <summary>Its connection.</summary>
    internal FakePeer Peer { get; private set; }

    /// <summary>Closes the connection and opens another one.</summary>
    internal void Close()
    {
        _bench.Setup.Released(Peer, _bench.NowMs);
        Peer = new FakePeer(_address);
        _next = TestController.SetupM1();
        _isWaiting = false;
    }

    /// <summary>Sends the next message or another one; while an answer is pending, asks for it, as a connection does.</summary>
    internal void Talk(int choice)
    {
        byte[] answer;
        if (_isWaiting)
        {
            answer = _bench.ResumeOnce(Peer);
        }
        else
        {
            _isCodeWrong = choice % 5 == 0;
            answer = _bench.Post(Peer, choice % 23 == 0 ? Hex.Bytes("060105") : choice % 29 == 0 ? TestController.SetupM1() : _next);
        }

        _isWaiting = _bench.Outcome == PairingOutcome.Pending;
        switch (_bench.Outcome)
        {
            case PairingOutcome.Answered:
                Hear(answer);
                break;
            case PairingOutcome.Failed:
                Close();
                break;
            case PairingOutcome.BadRequest:
                Assert.AreEqual(0, answer.Length);
                _next = TestController.SetupM1();
                break;
        }
    }

    private void Hear(byte[] answer)
    {
        bool isError = TestController.Value(answer, TlvType.Error) != null;
        byte state = TestController.Value(answer, TlvType.State)[0];
        _next = TestController.SetupM1();
        Errors += isError ? 1 : 0;
        if (!isError && state == 2)
        {
            _next = _controller.SetupM3(answer, _isCodeWrong ? PairingBench.WrongCode : PairingBench.Code);
        }
        else if (!isError && state == 4)
        {
            _next = _controller.SetupM5(answer);
        }
        else if (!isError)
        {
            _controller.SetupM6(answer);
            Paired++;
            Assert.IsTrue(_bench.Context.Pairings.Find(_controller.Identifier, 0, 36) != 0, "stored before M6");
        }
    }
}
