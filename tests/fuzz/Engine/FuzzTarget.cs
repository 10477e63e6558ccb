// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using System.Text;

namespace HapNano.Fuzz;

/// <summary>Something that takes bytes from strangers, and what must hold whatever they are.</summary>
internal abstract class FuzzTarget
{
    /// <summary>All there are.</summary>
    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new Tlv8Target(), new JsonTarget(), new HttpTarget(), new FrameTarget(), new DnsTarget(), new RecordTarget(), new PairingTarget(), new ConnectionTarget(),
    ];

    /// <summary>Its name on the command line, and of its corpus.</summary>
    internal abstract string Name { get; }

    /// <summary>No input is longer.</summary>
    internal virtual int MaxBytes => 2048;

    /// <summary>Words that mean something to it.</summary>
    protected virtual byte[][] Words => [];

    /// <summary>Inputs that do what they should, to start from.</summary>
    internal abstract IEnumerable<byte[]> Seeds();

    /// <summary>Gives the input to the code, and throws when something that must hold does not.</summary>
    internal abstract void Run(byte[] input);

    /// <summary>The same with less care, for the search's first look.</summary>
    internal virtual void RunQuick(byte[] input) => Run(input);

    /// <summary>A changed copy.</summary>
    internal virtual byte[] Mutate(byte[] input, byte[] other, Randomness random) => ByteMutator.Mutate(input, other, Words, MaxBytes, random);

    /// <summary>The bytes of texts.</summary>
    protected static byte[][] Texts(params string[] texts) => System.Array.ConvertAll(texts, Encoding.Latin1.GetBytes);
}
