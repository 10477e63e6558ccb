// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>
/// What is the same for every characteristic of a type: type, format, permissions, unit and limits. Immutable and shared.
/// Apple's are made at build time for the program that uses them; a maker's own type is one more instance of this class.
/// </summary>
public sealed class CharacteristicDefinition
{
    /// <summary>Bytes of text when a definition does not say otherwise.</summary>
    public const int DefaultMaxStringBytes = 64;

    /// <summary>The most bytes of text that a definition may ask for.</summary>
    public const int LargestMaxStringBytes = 256;

    /// <summary>Bytes of tlv8 and data, before base64, when a definition does not say otherwise; also the most.</summary>
    public const int DefaultMaxDataBytes = 2097152;

    // 2^53: up to here every whole number is a 64-bit floating-point number.
    private const double LargestExactInteger = 9007199254740992;

    private const CharacteristicPermissions DefaultPermissions = CharacteristicPermissions.ReadWriteNotify;
    private const CharacteristicUnit NoUnit = CharacteristicUnit.None;

    // Asked for several times in every request: a property that asks another one costs the interpreter ten times a field.
    private readonly CharacteristicPermissions _permissions;

    /// <summary>Defines one of Apple's types.</summary>
    /// <param name="type">Apple's number, 1 or more: 0x25 for On.</param>
    /// <param name="format">Type of the value.</param>
    /// <param name="permissions">What controllers may do.</param>
    /// <param name="unit">Unit of the number.</param>
    /// <param name="minimum">Least value; leave out together with <paramref name="maximum"/> for the format's whole range.</param>
    /// <param name="maximum">Greatest value; a whole number of steps above <paramref name="minimum"/>.</param>
    /// <param name="step">Distance of allowed values from each other; 0 for any.</param>
    /// <param name="maxLength">Most bytes of text or data; 0 for 64 or 2,097,152.</param>
    /// <param name="validValues">The values of an enumeration, ascending; null when every value of the range is valid.</param>
    /// <exception cref="DatabaseException">A rule of <see cref="DatabaseRule"/> is broken.</exception>
    public CharacteristicDefinition(
        int type,
        CharacteristicFormat format,
        CharacteristicPermissions permissions = DefaultPermissions,
        CharacteristicUnit unit = NoUnit,
        double minimum = double.NaN,
        double maximum = double.NaN,
        double step = 0,
        int maxLength = 0,
        int[] validValues = null)
        : this(type, null, format, permissions, unit, minimum, maximum, step, maxLength, validValues, false)
    {
        if (type <= 0)
        {
            throw new DatabaseException(DatabaseRule.Type, "Type: Apple's numbers are 1 or more");
        }
    }

    /// <summary>Defines a maker's own type.</summary>
    /// <param name="uuid">A UUID of 36 characters, drawn once for this type. One of Apple's is the same as its number.</param>
    /// <param name="format">Type of the value.</param>
    /// <param name="permissions">What controllers may do.</param>
    /// <param name="unit">Unit of the number.</param>
    /// <param name="minimum">Least value; leave out together with <paramref name="maximum"/> for the format's whole range.</param>
    /// <param name="maximum">Greatest value; a whole number of steps above <paramref name="minimum"/>.</param>
    /// <param name="step">Distance of allowed values from each other; 0 for any.</param>
    /// <param name="maxLength">Most bytes of text or data; 0 for 64 or 2,097,152.</param>
    /// <exception cref="DatabaseException">A rule of <see cref="DatabaseRule"/> is broken.</exception>
    public CharacteristicDefinition(
        string uuid,
        CharacteristicFormat format,
        CharacteristicPermissions permissions = DefaultPermissions,
        CharacteristicUnit unit = NoUnit,
        double minimum = double.NaN,
        double maximum = double.NaN,
        double step = 0,
        int maxLength = 0)
        : this(0, TypeName.Parse(uuid, out int type), format, permissions, unit, minimum, maximum, step, maxLength, null, false)
    {
        Type = type;
    }

