// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards.Virtual;

/// <summary>The board cannot be set up; the message is one line that says why.</summary>
internal sealed class BoardFault(string message) : Exception(message);
