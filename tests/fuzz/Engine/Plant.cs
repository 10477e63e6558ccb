// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace HapNano.Fuzz;

/// <summary>A bug that is put into the instrumented copy, never into the product, to see whether the search finds it.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Type">Full name of the type.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Constant">The first load of this number in it is the one that is changed.</param>
/// <param name="Replacement">Into this number.</param>
internal sealed record Plant(string Name, string Type, string Method, int Constant, int Replacement)
{
    /// <summary>All there are.</summary>
    internal static readonly Plant[] All =
    [
        // Frames of any length are taken: one that is longer than the buffer is waited for without an end.
        new("frame-length", "HapNano.Framing.FrameDecoder", "Open", 1024, 70000),

        // Items of any type are kept, in an array for the types that there are.
        new("item-type", "HapNano.Pairing.PairingMessage", "TryKeep", 20, 256),

        // The results of a write with many entries do not fit their array: behind frames, HTTP and JSON.
        new("write-results", "HapNano.Endpoints.WriteEndpoint", "KeepResult", 18, 600),
    ];

    /// <summary>Finds one by its name.</summary>
    internal static Plant? Find(string? name) => name == null ? null : All.Single(plant => plant.Name == name);

    /// <summary>True once the number was found and changed.</summary>
    internal bool IsApplied { get; private set; }

    /// <summary>Changes a method, if it is the one.</summary>
    internal void Apply(MethodDefinition method)
    {
        if (method.DeclaringType.FullName != Type || method.Name != Method)
        {
            return;
        }

        method.Body.SimplifyMacros();
        Instruction load = method.Body.Instructions.First(instruction => instruction.OpCode == OpCodes.Ldc_I4 && (int)instruction.Operand == Constant);
        load.Operand = Replacement;
        IsApplied = true;
    }
}
