// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>A service's values were written. Called under <see cref="StackLock.Root"/>: be quick, do not wait, do not throw.</summary>
/// <param name="service">The service.</param>
public delegate void ServiceWritten(Service service);
