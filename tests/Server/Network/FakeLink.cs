// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server.Tests;

/// <summary>A link whose address the test sets; multicast on a loopback address stays within the machine.</summary>
internal sealed class FakeLink : NetworkLink
{
    private byte[]? _address;

    public byte[]? Address
    {
        get
        {
            lock (this)
            {
                return _address;
            }
        }

        set
        {
            lock (this)
            {
                _address = value;
            }
        }
    }

    public override bool Join(int timeoutMs) => Address != null;

    public override bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask)
    {
        byte[]? now = Address;
        now?.CopyTo(address, 0);
        new byte[] { 255, 0, 0, 0 }.CopyTo(mask, 0);
        return now != null;
    }
}
