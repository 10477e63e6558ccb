// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>How often something went wrong around the host since the program started: each is a "No Response" that somebody may have seen.</summary>
/// <remarks>Several threads count without a lock. One that gets lost matters to nobody.</remarks>
internal static class Counters
{
    /// <summary>Controllers for whom there was no place at once.</summary>
    public static int Waits;

    /// <summary>Newcomers closed because their own host holds too many connections.</summary>
    public static int Crowds;

    /// <summary>Exceptions of the product's own code: a device that throws answers its controller with "No Response".</summary>
    public static int ProductFailures { get; set; }

    /// <summary>Exceptions that nobody foresaw, lack of memory among them: a thread went on after a pause.</summary>
    public static int Faults { get; set; }

    /// <summary>Records that could not be written.</summary>
    public static int FlashFailures;

    /// <summary>How often discovery began: at the start, after every return of the link, and with every other address.</summary>
    public static int Publications;

    /// <summary>Names that somebody else had.</summary>
    public static int Renames;

    /// <summary>How often discovery could not have its socket.</summary>
    public static int MdnsFailures;
}
