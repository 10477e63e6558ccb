// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>TLV8 items, read without the accessory's own reader.</summary>
internal static class Tlv
{
    public static IEnumerable<(byte Type, byte[] Value)> Items(byte[] body)
    {
        int at = 0;
        while (at < body.Length)
        {
            byte type = body[at];
            var value = new List<byte>();
            int count;
            do
            {
                count = body[at + 1];
                value.AddRange(body.AsSpan(at + 2, count));
                at += 2 + count;
            }
            while (count == 255 && at < body.Length && body[at] == type);
            yield return (type, value.ToArray());
        }
    }

    /// <summary>The error item, 0 without one.</summary>
    public static int Error(byte[] body) => Items(body).Where(item => item.Type == 7).Select(item => (int)item.Value[0]).FirstOrDefault();
}
