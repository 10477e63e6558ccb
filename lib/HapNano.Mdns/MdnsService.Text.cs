// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;

namespace HapNano.Mdns;

/// <content>The text strings of the service (RFC 6763 §6).</content>
public sealed partial class MdnsService
{
    /// <summary>Sets one text key, or removes it (RFC 6763 §6.3, §6.4). Keys are told apart without regard to case.</summary>
    /// <param name="key">1 or more printable ASCII characters, none of them "=".</param>
    /// <param name="value">UTF-8; key, "=" and value together at most 255 bytes. Null removes the key.</param>
    /// <exception cref="ArgumentNullException">No key.</exception>
    /// <exception cref="ArgumentException">The key breaks its rule, the string is too long, or no room is left; nothing has changed.</exception>
    public void SetText(string key, string value)
    {
        if (key == null)
        {
            throw new ArgumentNullException();
        }

        byte[] keyBytes = Encoding.UTF8.GetBytes(key);
        CheckKey(keyBytes);
        int offset = FindKey(keyBytes);
        if (value == null)
        {
            ReplaceString(offset, null);
            return;
        }

        byte[] valueBytes = Encoding.UTF8.GetBytes(value);
        var entry = new byte[keyBytes.Length + 1 + valueBytes.Length];
        Array.Copy(keyBytes, 0, entry, 0, keyBytes.Length);
        entry[keyBytes.Length] = (byte)'=';
        Array.Copy(valueBytes, 0, entry, keyBytes.Length + 1, valueBytes.Length);
        if (entry.Length > MaxTextStringBytes)
        {
            throw new ArgumentException();
        }

        ReplaceString(offset, entry);
    }

    private static void CheckKey(byte[] key)
    {
        for (int i = 0; i < key.Length; i++)
        {
            if (key[i] < 0x20 || key[i] > 0x7E || key[i] == (byte)'=')
            {
                throw new ArgumentException();
            }
        }

        if (key.Length == 0)
        {
            throw new ArgumentException();
        }
    }

    /// <summary>Offset of the length byte of the string with this key; the end of the text when there is none.</summary>
    private int FindKey(byte[] key)
    {
        int offset = 0;
        while (offset < Text.Length)
        {
            int length = Text[offset];
            if (length > key.Length
                && Text[offset + 1 + key.Length] == (byte)'='
                && WireName.EqualsIgnoreCase(Text, offset + 1, key, 0, key.Length))
            {
                break;
            }

            offset += 1 + length;
        }

        return offset;
    }

    /// <summary>Puts <paramref name="entry"/> (null: nothing) in place of the string at <paramref name="offset"/>, or at the end.</summary>
    private void ReplaceString(int offset, byte[] entry)
    {
        int oldCount = offset < Text.Length ? 1 + Text[offset] : 0;
        int newCount = entry == null ? 0 : 1 + entry.Length;
        if (oldCount == newCount && (entry == null || WireName.BytesEqual(Text, offset + 1, entry, 0, entry.Length)))
        {
            return;
        }

        int count = Text.Length - oldCount + newCount;
        if (count > MaxTextBytes)
        {
            throw new ArgumentException();
        }

        var text = new byte[count];
        int tail = offset + oldCount;
        Array.Copy(Text, 0, text, 0, offset);
        Array.Copy(Text, tail, text, offset + newCount, Text.Length - tail);
        if (entry != null)
        {
            text[offset] = (byte)entry.Length;
            Array.Copy(entry, 0, text, offset + 1, entry.Length);
        }

        Text = text;
    }
}
