// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>Errors of pairing answers, with the numbers that go on the wire.</summary>
internal enum TlvError
{
    /// <summary>No error; never sent.</summary>
    None = 0,

    /// <summary>Something inside the accessory failed, or a known identifier came with another key.</summary>
    Unknown = 1,

    /// <summary>Wrong setup code, tag or signature; unknown controller; not an administrator.</summary>
    Authentication = 2,

    /// <summary>Obsolete; never sent.</summary>
    Backoff = 3,

    /// <summary>No room for another pairing.</summary>
    MaxPeers = 4,

    /// <summary>100 wrong setup codes: refused until factory reset.</summary>
    MaxTries = 5,

    /// <summary>The accessory is paired already.</summary>
    Unavailable = 6,

    /// <summary>Another connection is in the middle of Pair Setup.</summary>
    Busy = 7,
}
