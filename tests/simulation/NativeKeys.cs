// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Crypto;
using HapNano.Native;
using HapNano.Tests.Fakes;

namespace HapNano.Simulation;

/// <summary>The product's own C on the accessory's side, and on the controllers' the plain arithmetic of the tests, which shares no code with it.</summary>
internal sealed class NativeKeys : IKeyMaker
{
    private readonly Dictionary<string, (byte[] Id, byte[] Ltpk)> _accessories = [];

    public CryptoProvider NewCrypto(ulong boot) => new NativeCrypto();

    public IControllerKeys NewController(string name) => new Keys(this, name);

    private sealed class Keys : IControllerKeys
    {
        private readonly NativeKeys _owner;
        private readonly TestController _controller;

        public Keys(NativeKeys owner, string name)
        {
            _owner = owner;
            _controller = new TestController(name);
            if (owner._accessories.TryGetValue("lamp", out (byte[] Id, byte[] Ltpk) accessory))
            {
                _controller.AccessoryId = accessory.Id;
                _controller.AccessoryLtpk = accessory.Ltpk;
            }
        }

        public byte[] Identifier => _controller.Identifier;

        public byte[] Ltpk => _controller.Ltpk;

        public byte[] SharedSecret => _controller.SharedSecret;

        public byte[] SetupM3(byte[] m2, string code) => _controller.SetupM3(m2, code);

        // A proof that is wrong gets no M4 to check.
        public byte[] SetupM5(byte[] m4) => _controller.SetupM5(m4);

        public void SetupM6(byte[] m6)
        {
            _controller.SetupM6(m6);
            _owner._accessories["lamp"] = (_controller.AccessoryId, _controller.AccessoryLtpk);
        }

        public byte[] VerifyM1() => _controller.VerifyM1();

        public byte[] VerifyM3(byte[] m2) => _controller.VerifyM3(m2);
    }
}
