// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Routing;

/// <summary>On which connections a path may be used.</summary>
internal enum RouteAccess
{
    /// <summary>On any.</summary>
    Any,

    /// <summary>Before Pair Verify; 400 in a session.</summary>
    PlainOnly,

    /// <summary>In a session; 470 without a body before.</summary>
    Session,

    /// <summary>In a session; 470 with <c>{"status":-70411}</c> before.</summary>
    SessionWithStatus,
}
