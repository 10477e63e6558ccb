// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Generic;
using HapNano.Codec;
using HapNano.Pairing;
using HapNano.Tests.Fakes;
using static HapNano.Fuzz.PropertyException;

namespace HapNano.Fuzz;

/// <summary>TLV8 items, and the pairing messages made of them.</summary>
internal sealed class Tlv8Target : FuzzTarget
{
    /// <inheritdoc/>
    internal override string Name => "tlv8";

    /// <inheritdoc/>
    protected override byte[][] Words =>
    [
        [0, 1, 0], [6, 1, 1], [6, 1, 3], [6, 1, 5], [0xFF, 0], [3, 255], [5, 255], [1, 36], [0x13, 4, 0, 0, 0, 1], [3, 0], [0x0B, 1, 1],
        TestController.Item(3, new byte[384]), TestController.Item(5, new byte[255]), TestController.Item(4, new byte[64]),
    ];

    /// <inheritdoc/>
    internal override IEnumerable<byte[]> Seeds()
    {
        yield return TestController.SetupM1();
        yield return [.. TestController.Item(6, 3), .. TestController.Item(3, new byte[384]), .. TestController.Item(4, new byte[64])];
        yield return [.. TestController.Item(1, new byte[36]), 0xFF, 0, .. TestController.Item(1, new byte[36])];
    }

    /// <inheritdoc/>
    internal override void Run(byte[] input)
    {
        ReadItems(input);
        ReadMessage(input);
    }

    // The items together are never more than what was read, each lies inside, and joining fragments touches nothing outside.
    private static void ReadItems(byte[] input)
    {
        var body = new Guarded(input);
        var reader = new Tlv8Reader();
        reader.Reset(body.Buffer, body.Offset, input.Length);
        int total = 0;
        ParseStatus status = reader.Next();
        while (status == ParseStatus.Done)
        {
            Require(reader.ValueOffset >= body.Offset && reader.ValueLength >= 0 && reader.ValueOffset + reader.ValueLength <= body.Offset + input.Length, "an item outside");
            total += 2 + reader.ValueLength;
            Require(total <= input.Length, "more items than bytes");
            bool isNumber = reader.TryGetInteger(out uint number);
            Require(isNumber == (reader.ValueLength is >= 1 and <= 4) && (isNumber || number == 0), "a number");
            status = reader.Next();
        }

        Require(status is ParseStatus.NeedMore or ParseStatus.Malformed && reader.Next() == status, "the end is not the end");
        body.Check();
    }

    private static void ReadMessage(byte[] input)
    {
        var body = new Guarded(input);
        var message = new PairingMessage();
        bool isRead = message.TryRead(body.Buffer, body.Offset, input.Length);
        for (int type = 0; type <= TlvType.Flags; type++)
        {
            int length = message.Length((byte)type);
            Require(message.Has((byte)type) == (length >= 0), "an item that is there has a length");
            bool isInside = length < 0 || (message.Offset((byte)type) >= body.Offset && message.Offset((byte)type) + length <= body.Offset + input.Length);
            Require(!isRead || isInside, "an item outside");
            message.TryGetByte((byte)type, out _);
        }

        body.Check();
    }
}
