// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Model;

/// <summary>
/// The types of services and characteristics. Apple's are numbers (<c>25</c> stands for 00000025-0000-1000-8000-0026BB765291) and go on the
/// wire as upper-case hex without leading zeros; all others are whole UUIDs in upper case.
/// </summary>
internal static class TypeName
{
    /// <summary>The longest text of a type: a UUID.</summary>
    internal const int MaxBytes = 36;

    private const int DigitsOfNumber = 8;
    private const string AppleBase = "-0000-1000-8000-0026BB765291";

    /// <summary>Reads a UUID of 36 characters, in either case.</summary>
    /// <param name="uuid">The text.</param>
    /// <param name="number">Apple's number when the UUID is one of Apple's, else 0.</param>
    /// <returns>The UUID in upper case; null when it is one of Apple's.</returns>
    /// <exception cref="DatabaseException">It is no UUID.</exception>
    internal static byte[] Parse(string uuid, out int number)
    {
        byte[] text = uuid == null ? null : Encoding.UTF8.GetBytes(uuid.ToUpper());
        if (text == null || text.Length != MaxBytes || !IsUuid(text))
        {
            throw new DatabaseException(DatabaseRule.Type, "Type: a UUID has 36 characters, 8-4-4-4-12 hexadecimal digits");
        }

        number = uuid.ToUpper().EndsWith(AppleBase) ? ParseNumber(text) : 0;
        return number == 0 ? text : null;
    }

    /// <summary>True when both name the same type.</summary>
    internal static bool AreEqual(int leftNumber, byte[] leftVendor, int rightNumber, byte[] rightVendor)
    {
        if (leftNumber != rightNumber)
        {
            return false;
        }

        for (int i = 0; leftNumber == 0 && leftVendor != rightVendor && i < MaxBytes; i++)
        {
            if (leftVendor[i] != rightVendor[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsUuid(byte[] text)
    {
        for (int i = 0; i < MaxBytes; i++)
        {
            bool isHyphenDue = i == 8 || i == 13 || i == 18 || i == 23;
            if (isHyphenDue ? text[i] != '-' : HexDigit(text[i]) < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int ParseNumber(byte[] text)
    {
        int number = 0;
        for (int i = 0; i < DigitsOfNumber; i++)
        {
            number = (number << 4) | HexDigit(text[i]);
        }

        return number;
    }

    private static int HexDigit(byte character)
    {
        return character >= '0' && character <= '9' ? character - '0'
            : character >= 'A' && character <= 'F' ? character - 'A' + 10
            : -1;
    }
}
