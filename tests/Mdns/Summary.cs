// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Tests.Mdns;

/// <summary>
/// Tells in one line what a message holds: <c>QD ANY? ANY? AN PTR/4500 SRV!/120 NS TXT/4500 AD A!/120</c>. A question mark is the QU bit, an
/// exclamation mark the cache-flush bit, the number a TTL. It follows no pointers, so it shows no names.
/// </summary>
internal static class Summary
{
    private static readonly string[] s_sections = { "QD", "AN", "NS", "AD" };

    internal static string Of(byte[] packet, int offset, int count)
    {
        var text = new StringBuilder();
        int at = offset + 12;
        for (int section = 0; section < 4; section++)
        {
            int records = UInt16(packet, offset + 4 + (2 * section));
            if (records > 0)
            {
                text.Append(text.Length > 0 ? " " : "").Append(s_sections[section]);
            }

            for (int i = 0; i < records; i++)
            {
                at = SkipName(packet, at);
                bool isTop = packet[at + 2] >= 0x80;
                text.Append(" ").Append(TypeName(UInt16(packet, at)));
                at += 4;
                if (section == 0)
                {
                    text.Append(isTop ? "?" : "");
                    continue;
                }

                int ttl = (UInt16(packet, at) << 16) | UInt16(packet, at + 2);
                text.Append(isTop ? "!/" : "/").Append(ttl.ToString());
                at += 6 + UInt16(packet, at + 4);
            }
        }

        Assert.AreEqual(offset + count, at, "bytes after the last record");
        return text.ToString();
    }

    private static int UInt16(byte[] bytes, int at)
    {
        return (bytes[at] << 8) | bytes[at + 1];
    }

    private static int SkipName(byte[] packet, int at)
    {
        while (packet[at] != 0)
        {
            if (packet[at] >= 0xC0)
            {
                return at + 2;
            }

            at += 1 + packet[at];
        }

        return at + 1;
    }

    private static string TypeName(int type)
    {
        switch (type)
        {
            case Message.TypeA:
                return "A";
            case Message.TypePtr:
                return "PTR";
            case Message.TypeTxt:
                return "TXT";
            case Message.TypeAaaa:
                return "AAAA";
            case Message.TypeSrv:
                return "SRV";
            case Message.TypeNsec:
                return "NSEC";
            case Message.TypeAny:
                return "ANY";
            default:
                return type.ToString();
        }
    }
}
