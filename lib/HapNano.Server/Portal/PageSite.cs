// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>Some pages.</summary>
internal abstract class PageSite
{
    /// <summary>Answers one request, whatever it asks. Called by the pages' thread, without any lock.</summary>
    /// <param name="request">A whole request.</param>
    /// <param name="page">Receives the whole response.</param>
    public abstract void Answer(PageRequest request, PageWriter page);
}
