// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Model;

namespace HapNano.Endpoints;

/// <summary>Who needs to know which controller makes a change, because it gets no event about what it wrote itself.</summary>
internal interface IWriteObserver
{
    /// <summary>A controller is about to write.</summary>
    /// <param name="characteristic">What it writes.</param>
    /// <param name="slot">Number of its connection.</param>
    void WriteBegins(Characteristic characteristic, int slot);

    /// <summary>The write has ended.</summary>
    /// <param name="isSuccess">What the writer hears. A write that failed may have changed the value all the same.</param>
    /// <param name="isCorrected">True when the write succeeded and the device made another value of it, which the writer does not know.</param>
    void WriteEnded(bool isSuccess, bool isCorrected);
}
