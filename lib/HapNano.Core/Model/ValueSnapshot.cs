// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>
/// One characteristic's value as it was when its text began to go out, so that text which is interrupted by a full buffer goes on with the
/// same bytes after the value has changed. Each connection owns one.
/// </summary>
internal sealed class ValueSnapshot
{
    /// <summary>Whose value this is; null for nobody's.</summary>
    internal Characteristic Owner;

    /// <summary>bool as 1 or 0, integers as they are, uint64 as its bits.</summary>
    internal long Number;

    /// <summary>float.</summary>
    internal float Fraction;

    /// <summary>string, tlv8 and data: the array itself, which is never modified.</summary>
    internal byte[] Bytes;

    /// <summary>Takes the value of <paramref name="characteristic"/> unless it is held already.</summary>
    internal void Hold(Characteristic characteristic)
    {
        if (Owner != characteristic)
        {
            Owner = characteristic;
            characteristic.Capture(this);
        }
    }

    /// <summary>Lets go: the next <see cref="Hold"/> takes a new value.</summary>
    internal void Release()
    {
        Owner = null;
        Bytes = null;
    }
}
