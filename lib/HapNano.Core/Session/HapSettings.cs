// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano;

/// <summary>Sizes and times that a product may choose. The defaults are those of a small accessory on a board without external memory.</summary>
public sealed class HapSettings
{
    /// <summary>Usual time between two event messages to one controller, in milliseconds.</summary>
    public const int DefaultEventIntervalMs = 250;

    /// <summary>Least receive buffer: one whole frame of 1,042 bytes behind most of a head. Plain connections get no more: Pair Setup M3 is 600.</summary>
    internal const int LeastReceiveBytes = 1536;

    /// <summary>Least output buffer: head and body of a list of 16 pairings in two frames.</summary>
    internal const int LeastOutputBytes = Session.OutputQueue.DefaultCapacityBytes;

    /// <summary>The most that a receive buffer gets for the size of the database.</summary>
    internal const int GreatestReceiveBytes = 32768;

    private const int DefaultReceiveBytes = 2048;

    /// <summary>
    /// The most that the receive buffer of a session may get, 1,536 bytes or more; 0 for what the database needs. A request, head and body
    /// together, has 22 bytes less.
    /// </summary>
    public int ReceiveBytes { get; set; }

    /// <summary>Output buffer of a connection that has something to send, 1,442 bytes or more: a list of 16 pairings, or one full frame and the start of another.</summary>
    public int OutputBytes { get; set; } = Session.OutputQueue.DefaultCapacityBytes;

    /// <summary>Least time between two event messages to one controller, in milliseconds; presses of buttons do not wait.</summary>
    public int EventIntervalMs { get; set; } = DefaultEventIntervalMs;

    /// <summary>Receive buffer for the longest request that a controller makes, which is the one that subscribes to everything.</summary>
    internal static int ReceiveBytesFor(AccessoryDatabase database)
    {
        // A head, and {"aid":100,"iid":100,"ev":true}, for each.
        int bytes = 512;
        for (int i = 0; i < database.CharacteristicCount; i++)
        {
            bytes += database.CharacteristicAt(i).Definition.CanNotify ? 40 : 0;
        }

        return bytes < DefaultReceiveBytes ? DefaultReceiveBytes
            : bytes < GreatestReceiveBytes ? bytes
            : GreatestReceiveBytes;
    }
}
