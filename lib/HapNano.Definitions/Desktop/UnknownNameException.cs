// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Definitions;

/// <summary>A project asks for what cannot be made; the message says why.</summary>
internal sealed class UnknownNameException(string message) : Exception(message);
