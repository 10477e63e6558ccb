// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Text;

namespace HapNano.Fuzz;

/// <summary>A script as bytes, and its seeds put together. Any bytes are a script.</summary>
/// <remarks>Flags (1), then for each operation: code (1), peer in bits 0..2 and variant above (1), length of the payload (2, little-endian), payload.</remarks>
internal sealed class Script
{
    /// <summary>Flag: the accessory is paired.</summary>
    internal const byte PairedFlag = 1;

    /// <summary>Flag: the output buffers are large.</summary>
    internal const byte RoomyFlag = 2;

    private const int HeadBytes = 4;
    private const int MaxOperations = 48;
    private const int MaxPayload = 3000;

    /// <summary>How the accessory is when the script begins.</summary>
    internal byte Flags { get; set; }

    /// <summary>What happens.</summary>
    internal List<Operation> Operations { get; } = [];

    /// <summary>Reads a script.</summary>
    internal static Script Parse(byte[] input)
    {
        var script = new Script { Flags = input.Length > 0 ? input[0] : (byte)0 };
        int at = 1;
        while (at + HeadBytes <= input.Length && script.Operations.Count < MaxOperations)
        {
            int count = Math.Min(Math.Min(input[at + 2] | (input[at + 3] << 8), MaxPayload), input.Length - at - HeadBytes);
            var code = (OperationCode)(input[at] % (int)(OperationCode.Reboot + 1));
            script.Operations.Add(new Operation(code, input[at + 1] & 7, input[at + 1] >> 3, input[(at + HeadBytes)..(at + HeadBytes + count)]));
            at += HeadBytes + count;
        }

        return script;
    }

    /// <summary>The script as bytes.</summary>
    internal byte[] ToBytes()
    {
        var bytes = new List<byte> { Flags };
        foreach (Operation operation in Operations)
        {
            int count = Math.Min(operation.Payload.Length, MaxPayload);
            bytes.AddRange([(byte)operation.Code, (byte)(operation.Peer | (operation.Variant << 3)), (byte)count, (byte)(count >> 8)]);
            bytes.AddRange(operation.Payload.AsSpan(0, count));
        }

        return [.. bytes];
    }

    /// <summary>Adds an operation.</summary>
    internal Script Add(OperationCode code, int peer = 0, int variant = 0, byte[]? payload = null)
    {
        Operations.Add(new Operation(code, peer, variant, payload ?? []));
        return this;
    }

    /// <summary>Adds an operation with text.</summary>
    internal Script Add(OperationCode code, int peer, int variant, string text) => Add(code, peer, variant, Encoding.Latin1.GetBytes(text));
}
