// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Session;

/// <summary>
/// Buffers of one size that connections share: a session that is idle, as sessions are nearly always, holds none. There are as many as were ever
/// in use at once, at most one a connection.
/// </summary>
/// <remarks>A connection never waits for one, so none can keep another from working. Used under the stack's lock.</remarks>
internal sealed class BufferPool
{
    private readonly byte[][] _free;
    private int _freeCount;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="bufferBytes">Length of each buffer.</param>
    /// <param name="capacity">The most that are kept: how many can be in use at once.</param>
    internal BufferPool(int bufferBytes, int capacity)
    {
        BufferBytes = bufferBytes;
        _free = new byte[capacity][];
    }

    /// <summary>Length of each buffer.</summary>
    internal readonly int BufferBytes;

    /// <summary>Buffers made so far.</summary>
    internal int MadeCount { get; private set; }

    /// <summary>Takes a buffer; its content is whatever it was.</summary>
    internal byte[] Take()
    {
        if (_freeCount == 0)
        {
            MadeCount++;
            return new byte[BufferBytes];
        }

        _freeCount--;
        return _free[_freeCount];
    }

    /// <summary>Gives a buffer back.</summary>
    internal void Return(byte[] buffer)
    {
        _free[_freeCount] = buffer;
        _freeCount++;
    }
}
