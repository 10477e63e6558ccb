// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Server.Tests;

/// <summary>The chip restarted, so what called does not go on.</summary>
internal sealed class RestartException : Exception
{
}