    private CharacteristicDefinition(
        int type, byte[] vendorType, CharacteristicFormat format, CharacteristicPermissions permissions, CharacteristicUnit unit,
        double minimum, double maximum, double step, int maxLength, int[] validValues, bool isEnumerationNarrowed)
    {
        Type = type;
        VendorType = vendorType;
        Format = format;
        _permissions = permissions;
        Unit = unit;
        HasRange = !double.IsNaN(minimum) || !double.IsNaN(maximum);
        Minimum = HasRange ? minimum : LeastOf(format);
        Maximum = HasRange ? maximum : GreatestOf(format);
        Step = step;
        MaxLength = maxLength != 0 ? maxLength
            : format == CharacteristicFormat.String ? DefaultMaxStringBytes
            : format >= CharacteristicFormat.Tlv8 ? DefaultMaxDataBytes
            : 0;
        ValidValues = validValues;
        IsEnumerationNarrowed = isEnumerationNarrowed;
        CheckPermissions();
        CheckLength();
        CheckRange();
        CheckValidValues();
    }

    /// <summary>Apple's number; 0 for a maker's own type.</summary>
    public int Type { get; }

    /// <summary>Type of the value.</summary>
    public CharacteristicFormat Format { get; }

    /// <summary>What controllers may do.</summary>
    public CharacteristicPermissions Permissions => _permissions;

    /// <summary>Unit of the number.</summary>
    public CharacteristicUnit Unit { get; }

    /// <summary>True when minimum and maximum are announced; else they are those of the format.</summary>
    public bool HasRange { get; }

    /// <summary>Least value.</summary>
    public double Minimum { get; }

    /// <summary>Greatest value.</summary>
    public double Maximum { get; }

    /// <summary>Distance of allowed values from each other, counted from the minimum; 0 for any.</summary>
    public double Step { get; }

    /// <summary>Most bytes of text (UTF-8) or data (before base64); 0 for other formats.</summary>
    public int MaxLength { get; }

    /// <summary>The values of an enumeration, ascending, not to be modified; null when every value of the range is valid.</summary>
    public int[] ValidValues { get; }

    /// <summary>True when controllers may read the value.</summary>
    public bool CanRead => (_permissions & CharacteristicPermissions.Read) != 0;

    /// <summary>True when controllers may write the value.</summary>
    public bool CanWrite => (_permissions & CharacteristicPermissions.Write) != 0;

    /// <summary>True when controllers may subscribe.</summary>
    public bool CanNotify => (_permissions & CharacteristicPermissions.Notify) != 0;

    /// <summary>The UUID of a maker's own type, 36 bytes of upper-case ASCII; null for Apple's.</summary>
    internal readonly byte[] VendorType;

    /// <summary>True when the accessory supports fewer values than the type has, which is when JSON <c>valid-values</c> is written.</summary>
    internal readonly bool IsEnumerationNarrowed;

    /// <summary>True for one of the four unsigned formats or int.</summary>
    internal bool IsInteger => Format >= CharacteristicFormat.UInt8 && Format <= CharacteristicFormat.Int;

    /// <summary>True for a format that has a range.</summary>
    private bool IsNumber => IsInteger || Format == CharacteristicFormat.Float;

    /// <summary>True for TLV8 that is written as a question and read back as its answer: it holds nobody's state, and the database shows it empty.</summary>
    internal bool IsControlPoint => Format == CharacteristicFormat.Tlv8 && (_permissions & CharacteristicPermissions.WriteResponse) != 0;

    /// <summary>Defines one of Apple's types whose values are all whole numbers from one to another, each with a meaning of its own.</summary>
    /// <param name="type">Apple's number, 1 or more.</param>
    /// <param name="format">One of the formats of whole numbers.</param>
    /// <param name="permissions">What controllers may do.</param>
    /// <param name="first">Least value.</param>
    /// <param name="last">Greatest value.</param>
    /// <exception cref="DatabaseException">A rule of <see cref="DatabaseRule"/> is broken.</exception>
    public static CharacteristicDefinition Enumeration(int type, CharacteristicFormat format, CharacteristicPermissions permissions, int first, int last)
    {
        var values = new int[last - first + 1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = first + i;
        }

        return new CharacteristicDefinition(type, format, permissions, NoUnit, first, last, 1, 0, values);
    }

