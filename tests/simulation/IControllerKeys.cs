// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>A controller's half of the pairing exchanges, as bodies.</summary>
internal interface IControllerKeys
{
    byte[] Identifier { get; }

    byte[] Ltpk { get; }

    byte[] SharedSecret { get; }

    byte[] SetupM3(byte[] m2, string code);

    byte[] SetupM5(byte[] m4);

    void SetupM6(byte[] m6);

    byte[] VerifyM1();

    byte[] VerifyM3(byte[] m2);
}
