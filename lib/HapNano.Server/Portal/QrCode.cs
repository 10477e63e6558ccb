// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>The QR code of a setup payload, and of nothing else: 20 characters of the alphanumeric set fill a symbol of version 1, level M, to the last bit.</summary>
/// <remarks>
/// <para>ISO/IEC 18004. 4 bits mode, 9 bits count, 110 bits text, 4 bits terminator and 1 of padding are the 16 data codewords; 10 more are Reed-Solomon's.</para>
/// <para>The mask is always number 0. The standard picks the one of eight that looks best; every reader takes it from the format bits, and the choice would cost more code than all the rest.</para>
/// </remarks>
internal static class QrCode
{
    /// <summary>Modules of a side, without the quiet zone of 4 that belongs around it.</summary>
    public const int Side = 21;

    private const int TextBytes = 20;
    private const int DataWords = 16;
    private const int CheckWords = 10;
    private const int FinderEnd = 9;
    private const int TimingLine = 6;
    private const int FarFinder = Side - 8;

    // Level M, mask 0, with its BCH bits and the standard's mask over all of it; the highest bit first.
    private const int FormatBits = 0x5412;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    // Coefficients of (x - 1)(x - 2)(x - 4) ... (x - 2^9) below x^10, over GF(256) with x^8 + x^4 + x^3 + x^2 + 1.
    private static readonly byte[] s_generator = { 216, 194, 159, 111, 199, 94, 95, 113, 157, 193 };

    /// <summary>Draws the code.</summary>
    /// <param name="text">20 bytes, each of the alphanumeric set.</param>
    /// <returns>One bool a module, row by row, true for dark.</returns>
    public static bool[] Draw(byte[] text)
    {
        byte[] words = new byte[DataWords + CheckWords];
        Encode(text, words);
        AddChecks(words);
        bool[] modules = new bool[Side * Side];
        DrawFinder(modules, 3, 3);
        DrawFinder(modules, 3, Side - 4);
        DrawFinder(modules, Side - 4, 3);
        DrawTiming(modules);
        DrawFormat(modules);
        DrawWords(modules, words);
        return modules;
    }

    private static void Encode(byte[] text, byte[] words)
    {
        int position = Append(words, 0, 2, 4);
        position = Append(words, position, TextBytes, 9);
        for (int i = 0; i < TextBytes; i += 2)
        {
            int pair = (45 * Alphabet.IndexOf((char)text[i])) + Alphabet.IndexOf((char)text[i + 1]);
            position = Append(words, position, pair, 11);
        }
    }

    private static int Append(byte[] words, int position, int value, int bits)
    {
        for (int bit = bits - 1; bit >= 0; bit--)
        {
            words[position >> 3] |= (byte)(((value >> bit) & 1) << (7 - (position & 7)));
            position++;
        }

        return position;
    }

    // The rest of the division of the text by the generator.
    private static void AddChecks(byte[] words)
    {
        for (int i = 0; i < DataWords; i++)
        {
            int factor = words[i] ^ words[DataWords];
            for (int j = 0; j < CheckWords; j++)
            {
                int next = j + 1 < CheckWords ? words[DataWords + j + 1] : 0;
                words[DataWords + j] = (byte)(next ^ Multiply(factor, s_generator[j]));
            }
        }
    }

    private static int Multiply(int left, int right)
    {
        int product = 0;
        while (right != 0)
        {
            product ^= (right & 1) != 0 ? left : 0;
            left = (left << 1) ^ ((left & 0x80) != 0 ? 0x11D : 0);
            right >>= 1;
        }

        return product;
    }

    private static void DrawFinder(bool[] modules, int row, int column)
    {
        for (int down = -3; down <= 3; down++)
        {
            for (int right = -3; right <= 3; right++)
            {
                int ring = Larger(down < 0 ? -down : down, right < 0 ? -right : right);
                modules[((row + down) * Side) + column + right] = ring != 2;
            }
        }
    }

    private static int Larger(int left, int right)
    {
        return left > right ? left : right;
    }

    private static void DrawTiming(bool[] modules)
    {
        for (int i = FinderEnd - 1; i < FarFinder; i++)
        {
            modules[(TimingLine * Side) + i] = (i & 1) == 0;
            modules[(i * Side) + TimingLine] = (i & 1) == 0;
        }
    }

    // Twice: around the finder at the top left, and in two parts beside the others. Bit 14 is the first one of both.
    private static void DrawFormat(bool[] modules)
    {
        modules[(FarFinder * Side) + 8] = true;
        for (int i = 0; i < 15; i++)
        {
            bool isDark = ((FormatBits >> (14 - i)) & 1) != 0;
            int column = i < 6 ? i : i < 8 ? i + 1 : 8;
            int row = i < 8 ? 8 : i == 8 ? 7 : 14 - i;
            modules[(row * Side) + column] = isDark;
            modules[i < 7 ? ((Side - 1 - i) * Side) + 8 : (8 * Side) + Side - 15 + i] = isDark;
        }
    }

    // Two columns at a time from the right, up and down in turn, past everything that is drawn already.
    private static void DrawWords(bool[] modules, byte[] words)
    {
        int position = 0;
        for (int pair = Side - 1; pair > 0; pair -= 2)
        {
            int right = pair <= TimingLine ? pair - 1 : pair;
            bool isUp = (pair & 2) == 0;
            for (int i = 0; i < Side * 2; i++)
            {
                int row = isUp ? Side - 1 - (i >> 1) : i >> 1;
                int column = right - (i & 1);
                if (!IsFixed(row, column))
                {
                    bool isSet = ((words[position >> 3] >> (7 - (position & 7))) & 1) != 0;
                    modules[(row * Side) + column] = isSet != (((row + column) & 1) == 0);
                    position++;
                }
            }
        }
    }

    private static bool IsFixed(int row, int column)
    {
        return row == TimingLine || column == TimingLine
            || (row < FinderEnd && (column < FinderEnd || column >= FarFinder))
            || (row >= FarFinder && column < FinderEnd);
    }
}
