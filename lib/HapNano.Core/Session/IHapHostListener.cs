// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano;

/// <summary>What a <see cref="HapHost"/> tells the threads around it.</summary>
/// <remarks>Every member is called under <see cref="StackLock.Root"/>: set an event and return, never wait, never call back into the host.</remarks>
public interface IHapHostListener
{
    /// <summary>A connection has output to send, or wants to be closed.</summary>
    /// <param name="connection">Look at its OutputCount and IsCloseRequested.</param>
    void OutputReady(HapConnection connection);

    /// <summary><see cref="HapHost.Work"/> has something to do, or <see cref="HapHost.NextDeadlineMs"/> has moved earlier.</summary>
    void WorkReady();

    /// <summary><see cref="HapHost.Transaction"/> is pending, or <see cref="HapHost.TakeValues"/> has something to save.</summary>
    void StoreReady();

    /// <summary>The first pairing was stored or the last one is gone; the TXT record's sf flips.</summary>
    /// <param name="isPaired">True with at least one pairing.</param>
    void PairedChanged(bool isPaired);

    /// <summary>Somebody asked the accessory to make itself known: POST /identify while unpaired, or a write of Identify.</summary>
    /// <param name="accessoryId">Which accessory, 1 for the only one or the bridge.</param>
    void IdentifyRequested(ulong accessoryId);

    /// <summary>A device or a handler of the product has thrown in a controller's request. The request went on; this is for the log.</summary>
    /// <param name="exception">What it threw; its text may carry data.</param>
    void ProductFailed(Exception exception);
}
