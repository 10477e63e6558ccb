// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Boards.Virtual;

/// <summary>The command line makes no sense; the message is one line that says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
