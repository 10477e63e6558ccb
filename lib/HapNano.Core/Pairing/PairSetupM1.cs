// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Pairing;

/// <summary>What an M1 of Pair Setup says: its method and its flags.</summary>
internal static class PairSetupM1
{
    private const int MaxFlagsBytes = 4;
    private const byte TransientFlag = 0x10;     // bit 4, in byte 0
    private const byte SplitFlag = 0x01;         // bit 24, in byte 3

    /// <summary>True when the message can be answered with M2.</summary>
    /// <remarks>Method 1 asks for Apple's chip. npm hap-controller asks for it by default and goes on without; who insists stops at M4 by itself.</remarks>
    internal static bool IsWellFormed(PairingMessage message)
    {
        return message.TryGetByte(TlvType.Method, out byte method)
            && (method == PairingMethod.PairSetup || method == PairingMethod.PairSetupWithAuth)
            && message.Length(TlvType.Flags) <= MaxFlagsBytes;
    }

    /// <summary>HAP Pair Setup flags: Split without Transient wants the verifier of an earlier transient setup, which we never have. All other
    /// flags are passed over and a normal setup is done.</summary>
    internal static bool IsSplitAlone(PairingMessage message, byte[] body)
    {
        int offset = message.Offset(TlvType.Flags);
        return message.Length(TlvType.Flags) == MaxFlagsBytes
            && (body[offset + 3] & SplitFlag) != 0
            && (body[offset] & TransientFlag) == 0;
    }
}
