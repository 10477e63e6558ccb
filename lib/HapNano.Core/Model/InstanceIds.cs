// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>The numbers of services and characteristics (HAP <c>iid</c>): which are fixed, and the order in which the others are drawn.</summary>
internal static class InstanceIds
{
    /// <summary>The first number that a program may give, and the first one drawn: those before it belong to the information services.</summary>
    internal const int First = 10;

    /// <summary>The last one.</summary>
    internal const int Last = 0xFFFF;

    /// <summary>Identify's number in every accessory.</summary>
    internal const int Identify = 2;

    private const int AccessoryInformation = 1;
    private const int LastOfAccessoryInformation = 7;
    private const int ProtocolInformation = 8;

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

    /// <summary>Numbers everything in an accessory.</summary>
    /// <param name="accessory">The accessory, frozen.</param>
    /// <param name="map">Knows the numbers drawn before, and draws new ones.</param>
    internal static void Assign(Accessory accessory, InstanceIdMap map)
    {
        for (int i = 0; i < accessory.ServiceCount; i++)
        {
            Service service = accessory.ServiceAt(i);
            if (service is AccessoryInformation)
            {
                service.AssignInstanceId(AccessoryInformation);
                AssignCharacteristics(service, map, AccessoryInformation + 1, LastOfAccessoryInformation);
            }
            else if (service is ProtocolInformation)
            {
                service.AssignInstanceId(ProtocolInformation);
                AssignCharacteristics(service, map, ProtocolInformation + 1, ProtocolInformation + 1);
            }
            else
            {
                AssignService(service, map, OrdinalOf(accessory, i));
            }
        }
    }

    private static void AssignService(Service service, InstanceIdMap map, int ordinal)
    {
        if (!service.HasFixedInstanceId)
        {
            service.AssignInstanceId(map.IdOfService(service, ordinal));
        }

        AssignCharacteristics(service, map, 1, 0);
    }

    // The first ones have the numbers next to last, which never change; the others are drawn unless the program gave them.
    private static void AssignCharacteristics(Service service, InstanceIdMap map, int next, int last)
    {
        for (int i = 0; i < service.CharacteristicCount; i++)
        {
            Characteristic characteristic = service.CharacteristicAt(i);
            if (next <= last)
            {
                characteristic.AssignInstanceId(next);
                next++;
            }
            else if (!characteristic.HasFixedInstanceId)
            {
                characteristic.AssignInstanceId(map.IdOfCharacteristic(characteristic));
            }
        }
    }

    private static int OrdinalOf(Accessory accessory, int index)
    {
        Service service = accessory.ServiceAt(index);
        int ordinal = 0;
        for (int i = 0; i < index; i++)
        {
            Service other = accessory.ServiceAt(i);
            bool isSameType = TypeName.AreEqual(other.Type, other.VendorType, service.Type, service.VendorType);
            ordinal += isSameType && !other.HasFixedInstanceId ? 1 : 0;
        }

        return ordinal;
    }
}
