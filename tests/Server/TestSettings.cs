// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using Microsoft.VisualStudio.TestTools.UnitTesting;

// The stack has one lock for the process and the board one set of settings: tests of this assembly run one after the other.
[assembly: DoNotParallelize]
