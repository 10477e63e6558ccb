// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Codec;
using HapNano.Model;

namespace HapNano.Tests.Fakes;

/// <summary>A number that is written only with the right authorization data.</summary>
internal sealed class GuardedCharacteristic : Characteristic
{
    private long _value;

    /// <summary>Makes one that takes the data <c>key</c>.</summary>
    internal GuardedCharacteristic(CharacteristicDefinition definition)
        : base(definition)
    {
    }

    /// <summary>Authorization data of the last write, as text; null without.</summary>
    internal string LastData { get; private set; }

    /// <summary>True: the product's question throws.</summary>
    internal bool IsThrowing { get; set; }

    /// <inheritdoc/>
    protected internal override bool IsAuthorized(byte[] data, int offset, int count)
    {
        if (IsThrowing)
        {
            throw new System.InvalidOperationException();
        }

        LastData = data == null ? null : Hex.Text(data, offset, count);
        return LastData == "6b6579";
    }

    /// <inheritdoc/>
    internal override bool IsValid(JsonReader value)
    {
        return value.TryGetSigned(out _);
    }

    /// <inheritdoc/>
    internal override HapStatus Write(JsonReader value, out bool isCorrected)
    {
        isCorrected = false;
        return value.TryGetSigned(out _value) ? HapStatus.Success : HapStatus.InvalidValue;
    }

    /// <inheritdoc/>
    internal override void WriteValue(JsonWriter writer, ValueSnapshot snapshot)
    {
        writer.Signed(snapshot == null ? _value : snapshot.Number);
    }

    /// <inheritdoc/>
    internal override void Capture(ValueSnapshot snapshot)
    {
        snapshot.Number = _value;
    }

    /// <inheritdoc/>
    internal override void Restore(JsonReader value)
    {
    }
}
