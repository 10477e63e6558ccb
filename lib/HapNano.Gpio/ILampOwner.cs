// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Gpio;

/// <summary>A lamp whose light follows from several values.</summary>
internal interface ILampOwner
{
    /// <summary>One of the values has changed, under <see cref="StackLock.Root"/>: give the light that they make together.</summary>
    void Apply(object value);
}
