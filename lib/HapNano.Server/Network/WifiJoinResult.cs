// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>How an attempt to join a network ended.</summary>
public enum WifiJoinResult
{
    /// <summary>The device is part of the network and has an address.</summary>
    Joined,

    /// <summary>The network did not take the password. Access points that restart refuse right ones too.</summary>
    Refused,

    /// <summary>Nobody sends that name.</summary>
    NotFound,

    /// <summary>Anything else, also no address in time.</summary>
    Failed,
}
