// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Model;
using HapNano.Pairing;
using HapNano.Tests.Crypto;
using HapNano.Tests.Fakes;
using HapNano.Tests.Model;

namespace HapNano.Tests.Session;

/// <summary>
/// The life of a lamp with the real arithmetic and a controller that shares no code with the accessory: paired, verified, listed, read, switched,
/// watched, given to another member, unpaired, paired again.
/// </summary>
[TestClass]
public class LampLifeTests : IHapHostListener
{
    private static readonly byte[] s_noContent = Hex.Utf8("HTTP/1.1 204 No Content\r\n\r\n");

    [TestMethod]
    public void Life_FromTheFirstByteToUnpairing_IsAsHapSays()
    {
        FakeStore store = new FakeStore();
        PairingBench.PutRecords(store);
        ScriptedCrypto crypto = new ScriptedCrypto("life");
        Lightbulb lamp = new Lightbulb();
        HapHost host = Boot(store, crypto, lamp);
        TestController owner = new TestController("owner");
        HapConnection connection = Pair(host, store, owner);
        connection.Closed(2000);

        connection = Verify(host, owner);
        string database = Text(AskSealed(host, store, connection, owner, HostPeer.Request("GET", "/accessories")));
        Assert.IsTrue(database.IndexOf("{\"accessories\":[{\"aid\":1,\"services\":[{\"iid\":1,\"type\":\"3E\"") > 0);
        string id = "\"aid\":1,\"iid\":" + lamp.On.InstanceId.ToString();
        Assert.AreEqual(
            Hex.Text(s_noContent),
            Hex.Text(AskSealed(host, store, connection, owner, Put("{\"characteristics\":[{" + id + ",\"value\":true,\"ev\":true}]}"))));
        Assert.IsTrue(lamp.On.Value);

        lamp.On.Value = false;
        host.Poll(5000);
        string message = Text(owner.OpenFrames(Take(connection)));
        Assert.AreEqual("{\"characteristics\":[{" + id + ",\"value\":false}]}", message.Substring(message.IndexOf("{")));
        Assert.AreEqual("EVENT/1.0 200 OK\r\n", message.Substring(0, 18));

        TestController member = new TestController("member");
        byte[] added = AskSealed(host, store, connection, owner, HostPeer.Post("/pairings", TestController.AddPairing(member, 0)));
        Expect.Bytes("060102", HostPeer.TlvBody(added), 0, 3);
        member.AccessoryId = owner.AccessoryId;
        member.AccessoryLtpk = owner.AccessoryLtpk;
        HapConnection other = Verify(host, member);
        byte[] refused = AskSealed(host, store, other, member, HostPeer.Post("/pairings", TestController.ListPairings()));
        Expect.Bytes("060102070102", HostPeer.TlvBody(refused), 0, 6);

        byte[] removed = AskSealed(host, store, connection, owner, HostPeer.Post("/pairings", TestController.RemovePairing(owner)));
        Expect.Bytes("060102", HostPeer.TlvBody(removed), 0, 3);
        Assert.IsTrue(connection.IsCloseRequested);
        Assert.IsTrue(other.IsCloseRequested);
        Assert.IsFalse(host.IsPaired);
        connection.Closed(6000);
        other.Closed(6000);
        Pair(host, store, new TestController("next owner"));
        Assert.IsTrue(host.IsPaired);
    }

    /// <inheritdoc/>
    public void OutputReady(HapConnection connection)
    {
    }

    /// <inheritdoc/>
    public void WorkReady()
    {
    }

    /// <inheritdoc/>
    public void StoreReady()
    {
    }

    /// <inheritdoc/>
    public void PairedChanged(bool isPaired)
    {
    }

    /// <inheritdoc/>
    public void IdentifyRequested(ulong accessoryId)
    {
    }

    /// <inheritdoc/>
    public void ProductFailed(System.Exception exception)
    {
        throw exception;
    }

    private static HapHost Boot(FakeStore store, ScriptedCrypto crypto, Lightbulb lamp)
    {
        AccessoryState state = new AccessoryState(store, crypto);
        Assert.IsTrue(state.Load(null) == BootStatus.Ready);
        AccessoryDatabase database = ModelTools.NewDatabase(lamp);
        DatabaseState databaseState = new DatabaseState(store, crypto);
        Assert.IsTrue(databaseState.Load(database) == BootStatus.Ready);
        return new HapHost(database, databaseState, state, crypto, new LampLifeTests());
    }

    private static HapConnection Pair(HapHost host, FakeStore store, TestController controller)
    {
        HapConnection connection = host.Accept(1, 1000);
        byte[] m2 = AskPlain(host, store, connection, "/pair-setup", TestController.SetupM1());
        byte[] m4 = AskPlain(host, store, connection, "/pair-setup", controller.SetupM3(m2, PairingBench.Code));
        controller.SetupM6(AskPlain(host, store, connection, "/pair-setup", controller.SetupM5(m4)));
        return connection;
    }

    private static HapConnection Verify(HapHost host, TestController controller)
    {
        HapConnection connection = host.Accept(1, 2000);
        byte[] m2 = AskPlain(host, null, connection, "/pair-verify", controller.VerifyM1());
        controller.VerifyM4(AskPlain(host, null, connection, "/pair-verify", controller.VerifyM3(m2)));
        Assert.IsTrue(connection.IsVerified);
        return connection;
    }

    private static byte[] Put(string json)
    {
        return HostPeer.Put("/characteristics", json);
    }

    private static byte[] AskPlain(HapHost host, FakeStore store, HapConnection connection, string target, byte[] body)
    {
        return HostPeer.TlvBody(Ask(host, store, connection, HostPeer.Post(target, body)));
    }

    private static byte[] AskSealed(HapHost host, FakeStore store, HapConnection connection, TestController controller, byte[] request)
    {
        return controller.OpenFrames(Ask(host, store, connection, controller.SealFrames(request)));
    }

    private static byte[] Ask(HapHost host, FakeStore store, HapConnection connection, byte[] request)
    {
        Assert.AreEqual(request.Length, connection.Receive(request, 0, request.Length, 3000));
        while (connection.OutputCount == 0)
        {
            bool isMore = host.Work(3000);
            if (host.Transaction.IsPending)
            {
                host.StoreCompleted(
                    store.Write(host.Transaction.Record, host.Transaction.Buffer, 0, host.Transaction.Count), 3000);
                isMore = true;
            }

            Assert.IsTrue(isMore || connection.OutputCount > 0, "no answer, and nothing to do");
        }

        return Take(connection);
    }

    private static byte[] Take(HapConnection connection)
    {
        byte[] taken = new byte[0];
        while (connection.OutputCount > 0)
        {
            int count = connection.OutputCount;
            taken = Bytes.Concat(taken, Hex.Slice(connection.OutputBuffer, connection.OutputOffset, count));
            connection.Sent(count, 3000);
        }

        return taken;
    }

    private static string Text(byte[] bytes)
    {
        return Encoding.UTF8.GetString(bytes, 0, bytes.Length);
    }
}
