// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Tests.Crypto;

/// <summary>
/// The last results of a slow function. Tests that cut or change one exchange at each byte ask for the same few again and again, and the
/// interpreter would need a second for each.
/// </summary>
internal sealed class Memory
{
    private const int Count = 16;

    private readonly byte[][] _inputs = new byte[Count][];
    private readonly byte[][] _results = new byte[Count][];
    private int _next;

    /// <summary>What the function gave for this input; null when it is not remembered.</summary>
    internal byte[] Find(byte[] input)
    {
        lock (_inputs)
        {
            for (int i = 0; i < Count; i++)
            {
                if (_inputs[i] != null && Bytes.AreEqual(_inputs[i], input))
                {
                    return (byte[])_results[i].Clone();
                }
            }

            return null;
        }
    }

    /// <summary>Remembers a result in place of the oldest.</summary>
    /// <returns>The result.</returns>
    internal byte[] Keep(byte[] input, byte[] result)
    {
        lock (_inputs)
        {
            _inputs[_next] = input;
            _results[_next] = (byte[])result.Clone();
            _next = (_next + 1) % Count;
            return result;
        }
    }
}
