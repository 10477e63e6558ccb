// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>The rules that a database must keep, because a controller removes or ignores the whole accessory otherwise.</summary>
public enum DatabaseRule
{
    /// <summary>A name has 1..64 bytes of letters, digits, spaces and apostrophes, and starts and ends with a letter or digit.</summary>
    Name,

    /// <summary>The maker has 1..64 bytes.</summary>
    Manufacturer,

    /// <summary>The model has 2..64 bytes.</summary>
    Model,

    /// <summary>The serial number has 2..64 bytes and is unique in the database.</summary>
    SerialNumber,

    /// <summary>A revision is x[.y[.z]]: one to three decimal numbers below 2^32, nothing else.</summary>
    Revision,

    /// <summary>1..150 accessories, the bridge included.</summary>
    AccessoryCount,

    /// <summary>The first accessory has id 1; each bridged one has an id of its own, 2..2^53-1, given by the program and never changed.</summary>
    AccessoryId,

    /// <summary>At most 100 services in an accessory.</summary>
    ServiceCount,

    /// <summary>1..100 characteristics in a service.</summary>
    CharacteristicCount,

    /// <summary>A service holds one characteristic of a type.</summary>
    CharacteristicTwice,

    /// <summary>A service belongs to one accessory, a characteristic to one service, an accessory to one database.</summary>
    Ownership,

    /// <summary>Accessory information is made by the accessory, protocol information by the database; a service of that type by hand is refused too.</summary>
    InformationService,

    /// <summary>At most one service of an accessory is primary.</summary>
    PrimaryService,

    /// <summary>A hidden service has hidden characteristics only.</summary>
    HiddenService,

    /// <summary>A linked service is another service of the same accessory, linked once.</summary>
    LinkedService,

    /// <summary>Instance ids that the program gives are 10..65535 and unique in the accessory.</summary>
    InstanceId,

    /// <summary>A type is a short Apple number, or a UUID of 36 characters; a class of characteristic takes its own formats.</summary>
    Type,

    /// <summary>A characteristic can be read, written or both; events need reading.</summary>
    Permissions,

    /// <summary>Minimum, maximum and step: finite, in the format's range, minimum not above maximum, whole steps between them;
    /// narrower than the definition unless only the accessory changes the value.</summary>
    Range,

    /// <summary>Valid values are ascending, within the range, a part of the definition's, and for Apple types only.</summary>
    ValidValues,

    /// <summary>Text has at most 256 bytes, data at most 2,097,152.</summary>
    Length,

    /// <summary>A kept value has at most 256 bytes, and can be read.</summary>
    Kept,

    /// <summary>A category is one that can be announced: 1..36, or follows from the services.</summary>
    Category,

    /// <summary>Once the database is built its structure stands.</summary>
    Frozen,
}
