// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>CRC-32 of IEEE 802.3: reflected, polynomial 0xEDB88320, all ones before and after.</summary>
/// <remarks>Four bits at a time: 64 bytes of table instead of 1,024, because every static array also stands in RAM.</remarks>
internal static class Crc32
{
    /// <summary>The state before the first byte.</summary>
    public const uint Start = 0xFFFFFFFF;

    private static readonly uint[] s_nibbles =
    {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    };

    /// <summary>Takes <paramref name="count"/> more bytes into <paramref name="state"/>.</summary>
    /// <returns>The new state; <see cref="Finish"/> makes the checksum of it.</returns>
    public static uint Update(uint state, byte[] data, int offset, int count)
    {
        uint[] nibbles = s_nibbles;
        int end = offset + count;
        for (int i = offset; i < end; i++)
        {
            state ^= data[i];
            state = (state >> 4) ^ nibbles[state & 15];
            state = (state >> 4) ^ nibbles[state & 15];
        }

        return state;
    }

    /// <summary>The checksum of everything taken.</summary>
    public static uint Finish(uint state)
    {
        return ~state;
    }
}
