// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Tests.Crypto;

/// <summary>A <see cref="ReferenceCrypto"/> that is told what to draw: published transcripts replay byte for byte.</summary>
internal sealed class ScriptedCrypto : ReferenceCrypto
{
    private byte[] _script = new byte[0];

    /// <summary>Starts with an empty script: random bytes follow from the seed.</summary>
    internal ScriptedCrypto(string seed)
        : base(seed)
    {
    }

    /// <summary>Bytes of the script not drawn yet.</summary>
    internal int Remaining => _script.Length;

    /// <summary>Appends to the script.</summary>
    internal void Script(byte[] bytes)
    {
        _script = Bytes.Concat(_script, bytes);
    }

    /// <summary>Draws from the script while it lasts; a draw never takes half from it.</summary>
    public override bool Random(byte[] buffer, int offset, int count)
    {
        if (_script.Length == 0 || !IsRandomReady)
        {
            return base.Random(buffer, offset, count);
        }

        Check(buffer, offset, count);
        Array.Copy(_script, 0, buffer, offset, count);
        _script = Hex.Slice(_script, count, _script.Length - count);
        return true;
    }
}
