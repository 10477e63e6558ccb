// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano;

/// <summary>Status of one characteristic in a HAP answer, with the numbers that go on the wire.</summary>
public enum HapStatus
{
    /// <summary>It worked.</summary>
    Success = 0,

    /// <summary>An administrator is needed, or the accessory is paired already.</summary>
    InsufficientPrivileges = -70401,

    /// <summary>The device behind the characteristic does not answer.</summary>
    UnableToCommunicate = -70402,

    /// <summary>Busy; try again.</summary>
    ResourceBusy = -70403,

    /// <summary>The characteristic cannot be written.</summary>
    ReadOnly = -70404,

    /// <summary>The characteristic cannot be read.</summary>
    WriteOnly = -70405,

    /// <summary>The characteristic sends no events.</summary>
    NotificationNotSupported = -70406,

    /// <summary>No memory or table entry left.</summary>
    OutOfResources = -70407,

    /// <summary>The device behind the characteristic took too long.</summary>
    TimedOut = -70408,

    /// <summary>No such accessory or characteristic.</summary>
    ResourceDoesNotExist = -70409,

    /// <summary>The written value is not valid, or a timed write is missing or expired.</summary>
    InvalidValue = -70410,

    /// <summary>Additional authorization is missing; also the body of a 470 answer.</summary>
    InsufficientAuthorization = -70411,

    /// <summary>Not possible in the present state.</summary>
    NotAllowedInCurrentState = -70412,
}
