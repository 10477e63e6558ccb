// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Model;

/// <summary>What controllers may do with a characteristic. The first seven are announced, in this order; the last three are checked only.</summary>
[Flags]
public enum CharacteristicPermissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>pr</c>: the value can be read.</summary>
    Read = 0x01,

    /// <summary><c>pw</c>: the value can be written.</summary>
    Write = 0x02,

    /// <summary><c>ev</c>: controllers can subscribe to changes.</summary>
    Notify = 0x04,

    /// <summary><c>aa</c>: a write may need additional authorization data.</summary>
    AdditionalAuthorization = 0x08,

    /// <summary><c>tw</c>: a write must be a timed write.</summary>
    TimedWrite = 0x10,

    /// <summary><c>wr</c>: a write can ask for the value afterwards.</summary>
    WriteResponse = 0x20,

    /// <summary><c>hd</c>: not shown to users.</summary>
    Hidden = 0x40,

    /// <summary>Only administrators may read.</summary>
    AdminRead = 0x100,

    /// <summary>Only administrators may write.</summary>
    AdminWrite = 0x200,

    /// <summary>Only administrators may subscribe.</summary>
    AdminNotify = 0x400,

    /// <summary>A state that only the accessory changes: a sensor.</summary>
    ReadNotify = Read | Notify,

    /// <summary>A state that controllers change too.</summary>
    ReadWriteNotify = Read | Write | Notify,
}
