// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;

namespace HapNano.Tests;

/// <summary>Bytes from hexadecimal and from text, and back.</summary>
internal static class Hex
{
    /// <summary>Reads pairs of hexadecimal digits; blanks between them are passed over.</summary>
    internal static byte[] Bytes(string hex)
    {
        // A string is walked from its front at each index on the interpreter, an array is not.
        byte[] text = Encoding.UTF8.GetBytes(hex);
        byte[] scratch = new byte[text.Length / 2];
        int digits = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                continue;
            }

            scratch[digits / 2] = (byte)((scratch[digits / 2] << 4) | Digit(text[i]));
            digits++;
        }

        return Slice(scratch, 0, digits / 2);
    }

    /// <summary>Lower-case digits of some bytes.</summary>
    internal static string Text(byte[] bytes, int offset, int count)
    {
        byte[] text = new byte[count * 2];
        for (int i = 0; i < count; i++)
        {
            text[2 * i] = Character(bytes[offset + i] >> 4);
            text[(2 * i) + 1] = Character(bytes[offset + i] & 15);
        }

        return Encoding.UTF8.GetString(text, 0, text.Length);
    }

    /// <summary>Lower-case digits of a whole array.</summary>
    internal static string Text(byte[] bytes)
    {
        return Text(bytes, 0, bytes.Length);
    }

    /// <summary>UTF-8 bytes of a string.</summary>
    internal static byte[] Utf8(string text)
    {
        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>A copy of part of an array.</summary>
    internal static byte[] Slice(byte[] bytes, int offset, int count)
    {
        byte[] slice = new byte[count];
        Array.Copy(bytes, offset, slice, 0, count);
        return slice;
    }

    /// <summary>A buffer that shows where something was written: every byte is 0xA5.</summary>
    internal static byte[] Filled(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = 0xA5;
        }

        return bytes;
    }

    /// <summary>True when the bytes are still as <see cref="Filled"/> left them.</summary>
    internal static bool IsUntouched(byte[] bytes, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (bytes[offset + i] != 0xA5)
            {
                return false;
            }
        }

        return true;
    }

    private static int Digit(byte c)
    {
        if (c >= '0' && c <= '9')
        {
            return c - '0';
        }

        if (c >= 'a' && c <= 'f')
        {
            return c - 'a' + 10;
        }

        throw new ArgumentException("not lower-case hexadecimal");
    }

    private static byte Character(int value)
    {
        return (byte)(value < 10 ? '0' + value : 'a' + value - 10);
    }
}
