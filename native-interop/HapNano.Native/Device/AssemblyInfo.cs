// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection;

// Must equal the version in the native table of the image; it changes with the signatures of HapCryptoNative and HapRadioNative.
[assembly: AssemblyNativeVersion("1.1.0.0")]
