// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;
using HapNano.Tests.Fakes;

namespace HapNano.Simulation;

/// <summary>Arithmetic that takes no time: a million times weaker, a thousand times faster.</summary>
internal sealed class QuickKeys : IKeyMaker
{
    public CryptoProvider NewCrypto(ulong boot) => new QuickCrypto(boot << 40);

    public IControllerKeys NewController(string name) => new Keys(name);

    private sealed class Keys(string name) : IControllerKeys
    {
        private readonly QuickController _controller = new(name);

        public byte[] Identifier => _controller.Identifier;

        public byte[] Ltpk => _controller.Ltpk;

        public byte[] SharedSecret => _controller.SharedSecret;

        public byte[] SetupM3(byte[] m2, string code) => _controller.SetupM3(m2, code);

        public byte[] SetupM5(byte[] m4) => _controller.SetupM5();

        public void SetupM6(byte[] m6)
        {
        }

        public byte[] VerifyM1() => _controller.VerifyM1();

        public byte[] VerifyM3(byte[] m2) => _controller.VerifyM3(m2);
    }
}