    /// <summary>A copy with another range, for an accessory that does not support the whole one.</summary>
    /// <exception cref="DatabaseException">The range is wider although controllers may write the value, or it is none.</exception>
    internal CharacteristicDefinition WithRange(double minimum, double maximum, double step)
    {
        bool isNarrower = minimum >= Minimum && maximum <= Maximum && step >= Step
            && IsOnStep(step, Step) && IsOnStep(minimum - Minimum, Step);
        if (CanWrite && !isNarrower)
        {
            throw new DatabaseException(DatabaseRule.Range, "Range: a value that controllers write can only be narrowed, in whole steps");
        }

        return new CharacteristicDefinition(
            Type, VendorType, Format, Permissions, Unit, minimum, maximum, step, MaxLength, ValidValues, IsEnumerationNarrowed);
    }

    /// <summary>A copy with fewer values of the enumeration.</summary>
    /// <exception cref="DatabaseException">A value is none of the definition's, or they are not ascending.</exception>
    internal CharacteristicDefinition WithValidValues(int[] validValues)
    {
        for (int i = 0; i < validValues.Length; i++)
        {
            if (!Allows(validValues[i]))
            {
                throw new DatabaseException(DatabaseRule.ValidValues, "Valid values: only values that the type has");
            }
        }

        return new CharacteristicDefinition(
            Type, VendorType, Format, Permissions, Unit,
            HasRange ? Minimum : double.NaN, HasRange ? Maximum : double.NaN, Step, MaxLength, (int[])validValues.Clone(), true);
    }

    /// <summary>True when a whole number is in range, on a step and among the valid values.</summary>
    /// <param name="value">The number; the bits of a uint64.</param>
    internal bool Allows(long value)
    {
        return Fit(value, out long fitted) && fitted == value;
    }

    /// <summary>Brings a whole number into the range and onto the nearest step, halves upwards. Of an enumeration no value is nearest.</summary>
    /// <param name="value">The number; the bits of a uint64.</param>
    /// <param name="fitted">The allowed number.</param>
    /// <returns>False when the enumeration has no such value.</returns>
    internal bool Fit(long value, out long fitted)
    {
        fitted = value;
        if (ValidValues != null)
        {
            return IsValid(value);
        }

        if (Format == CharacteristicFormat.UInt64 && !HasRange)
        {
            return true;
        }

        // A uint64 above 2^63-1 is above every range that is given as a 64-bit floating-point number.
        bool isHuge = Format == CharacteristicFormat.UInt64 && value < 0;
        if (isHuge || value > Maximum)
        {
            fitted = (long)Maximum;
        }
        else if (value < Minimum)
        {
            fitted = (long)Minimum;
        }
        else if (Step > 1)
        {
            long step = (long)Step;
            long minimum = (long)Minimum;
            fitted = minimum + ((value - minimum + (step / 2)) / step * step);
        }

        return true;
    }

    /// <summary>True when a number is in range and on a step, within what 32-bit rounding makes of it.</summary>
    /// <param name="value">The number, finite.</param>
    /// <param name="fitted">The number on the step, when the result is true.</param>
    internal bool Allows(float value, out float fitted)
    {
        fitted = Fit(value);
        double distance = Magnitude((double)value - fitted);

        // 21.3 is 21.299999 in 32 bits: a hundredth of a step, or two units in the last place of a number of this size, whichever is more.
        // So everything is on a step that is finer than the format. Outside the range rounding alone is forgiven.
        double rounding = Magnitude(value) / 4194304;
        double tolerance = value < Minimum || value > Maximum ? 0 : Step / 100;
        return distance <= (rounding > tolerance ? rounding : tolerance);
    }

