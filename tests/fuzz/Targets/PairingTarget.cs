// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using HapNano.Tests.Fakes;

namespace HapNano.Fuzz;

/// <summary>The three pairing exchanges: as <see cref="ConnectionTarget"/>, but with messages of pairing alone to start from.</summary>
internal sealed class PairingTarget : ConnectionTarget
{
    /// <inheritdoc/>
    internal override string Name => "pairing";

    /// <inheritdoc/>
    protected override byte[][] Words =>
    [
        [6, 1, 1], [6, 1, 3], [6, 1, 5], [0, 1, 0], [0, 1, 1], [0, 1, 3], [0, 1, 4], [0, 1, 5], [0x13, 4, 0x10, 0, 0, 1], [0x13, 4, 0, 0, 0, 1], [0xFF, 0], [0x0B, 1, 0], [5, 16],
        TestController.Item(3, new byte[32]), TestController.Item(3, new byte[384]), TestController.Item(4, new byte[64]), HostBench.Admin.VerifyM1(), TestController.SetupM1(),
        QuickController.AddPairing(HostBench.User, 1), QuickController.RemovePairing(HostBench.Admin), TestController.ListPairings(),
    ];

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds()
    {
        yield return new Script().Add(OperationCode.Setup).Add(OperationCode.Setup, 0, 1).Add(OperationCode.Setup, 0, 3).ToBytes();
        yield return new Script().Add(OperationCode.Setup).Add(OperationCode.Setup, 0, 2).Add(OperationCode.Setup).Add(OperationCode.Setup, 0, 1).ToBytes();
        yield return new Script().Add(OperationCode.Setup).Add(OperationCode.Setup, 2).Add(OperationCode.Pass, 0, 0, "\u0008\u0000").Add(OperationCode.Setup, 2)
            .Add(OperationCode.Setup, 2, 1).ToBytes();
        yield return new Script().Add(OperationCode.Store).Add(OperationCode.Setup, 0, 4).Add(OperationCode.Store, 0, 31).Add(OperationCode.Setup, 0, 4).ToBytes();
        yield return Paired().Add(OperationCode.VerifyM1).Add(OperationCode.VerifyM1, 1).Add(OperationCode.VerifyM3, 1).Add(OperationCode.VerifyM3, 0).ToBytes();
        yield return Paired().Add(OperationCode.VerifyM1).Add(OperationCode.Reflect).ToBytes();
        yield return Paired().Add(OperationCode.Verify, 0, 2).Add(OperationCode.Verify, 0, 0, "\u0005\u0001").ToBytes();
        yield return Paired().Add(OperationCode.Verify).Add(OperationCode.Replay, 1).Add(OperationCode.Request, 0, 3, QuickController.RemovePairing(HostBench.Admin))
            .Add(OperationCode.Setup, 2, 4).ToBytes();
        yield return Paired().Add(OperationCode.Verify).Add(OperationCode.Store).Add(OperationCode.Request, 0, 3, QuickController.AddPairing(new QuickController("new"), 1))
            .Add(OperationCode.Reboot).ToBytes();
    }
}
