// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Server;

/// <summary>How far the setup of Wi-Fi is.</summary>
internal enum SetupStage
{
    /// <summary>The page asks for a network.</summary>
    Asking,

    /// <summary>A network was named and is being tried.</summary>
    Trying,

    /// <summary>It was joined and is stored.</summary>
    Done,
}
