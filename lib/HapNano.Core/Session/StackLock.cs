// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano;

/// <summary>
/// The one lock of the stack: whoever touches model, pairings or connections holds it. It is never held across a socket or flash call,
/// and nothing that a program does under it may wait.
/// </summary>
/// <remarks>
/// One for the process, because a device has one stack, and a relay that is switched by hand and by a controller at once must
/// move its pin and its characteristic in the same order.
/// </remarks>
public static class StackLock
{
    /// <summary>The object to lock.</summary>
    public static readonly object Root = new object();
}
