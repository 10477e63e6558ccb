// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Concurrent;
using System.Linq;
using System.Text;
using HapNano.Tests.Crypto;

namespace HapNano.Hostile.Tests;

/// <summary>The reference arithmetic, for a lamp that is heard before it seals: frames of sessions, and what M2 of Pair Verify and M6 of Pair Setup have inside.</summary>
internal sealed class OverheardCrypto : ReferenceCrypto
{
    private readonly ConcurrentQueue<byte[]> _texts = new();

    public OverheardCrypto()
        : base("overheard")
    {
    }

    /// <summary>How often something was sealed.</summary>
    public int Count => _texts.Count;

    /// <summary>All of it, in order.</summary>
    public string Text => string.Concat(_texts.Select(Encoding.Latin1.GetString));

    public override void Seal(byte[] buffer, int offset, int count, int aadOffset, int aadCount, byte[] key, int keyOffset, ulong nonce)
    {
        _texts.Enqueue(buffer[offset..(offset + count)]);
        base.Seal(buffer, offset, count, aadOffset, aadCount, key, keyOffset, nonce);
    }
}
