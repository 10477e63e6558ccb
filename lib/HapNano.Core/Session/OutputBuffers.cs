// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Session;

/// <summary>
/// The arrays that all connections send from. Every message is composed in one large array, the scratch; a short one is then copied into a small array of
/// its own, a long one leaves in the scratch itself, and the next message makes another.
/// </summary>
/// <remarks>
/// <para>Nearly every message is short: what eight controllers are told of one switch waits in eight small arrays. Because the text is there before its array
/// is chosen, the choice is never a guess.</para>
/// <para>Small arrays are kept, as many as were ever in use at once, at most one a connection. One large array is kept; others go to the collector when they are sent.
/// Used under the stack's lock, and the scratch within one call.</para>
/// </remarks>
internal sealed class OutputBuffers
{
    /// <summary>
    /// Length of a small array. An EVENT/1.0 about four characteristics of a lamp, 31 bytes an entry, is 246: place of the frame's length 4, head 77, list 22,
    /// entries and their commas 127, tag 16. An answer with one of them is 148, a 204 is 47.
    /// </summary>
    internal const int SmallBytes = 256;

    /// <summary>Where the text of a message starts in every array, a multiple of four; the length of its frame lies before it.</summary>
    internal const int TextStart = 4;

    /// <summary>Length of the scratch and of every large array.</summary>
    internal readonly int LargeBytes;

    /// <summary>Length of every small array.</summary>
    internal readonly int ShortBytes;

    private readonly byte[][] _small;
    private int _smallCount;
    private byte[] _scratch;

    /// <summary>Makes no array yet.</summary>
    /// <param name="largeBytes">Length of a large array.</param>
    /// <param name="smallBytes">Length of a small one, which is less.</param>
    /// <param name="connections">How many small ones can be in use at once.</param>
    internal OutputBuffers(int largeBytes, int smallBytes, int connections)
    {
        LargeBytes = largeBytes;
        ShortBytes = smallBytes;
        _small = new byte[connections][];
    }

    /// <summary>Small arrays made so far.</summary>
    internal int SmallCount { get; private set; }

    /// <summary>Large arrays made so far.</summary>
    internal int LargeCount { get; private set; }

    /// <summary>The array to compose in, from <see cref="TextStart"/> on; its content is whatever it was.</summary>
    internal byte[] Scratch()
    {
        return _scratch ?? NewScratch();
    }

    /// <summary>Takes the scratch away to be sent, with what was composed in it.</summary>
    internal byte[] TakeScratch()
    {
        byte[] scratch = _scratch;
        _scratch = null;
        return scratch;
    }

    /// <summary>Takes a small array; its content is whatever it was.</summary>
    internal byte[] TakeSmall()
    {
        int last = _smallCount - 1;
        if (last < 0)
        {
            SmallCount++;
            return new byte[ShortBytes];
        }

        _smallCount = last;
        return _small[last];
    }

    /// <summary>Gives back what <see cref="TakeScratch"/> or <see cref="TakeSmall"/> gave.</summary>
    internal void Return(byte[] buffer)
    {
        if (buffer.Length == ShortBytes)
        {
            _small[_smallCount] = buffer;
            _smallCount++;
        }
        else
        {
            _scratch = _scratch ?? buffer;
        }
    }

    private byte[] NewScratch()
    {
        LargeCount++;
        _scratch = new byte[LargeBytes];
        return _scratch;
    }
}
