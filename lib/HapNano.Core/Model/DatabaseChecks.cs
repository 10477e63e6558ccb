// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Rules about the whole database, one method each, checked before anything is changed.</summary>
internal static class DatabaseChecks
{
    // 2^53-1: the greatest number that JSON readers with 64-bit floating-point numbers keep.
    private const ulong MaxAccessoryId = 9007199254740991;

    /// <summary>Checks every rule that needs more than one service to be seen.</summary>
    /// <exception cref="DatabaseException">One is broken.</exception>
    internal static void Check(Accessory[] accessories)
    {
        if (accessories == null || accessories.Length == 0 || accessories.Length > AccessoryDatabase.MaxAccessories)
        {
            throw new DatabaseException(DatabaseRule.AccessoryCount, "Database: 1..150 accessories, the bridge included");
        }

        for (int i = 0; i < accessories.Length; i++)
        {
            CheckOwnership(accessories, i);
            CheckAccessoryId(accessories, i);
            CheckSerialNumber(accessories, i);
            CheckServices(accessories[i]);
        }
    }

    private static void CheckOwnership(Accessory[] accessories, int index)
    {
        bool isRight = accessories[index] != null && accessories[index].Database == null;
        for (int i = 0; isRight && i < index; i++)
        {
            isRight = accessories[i] != accessories[index];
        }

        if (!isRight)
        {
            throw new DatabaseException(DatabaseRule.Ownership, "Accessory: belongs to one database, once");
        }
    }

    private static void CheckAccessoryId(Accessory[] accessories, int index)
    {
        ulong id = accessories[index].AccessoryId;
        bool isRight = index == 0 ? id <= 1 : id >= 2 && id <= MaxAccessoryId;
        for (int i = 1; isRight && i < index; i++)
        {
            isRight = accessories[i].AccessoryId != id;
        }

        if (!isRight)
        {
            throw new DatabaseException(
                DatabaseRule.AccessoryId,
                "Accessory id: 1 for the first accessory; for each one behind a bridge a number of its own, 2..2^53-1, that never changes");
        }
    }

    private static void CheckSerialNumber(Accessory[] accessories, int index)
    {
        byte[] serial = accessories[index].Information.SerialNumber.Bytes;
        for (int i = 0; i < index; i++)
        {
            if (Characteristic.AreEqual(serial, accessories[i].Information.SerialNumber.Bytes))
            {
                throw new DatabaseException(DatabaseRule.SerialNumber, "Serial number: another one for each accessory");
            }
        }
    }

    private static void CheckServices(Accessory accessory)
    {
        int primaries = 0;
        for (int i = 0; i < accessory.ServiceCount; i++)
        {
            Service service = accessory.ServiceAt(i);
            primaries += service.IsPrimary ? 1 : 0;
            CheckCharacteristics(service);
            CheckLinks(service);
            CheckInstanceId(accessory, service.HasFixedInstanceId ? service.InstanceId : 0);
        }

        if (primaries > 1)
        {
            throw new DatabaseException(DatabaseRule.PrimaryService, "Primary service: at most one in an accessory");
        }
    }

    private static void CheckCharacteristics(Service service)
    {
        if (service.CharacteristicCount == 0)
        {
            throw new DatabaseException(DatabaseRule.CharacteristicCount, "Service: at least one characteristic");
        }

        for (int i = 0; i < service.CharacteristicCount; i++)
        {
            Characteristic characteristic = service.CharacteristicAt(i);
            if (service.IsHidden && (characteristic.Definition.Permissions & CharacteristicPermissions.Hidden) == 0)
            {
                throw new DatabaseException(DatabaseRule.HiddenService, "Hidden service: every characteristic is hidden too");
            }

            CheckInstanceId(service.Accessory, characteristic.HasFixedInstanceId ? characteristic.InstanceId : 0);
        }
    }

    private static void CheckLinks(Service service)
    {
        for (int i = 0; i < service.Linked.Length; i++)
        {
            if (service.Linked[i].Accessory != service.Accessory)
            {
                throw new DatabaseException(DatabaseRule.LinkedService, "Linked service: one of the same accessory");
            }
        }
    }

    private static void CheckInstanceId(Accessory accessory, int id)
    {
        if (id != 0 && accessory.CountFixed(id) > 1)
        {
            throw new DatabaseException(DatabaseRule.InstanceId, "Instance id: given twice in one accessory");
        }
    }
}
