// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;

namespace HapNano.Fuzz;

/// <summary>Changes scripts where it matters: operations come, go and change places, and what they carry is changed before it is sealed.</summary>
internal static class ScriptMutator
{
    private const int MaxPayload = 1500;

    /// <summary>One to three changes.</summary>
    /// <param name="input">Stays as it is.</param>
    /// <param name="other">Where operations may be taken from.</param>
    /// <param name="words">Words worth putting into payloads.</param>
    /// <param name="random">Decides.</param>
    internal static byte[] Mutate(byte[] input, byte[] other, byte[][] words, Randomness random)
    {
        Script script = Script.Parse(input);
        List<Operation> donor = Script.Parse(other).Operations;
        int changes = 1 + random.Below(3);
        for (int i = 0; i < changes; i++)
        {
            MutateOnce(script, donor, words, random);
        }

        return script.ToBytes();
    }

    private static void MutateOnce(Script script, List<Operation> donor, byte[][] words, Randomness random)
    {
        List<Operation> operations = script.Operations;
        int at = random.Below(operations.Count + 1);
        bool isThere = at < operations.Count;
        switch (random.Below(12))
        {
            case 0:
                operations.Insert(at, NewOperation(words, random));
                break;
            case 1 when isThere:
                operations.RemoveAt(at);
                break;
            case 2 when isThere:
                operations.Insert(random.Below(operations.Count), operations[at]);
                break;
            case 3 when isThere:
                Swap(operations, at, random.Below(operations.Count));
                break;
            case 4 when donor.Count > 0:
                int from = random.Below(donor.Count);
                operations.InsertRange(at, donor.GetRange(from, 1 + random.Below(donor.Count - from)));
                break;
            case 5 when isThere:
                operations[at] = operations[at] with { Peer = random.Below(8) };
                break;
            case 6 when isThere:
                operations[at] = operations[at] with { Variant = random.Below(32) };
                break;
            case 7 when random.OneIn(8):
                script.Flags ^= (byte)(1 << random.Below(2));
                break;
            default:
                MutatePayload(operations, at, donor, words, random);
                break;
        }
    }

    private static void MutatePayload(List<Operation> operations, int at, List<Operation> donor, byte[][] words, Randomness random)
    {
        if (at < operations.Count)
        {
            byte[] other = donor.Count > 0 ? donor[random.Below(donor.Count)].Payload : [];
            byte[] payload = operations[at].Payload;
            bool isJson = payload.AsSpan().Contains((byte)'{') && random.OneIn(2);
            operations[at] = operations[at] with
            {
                Payload = isJson ? JsonMutator.Mutate(payload, random) : ByteMutator.Mutate(payload, other, words, MaxPayload, random),
            };
        }
    }

    private static Operation NewOperation(byte[][] words, Randomness random)
    {
        var code = (OperationCode)random.Below((int)OperationCode.Reboot + 1);
        return new Operation(code, random.Below(8), random.Below(32), random.OneIn(3) ? [] : random.Pick(words));
    }

    private static void Swap(List<Operation> operations, int one, int other) => (operations[one], operations[other]) = (operations[other], operations[one]);
}
