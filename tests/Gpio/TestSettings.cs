// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using Microsoft.VisualStudio.TestTools.UnitTesting;

// One board for the process: each test takes pins that no other test takes, one after the other.
[assembly: DoNotParallelize]
