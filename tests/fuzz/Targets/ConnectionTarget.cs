// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using HapNano.Tests.Fakes;

namespace HapNano.Fuzz;

/// <summary>Everything between a socket and the model: several connections of strangers and controllers, time, flash and the device itself.</summary>
internal class ConnectionTarget : FuzzTarget
{
    private static readonly byte[][] s_words = Texts(
        "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true}]}", "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true}]}", "{\"aid\":1,\"iid\":12,\"value\":40},",
        "{\"aid\":1,\"iid\":33,\"value\":1}", "{\"aid\":1,\"iid\":36,\"value\":\"a\\u00e9\"}", "{\"aid\":1,\"iid\":37,\"value\":1,\"authData\":\"a2V5\"}", "\"pid\":1", "\"r\":true",
        "\"ev\":false", "\"remote\":1", "{\"ttl\":2500,\"pid\":1}", "\"value\":null", "\"value\":1e400", "\"value\":18446744073709551616", "[[[[[[[[[[[[[[[[[[", "\\u0000",
        "GET /accessories HTTP/1.1\r\n\r\n", "GET /characteristics?id=1.11,1.12 HTTP/1.1\r\n\r\n", "PUT /characteristics HTTP/1.1\r\nContent-Length: 55\r\n\r\n", "POST /pairings HTTP/1.1\r\n",
        "Content-Length: 0\r\n", "Content-Length: 99999\r\n", "Transfer-Encoding: chunked\r\n", "\r\n\r\n", "\r\n", "\n", "?id=1.11", ",1.36", "&meta=1", "&ev=1", "18446744073709551615",
        "\u0006\u0001\u0001\u0000\u0001\u0003", "\u0006\u0001\u0001\u0000\u0001\u0004", "\u0006\u0001\u0001\u0000\u0001\u0005", "\u000b\u0001\u0001", "\u0001\u0024", "\u0003\u0020",
        "\u00ff\u0000", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");

    /// <inheritdoc/>
    internal override string Name => "connection";

    /// <inheritdoc/>
    protected override byte[][] Words => s_words;

    /// <summary>Scripts that do what they should.</summary>
    internal override IEnumerable<byte[]> Seeds()
    {
        const string On = "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"value\":true},{\"aid\":1,\"iid\":12,\"value\":40,\"r\":true}]}";
        const string Watch = "{\"characteristics\":[{\"aid\":1,\"iid\":11,\"ev\":true},{\"aid\":1,\"iid\":21,\"ev\":true},{\"aid\":1,\"iid\":36,\"ev\":true}]}";
        yield return Paired().Add(OperationCode.Verify).Add(OperationCode.Request, 0, 0, On).Add(OperationCode.Request, 0, 1).ToBytes();
        yield return Paired().Add(OperationCode.Verify).Add(OperationCode.Request, 0, 7).Add(OperationCode.Request, 0, 9).ToBytes();
        yield return Paired().Add(OperationCode.Verify).Add(OperationCode.Request, 0, 0, Watch).Add(OperationCode.Device).Add(OperationCode.Device, 1, 1)
            .Add(OperationCode.Device, 0, 3, "longer").Add(OperationCode.Pass, 0, 0, "\u0001\u0000").Add(OperationCode.Verify, 2, 1).Add(OperationCode.Request, 2, 0, On)
            .Add(OperationCode.Pass, 0, 0, "\u0001\u0000").ToBytes();
        yield return Paired().Add(OperationCode.Verify).Add(OperationCode.Request, 0, 2, "{\"ttl\":2500,\"pid\":7}")
            .Add(OperationCode.Request, 0, 0, "{\"characteristics\":[{\"aid\":1,\"iid\":33,\"value\":3}],\"pid\":7}").ToBytes();
        yield return Paired().Add(OperationCode.Verify).Add(OperationCode.Text, 0, 0, "GET /accessories HTTP/1.1\r\n\r\nGET /characteristics?id=1.11 HTTP/1.1\r\n\r\n").ToBytes();
        yield return Paired().Add(OperationCode.Verify).Add(OperationCode.Take, 0, 0, "\u0000\u0005").Add(OperationCode.Request, 0, 7).Add(OperationCode.Device).ToBytes();
        yield return Paired().Add(OperationCode.Verify).Add(OperationCode.Request, 0, 3, TestController.ListPairings())
            .Add(OperationCode.Request, 0, 3, QuickController.AddPairing(new QuickController("new"), 1)).Add(OperationCode.Request, 0, 3, QuickController.RemovePairing(HostBench.User)).ToBytes();
        yield return Paired().Add(OperationCode.Raw, 0, 0, "GET / HTTP/1.1\r\n\r\n").Add(OperationCode.Verify, 1).Add(OperationCode.Damaged, 1, 9, "GET / HTTP/1.1\r\n\r\n").ToBytes();
        yield return new Script().Add(OperationCode.Setup, 0, 4).Add(OperationCode.Verify).Add(OperationCode.Request, 0, 0, On).ToBytes();
    }

    /// <inheritdoc/>
    internal override void Run(byte[] input) => ScriptRunner.Run(Script.Parse(input));

    /// <inheritdoc/>
    internal override void RunQuick(byte[] input) => ScriptRunner.RunWhole(Script.Parse(input));

    /// <inheritdoc/>
    internal override byte[] Mutate(byte[] input, byte[] other, Randomness random) => ScriptMutator.Mutate(input, other, Words, random);

    /// <summary>The start of a script for a paired accessory.</summary>
    protected static Script Paired() => new() { Flags = Script.PairedFlag };
}
