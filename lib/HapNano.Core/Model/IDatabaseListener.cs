// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Model;

/// <summary>Who sends events and saves values. Called under <see cref="StackLock.Root"/>.</summary>
internal interface IDatabaseListener
{
    /// <summary>A value differs from what it was, whoever changed it: a controller (the call comes from within Write), a device or the program.</summary>
    void ValueChanged(Characteristic characteristic);

    /// <summary>A button was pressed: never suppressed, never joined with another press.</summary>
    /// <param name="characteristic">Which button.</param>
    /// <param name="value">Which press.</param>
    void EventRaised(EventCharacteristic characteristic, int value);

    /// <summary>A controller or the program asked an accessory to make itself known.</summary>
    void IdentifyRequested(Accessory accessory);

    /// <summary>A device or a handler of the product has thrown in a controller's request, which goes on.</summary>
    void ProductFailed(Exception exception);
}
