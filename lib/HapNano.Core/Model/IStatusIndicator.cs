// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>Something that shows <see cref="AccessoryStatus"/>: a light, a sound, a display.</summary>
public interface IStatusIndicator
{
    /// <summary>Shows a status from now on. Called under <see cref="StackLock.Root"/>: start it and return.</summary>
    void Show(AccessoryStatus status);
}
