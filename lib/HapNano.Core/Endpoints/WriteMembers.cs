// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Endpoints;

/// <summary>Members of one entry of PUT /characteristics.</summary>
[Flags]
internal enum WriteMembers
{
    /// <summary>One that is passed over.</summary>
    None = 0,

    /// <summary><c>aid</c></summary>
    Aid = 1,

    /// <summary><c>iid</c></summary>
    Iid = 2,

    /// <summary><c>value</c></summary>
    Value = 4,

    /// <summary><c>ev</c></summary>
    Events = 8,

    /// <summary><c>authData</c></summary>
    Authorization = 16,

    /// <summary><c>remote</c></summary>
    Remote = 32,

    /// <summary><c>r</c></summary>
    Response = 64,
}
