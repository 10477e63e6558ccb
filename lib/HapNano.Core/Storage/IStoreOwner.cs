// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Storage;

/// <summary>Who waits for a <see cref="StoreTransaction"/>.</summary>
public interface IStoreOwner
{
    /// <summary>The write has ended. Called under the stack's lock, after the transaction became free.</summary>
    /// <param name="isStored">True when the record is durable; false when the old one stands.</param>
    void StoreCompleted(bool isStored);
}
