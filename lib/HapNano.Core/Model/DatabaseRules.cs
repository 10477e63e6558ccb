// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Rules about texts, checked wherever the program gives a text of such a type.</summary>
internal static class DatabaseRules
{
    private const int ManufacturerType = 0x20;
    private const int ModelType = 0x21;
    private const int NameType = 0x23;
    private const int SerialNumberType = 0x30;
    private const int FirmwareRevisionType = 0x52;
    private const int HardwareRevisionType = 0x53;
    private const int SoftwareRevisionType = 0x54;
    private const int ConfiguredNameType = 0xE3;

    private const int MaxTextBytes = CharacteristicDefinition.DefaultMaxStringBytes;
    private const int MaxRevisionParts = 3;
    private const int CurledApostropheBytes = 3;

    /// <summary>Checks the text of a type that has a rule; every other text is right.</summary>
    /// <param name="type">Apple's number; 0 for a maker's own type.</param>
    /// <param name="utf8">The whole text.</param>
    /// <exception cref="DatabaseException">It breaks its rule.</exception>
    internal static void CheckText(int type, byte[] utf8)
    {
        switch (type)
        {
            case ManufacturerType:
                CheckLength(utf8, 1, DatabaseRule.Manufacturer);
                break;
            case ModelType:
                CheckLength(utf8, 2, DatabaseRule.Model);
                break;
            case SerialNumberType:
                CheckLength(utf8, 2, DatabaseRule.SerialNumber);
                break;
            case NameType:
            case ConfiguredNameType:
                CheckName(utf8);
                break;
            case FirmwareRevisionType:
            case HardwareRevisionType:
            case SoftwareRevisionType:
                CheckRevision(utf8);
                break;
        }
    }

    private static void CheckName(byte[] utf8)
    {
        bool isRight = utf8.Length > 0 && utf8.Length <= MaxTextBytes
            && IsLetterOrDigit(utf8[0]) && !IsCurledApostrophe(utf8, 0)
            && IsLetterOrDigit(utf8[utf8.Length - 1]) && !IsCurledApostrophe(utf8, utf8.Length - CurledApostropheBytes);
        for (int i = 0; isRight && i < utf8.Length; i++)
        {
            isRight = IsLetterOrDigit(utf8[i]) || utf8[i] == ' ' || utf8[i] == '\'';
        }

        if (!isRight || HasSymbol(utf8))
        {
            throw new DatabaseException(
                DatabaseRule.Name, "Name: 1..64 bytes of letters, digits, spaces and apostrophes, a letter or digit first and last");
        }
    }

    private static void CheckLength(byte[] utf8, int minBytes, DatabaseRule rule)
    {
        if (utf8.Length < minBytes || utf8.Length > MaxTextBytes)
        {
            throw new DatabaseException(rule, "Accessory information: maker 1..64 bytes, model and serial number 2..64");
        }
    }

    private static void CheckRevision(byte[] text)
    {
        int parts = 1;
        int digits = 0;
        ulong number = 0;
        bool isRight = true;
        for (int i = 0; isRight && i < text.Length; i++)
        {
            bool isDot = text[i] == '.';
            isRight = isDot ? digits > 0 : text[i] >= '0' && text[i] <= '9';
            number = isDot ? 0 : (number * 10) + (ulong)(text[i] - '0');
            digits = isDot ? 0 : digits + 1;
            parts += isDot ? 1 : 0;
            isRight = isRight && number <= uint.MaxValue;
        }

        if (!isRight || digits == 0 || parts > MaxRevisionParts || text.Length > MaxTextBytes)
        {
            throw new DatabaseException(DatabaseRule.Revision, "Revision: x[.y[.z]], decimal numbers below 2^32");
        }
    }

    // Letters of other alphabets are several bytes of UTF-8, all above 0x7F.
    private static bool IsLetterOrDigit(byte c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c > 0x7F;
    }

    // U+2019, which keyboards offer for '.
    private static bool IsCurledApostrophe(byte[] utf8, int at)
    {
        return at >= 0 && at + CurledApostropheBytes <= utf8.Length && utf8[at] == 0xE2 && utf8[at + 1] == 0x80 && utf8[at + 2] == 0x99;
    }

    // Where UTF-8 tells symbols from letters by one or two bytes: U+0080..U+00BF, U+2000..U+2BFF but for the apostrophe U+2019, U+3000..U+303F,
    // U+FE00..U+FE3F (which colour an emoji), and everything from U+10000 on. A symbol elsewhere passes.
    private static bool HasSymbol(byte[] utf8)
    {
        for (int i = 0; i < utf8.Length; i++)
        {
            byte next = i + 1 < utf8.Length ? utf8[i + 1] : (byte)0;
            bool isSymbol = utf8[i] == 0xC2
                || (utf8[i] == 0xE2 && next <= 0xAF && !IsCurledApostrophe(utf8, i))
                || (utf8[i] == 0xE3 && next == 0x80)
                || (utf8[i] == 0xEF && next == 0xB8)
                || utf8[i] >= 0xF0;
            if (isSymbol)
            {
                return true;
            }
        }

        return false;
    }
}
