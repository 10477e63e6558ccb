// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// The stack has one lock for the process: simulations run one after the other.
[assembly: DoNotParallelize]