    /// <summary>Brings a number into the range and onto the nearest step. The number is finite.</summary>
    internal float Fit(float value)
    {
        double fitted = value;
        if (Step > 0)
        {
            // Truncation is rounding down here, as nothing is below the minimum.
            double steps = fitted <= Minimum ? 0 : ((fitted - Minimum) / Step) + 0.5;
            fitted = steps < long.MaxValue ? Minimum + ((long)steps * Step) : Maximum;
        }

        fitted = fitted < Minimum ? Minimum : fitted > Maximum ? Maximum : fitted;
        return (float)fitted;
    }

    // Array.IndexOf would box the number on the board.
    private bool IsValid(long value)
    {
        int i = 0;
        while (i < ValidValues.Length && ValidValues[i] != value)
        {
            i++;
        }

        return i < ValidValues.Length;
    }

    private static double Magnitude(double value)
    {
        return value < 0 ? -value : value;
    }

    private static double LeastOf(CharacteristicFormat format)
    {
        return format == CharacteristicFormat.Int ? (double)int.MinValue
            : format == CharacteristicFormat.Float ? (double)float.MinValue
            : 0;
    }

    private static double GreatestOf(CharacteristicFormat format)
    {
        // The cast matters: without it the numbers would meet as 32-bit ones.
        return format switch
        {
            CharacteristicFormat.UInt8 => (double)byte.MaxValue,
            CharacteristicFormat.UInt16 => ushort.MaxValue,
            CharacteristicFormat.UInt32 => uint.MaxValue,
            CharacteristicFormat.UInt64 => ulong.MaxValue,
            CharacteristicFormat.Int => int.MaxValue,
            CharacteristicFormat.Float => float.MaxValue,
            _ => 0,
        };
    }

    // True when a distance is a whole number of steps, as far as 64-bit rounding lets one see it; without steps every distance is.
    private static bool IsOnStep(double distance, double step)
    {
        if (step == 0)
        {
            return true;
        }

        double steps = distance / step;
        double error = steps - (long)(steps + 0.5);
        double tolerance = 0.000001 * (steps + 1);
        return steps >= 0 && error > -tolerance && error < tolerance;
    }

    private static bool IsWhole(double value)
    {
        return value == (long)value;
    }

    private void CheckPermissions()
    {
        if ((!CanRead && !CanWrite) || (CanNotify && !CanRead))
        {
            throw new DatabaseException(DatabaseRule.Permissions, "Permissions: read, write or both; events need read");
        }
    }

    private void CheckLength()
    {
        int most = Format == CharacteristicFormat.String ? LargestMaxStringBytes : DefaultMaxDataBytes;
        if (MaxLength < 0 || MaxLength > most)
        {
            throw new DatabaseException(DatabaseRule.Length, "Length: text has at most 256 bytes, data 2,097,152");
        }
    }

    private void CheckRange()
    {
        bool isRight = !HasRange ? Step == 0
            : IsNumber
            && Minimum >= LeastOf(Format) && Minimum <= Maximum && Maximum <= GreatestOf(Format)
            && Step >= 0 && Step <= GreatestOf(Format) && IsOnStep(Maximum - Minimum, Step);
        if (isRight && IsInteger)
        {
            isRight = IsWhole(Step) && (!HasRange || (IsWhole(Minimum) && Maximum <= LargestExactInteger && IsWhole(Maximum)));
        }

        if (!isRight)
        {
            throw new DatabaseException(
                DatabaseRule.Range,
                "Range: minimum <= maximum, both finite and in the format's range, whole steps from minimum to maximum; numbers only");
        }
    }

    private void CheckValidValues()
    {
        bool isRight = ValidValues == null || (ValidValues.Length > 0 && IsInteger && Type != 0);
        for (int i = 0; isRight && ValidValues != null && i < ValidValues.Length; i++)
        {
            isRight = ValidValues[i] >= Minimum && ValidValues[i] <= Maximum && (i == 0 || ValidValues[i] > ValidValues[i - 1]);
        }

        if (!isRight)
        {
            throw new DatabaseException(
                DatabaseRule.ValidValues,
                "Valid values: ascending whole numbers within the range, at least one, and for Apple's types only");
        }
    }
}
