// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Rules about instance ids.</summary>
internal static class InstanceIds
{
    /// <summary>The first number that a program may give, and the first one drawn: those before it belong to the information services.</summary>
    internal const int First = 10;

    /// <summary>The last one.</summary>
    internal const int Last = 0xFFFF;

    /// <summary>Checks a number that a program gives.</summary>
    /// <param name="value">The number.</param>
    /// <param name="service">The service concerned; may be null.</param>
    /// <exception cref="DatabaseException">The number is out of range, or the database is built.</exception>
    internal static void CheckGiven(int value, Service service)
    {
        Service.CheckNotFrozen(service);
        if (value < First || value > Last)
        {
            throw new DatabaseException(DatabaseRule.InstanceId, "Instance id: 10..65535");
        }
    }
}
