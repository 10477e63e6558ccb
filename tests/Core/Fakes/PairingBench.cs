// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Crypto;
using HapNano.Pairing;
using HapNano.Storage;
using HapNano.Tests.Crypto;

namespace HapNano.Tests.Fakes;

/// <summary>An accessory's pairing half on the bench: exchanges, store and time, without connections or HTTP.</summary>
/// <remarks>Unless a script says otherwise it is the accessory of the published transcripts: setup code 518-08-582, device id AB:CD:EF:01:23:45.</remarks>
internal sealed class PairingBench
{
    /// <summary>The accessory's setup code.</summary>
    internal const string Code = "518-08-582";

    /// <summary>A code that is not the accessory's.</summary>
    internal const string WrongCode = "518-08-583";

    private readonly byte[] _answer = new byte[PairingsExchange.MaxAnswerBytes];

    /// <summary>Boots an accessory from a store that holds the transcripts' identity and setup record, and whatever else was put there.</summary>
    /// <param name="store">Its flash.</param>
    /// <param name="crypto">Computes and draws in place of <see cref="Crypto"/>.</param>
    internal PairingBench(FakeStore store, CryptoProvider crypto)
    {
        Store = store;
        PutRecords(store);
        State = new AccessoryState(store, crypto);
        Assert.IsTrue(State.Load(null) == BootStatus.Ready, "boot");
        State.Pairings.Listener = Listener;
        Context = new PairingContext(crypto, State, Transaction);
        Setup = new PairSetup(Context);
        Pairings = new PairingsExchange(Context);
    }

    /// <summary>Boots an accessory that computes with the reference primitives.</summary>
    internal PairingBench(FakeStore store)
        : this(store, new ScriptedCrypto("bench"))
    {
        Crypto = (ScriptedCrypto)Context.Crypto;
    }

    /// <summary>Boots the transcripts' accessory for the first time.</summary>
    internal PairingBench()
        : this(new FakeStore())
    {
    }

    /// <summary>Arithmetic and scripted randomness; null on a bench that was given another provider.</summary>
    internal ScriptedCrypto Crypto { get; }

    /// <summary>Flash.</summary>
    internal FakeStore Store { get; }

    /// <summary>The one write.</summary>
    internal StoreTransaction Transaction { get; } = new StoreTransaction();

    /// <summary>Hears what the table announces.</summary>
    internal FakePairingListener Listener { get; } = new FakePairingListener();

    /// <summary>What was read at boot.</summary>
    internal AccessoryState State { get; }

    /// <summary>What the exchanges share.</summary>
    internal PairingContext Context { get; }

    /// <summary>Pair Setup.</summary>
    internal PairSetup Setup { get; }

    /// <summary>POST /pairings.</summary>
    internal PairingsExchange Pairings { get; }

    /// <summary>Time, turned by hand.</summary>
    internal long NowMs { get; set; } = 1000;

    /// <summary>The outcome of the last request.</summary>
    internal PairingOutcome Outcome { get; private set; }

    /// <summary>Puts the transcripts' identity and setup record into a store, unless it has them.</summary>
    internal static void PutRecords(FakeStore store)
    {
        if (store.Get(StoreRecord.Identity) == null)
        {
            store.Set(StoreRecord.Identity, Hex.Bytes("01abcdef012345" + PairSetupVectors.AccessoryLtskSeed));
        }

        if (store.Get(StoreRecord.Setup) == null)
        {
            store.Set(StoreRecord.Setup, Hex.Bytes(
                "0101" + "374f5358" + PairSetupVectors.SetupCode + PairSetupVectors.SrpSalt + PairSetupVectors.Verifier));
        }
    }

    /// <summary>Sends a body to Pair Setup, without waiting for a pending answer.</summary>
    /// <returns>The answer so far.</returns>
    internal byte[] Post(FakePeer peer, byte[] body)
    {
        Tlv8Writer response = NewResponse();
        Outcome = Setup.Handle(peer, (byte[])body.Clone(), 0, body.Length, response, NowMs);
        return Answer(response);
    }

    /// <summary>Sends a body to Pair Setup and does all that a pending answer waits for.</summary>
    internal byte[] Send(FakePeer peer, byte[] body)
    {
        byte[] answer = Post(peer, body);
        return Outcome == PairingOutcome.Pending ? Finish(peer) : answer;
    }

    /// <summary>Does arithmetic and writes until there is nothing to do, then fetches the pending answer.</summary>
    internal byte[] Finish(FakePeer peer)
    {
        Settle();
        return ResumeOnce(peer);
    }

    /// <summary>Fetches the pending answer, if there is one by now.</summary>
    internal byte[] ResumeOnce(FakePeer peer)
    {
        Tlv8Writer response = NewResponse();
        Outcome = Setup.Resume(peer, response, NowMs);
        return Answer(response);
    }

    /// <summary>Does arithmetic and writes until there is nothing to do.</summary>
    internal void Settle()
    {
        bool isBusy = true;
        while (isBusy)
        {
            isBusy = Setup.Work(NowMs);
            isBusy |= ServeStore();
        }
    }

    /// <summary>Lets the flash thread do one write.</summary>
    internal bool ServeStore()
    {
        bool isServed = Store.Serve(Transaction);
        if (isServed)
        {
            Setup.StoreFreed();
        }

        return isServed;
    }

    /// <summary>Pairs a controller from M1 to M6, delivered.</summary>
    internal void Pair(TestController controller)
    {
        FakePeer peer = new FakePeer(77);
        byte[] m2 = Send(peer, TestController.SetupM1());
        byte[] m4 = Send(peer, controller.SetupM3(m2, Code));
        controller.SetupM6(Send(peer, controller.SetupM5(m4)));
        Setup.Delivered(peer);
        Setup.Released(peer, NowMs);
    }

    /// <summary>Verifies a paired controller on a new connection.</summary>
    /// <returns>The connection, secured.</returns>
    internal FakePeer Verify(TestController controller)
    {
        FakePeer peer = new FakePeer(78);
        PairVerify verify = new PairVerify(Context);
        byte[] m2 = Post(verify, peer, controller.VerifyM1());
        controller.VerifyM4(Post(verify, peer, controller.VerifyM3(m2)));
        Assert.IsTrue(verify.IsVerified, "verified");
        peer.IsSecured = true;
        peer.Pairing = verify.Pairing;
        return peer;
    }

    /// <summary>Sends a body to Pair Verify.</summary>
    internal byte[] Post(PairVerify verify, FakePeer peer, byte[] body)
    {
        Tlv8Writer response = NewResponse();
        Outcome = verify.Handle(peer, (byte[])body.Clone(), 0, body.Length, response, NowMs);
        return Answer(response);
    }

    /// <summary>Sends a body to POST /pairings and waits for the write.</summary>
    internal byte[] PostPairings(FakePeer peer, byte[] body)
    {
        Tlv8Writer response = NewResponse();
        Outcome = Pairings.Handle(peer, (byte[])body.Clone(), 0, body.Length, response);
        if (Outcome == PairingOutcome.Pending)
        {
            ServeStore();
            Outcome = Pairings.Resume(peer, response);
        }

        return Answer(response);
    }

    /// <summary>Boots the accessory again from what its store holds.</summary>
    internal PairingBench Reboot()
    {
        return new PairingBench(Store);
    }

    private Tlv8Writer NewResponse()
    {
        Tlv8Writer response = new Tlv8Writer();
        response.Reset(_answer, 0, _answer.Length);
        return response;
    }

    private static byte[] Answer(Tlv8Writer response)
    {
        return Hex.Slice(response.Buffer, response.Offset, response.Count);
    }
}
