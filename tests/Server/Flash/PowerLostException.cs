// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Server.Tests;

/// <summary>The power is gone: whatever the accessory was doing ends here.</summary>
internal sealed class PowerLostException : Exception;
