// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace HapNano.Fuzz;

/// <summary>Writes a copy of an assembly in which every basic block reports to <see cref="Coverage"/>, and plants a bug if it is told to.</summary>
internal static class Instrumenter
{
    // Spreads consecutive numbers over the map (Knuth's multiplicative hash).
    private const uint Spread = 2654435761;
    private const int SpreadShift = 15;

    /// <summary>Instruments an assembly.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="plant">A bug for this run; null for none.</param>
    /// <returns>The copy.</returns>
    internal static MemoryStream Instrument(string path, Plant? plant)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(path);
        MethodReference hit = module.ImportReference(typeof(Coverage).GetMethod(nameof(Coverage.Hit)));

        // A build for debugging asks for slow code, and counters are enough of that.
        CustomAttribute? debuggable = module.Assembly.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.Name == nameof(DebuggableAttribute));
        module.Assembly.CustomAttributes.Remove(debuggable);
        uint block = 0;
        foreach (TypeDefinition type in module.GetTypes())
        {
            foreach (MethodDefinition method in type.Methods)
            {
                if (method.HasBody)
                {
                    plant?.Apply(method);
                    Instrument(method.Body, hit, ref block);
                }
            }
        }

        var copy = new MemoryStream();
        module.Write(copy);
        copy.Position = 0;
        return copy;
    }

    private static void Instrument(MethodBody body, MethodReference hit, ref uint block)
    {
        body.SimplifyMacros();
        ILProcessor il = body.GetILProcessor();
        foreach (Instruction leader in Leaders(body))
        {
            // The leader itself becomes the load, so that all that jumps to it needs no change, and a copy of it follows.
            Instruction copy = Instruction.Create(OpCodes.Nop);
            copy.OpCode = leader.OpCode;
            copy.Operand = leader.Operand;
            leader.OpCode = OpCodes.Ldc_I4;
            leader.Operand = (int)((++block * Spread) >> SpreadShift);
            Instruction call = Instruction.Create(OpCodes.Call, hit);
            il.InsertAfter(leader, call);
            il.InsertAfter(call, copy);
        }
    }

    private static List<Instruction> Leaders(MethodBody body)
    {
        var leaders = new HashSet<Instruction> { body.Instructions[0] };
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target)
            {
                leaders.Add(target);
            }

            foreach (Instruction other in instruction.Operand as Instruction[] ?? [])
            {
                leaders.Add(other);
            }

            if (instruction.OpCode.FlowControl is FlowControl.Cond_Branch && instruction.Next != null)
            {
                leaders.Add(instruction.Next);
            }
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            leaders.Add(handler.HandlerStart);
        }

        // In the order of the code, so that numbers are the same in every run.
        var ordered = new List<Instruction>();
        foreach (Instruction instruction in body.Instructions)
        {
            if (leaders.Contains(instruction))
            {
                ordered.Add(instruction);
            }
        }

        return ordered;
    }
}
