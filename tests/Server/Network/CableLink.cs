// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Threading;

namespace HapNano.Server.Tests;

/// <summary>The link of a board without a radio: a cable.</summary>
internal sealed class CableLink : NetworkLink
{
    private int _upCount = 1;

    public override int UpCount => Volatile.Read(ref _upCount);

    /// <summary>The cable was out and is in again.</summary>
    public void ComeUp() => Interlocked.Increment(ref _upCount);

    public override bool TryGetAddress(byte[] wanted, byte[] address, byte[] mask)
    {
        new byte[] { 127, 0, 0, 1 }.CopyTo(address, 0);
        new byte[] { 255, 0, 0, 0 }.CopyTo(mask, 0);
        return true;
    }
}
