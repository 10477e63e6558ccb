// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Pairing;

namespace HapNano.Tests.Fakes;

/// <summary>Writes down what the pairing table announces.</summary>
internal sealed class FakePairingListener : IPairingListener
{
    /// <summary>Calls in order, such as <c>paired, removed 17, unpaired, </c>.</summary>
    internal string Log { get; private set; } = string.Empty;

    /// <inheritdoc/>
    public void PairedChanged(bool isPaired)
    {
        Log += isPaired ? "paired, " : "unpaired, ";
    }

    /// <inheritdoc/>
    public void PairingRemoved(int pairing)
    {
        Log += "removed " + pairing.ToString() + ", ";
    }
}
