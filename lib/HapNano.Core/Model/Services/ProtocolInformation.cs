// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Model;

/// <summary>The version of the protocol, on accessory 1 only. Added by the database.</summary>
public sealed class ProtocolInformation : Service
{
    /// <summary>Apple's number.</summary>
    internal const int AppleType = 0xA2;

    /// <summary>Makes the service.</summary>
    internal ProtocolInformation()
        : base(AppleType)
    {
        Version = new StringCharacteristic(InformationDefinitions.Version, "1.1.0");
        Add(Version);
    }

    /// <summary>1.1.0. (TXT <c>pv</c> says 1.1.)</summary>
    public StringCharacteristic Version { get; }
}
