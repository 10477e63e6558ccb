// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace HapNano.Cost.Tests;

/// <summary>Makes an assembly count what it would cost: at the start of each basic block the cost of the whole block is added to its method's.</summary>
internal sealed class Weaver
{
    private readonly List<string> _methods;

    /// <param name="methods">Receives the name of each counted method; its place is the method's number.</param>
    public Weaver(List<string> methods) => _methods = methods;

    /// <summary>Weaves an assembly.</summary>
    /// <param name="module">Changed in place; calls <see cref="Counter"/> from now on.</param>
    public void Weave(ModuleDefinition module)
    {
        var hooks = new Hooks(module);
        foreach (MethodDefinition method in module.GetAllTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            _methods.Add($"{method.DeclaringType.FullName}.{method.Name}");
            Weave(method.Body, _methods.Count - 1, hooks);
        }
    }

    private static void Weave(MethodBody body, int number, Hooks hooks)
    {
        int locals = UnitWeights.OfLocals(body);
        body.SimplifyMacros();
        Instruction[] instructions = [.. body.Instructions];
        HashSet<Instruction> starts = BlockStarts(body);
        for (int start = 0; start < instructions.Length;)
        {
            int end = start + 1;
            while (end < instructions.Length && !starts.Contains(instructions[end]))
            {
                end++;
            }

            int cost = instructions[start..end].Sum(UnitWeights.Of) + (start == 0 ? locals : 0);
            foreach (Instruction instruction in instructions[start..end])
            {
                hooks.Redirect(body, instruction, number);
            }

            hooks.InsertBlock(body, instructions[start], number, cost, isEntry: start == 0);
            start = end;
        }

        foreach (Instruction instruction in body.Instructions.Where(instruction => instruction.OpCode.Code == Code.Ret).ToArray())
        {
            hooks.InsertExit(body, instruction, number);
        }

        body.OptimizeMacros();
    }

    private static HashSet<Instruction> BlockStarts(MethodBody body)
    {
        var starts = new HashSet<Instruction>();
        foreach (Instruction instruction in body.Instructions)
        {
            switch (instruction.Operand)
            {
                case Instruction target:
                    starts.Add(target);
                    break;
                case Instruction[] targets:
                    starts.UnionWith(targets);
                    break;
            }

            if (instruction.Next != null && instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
            {
                starts.Add(instruction.Next!);
            }
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            starts.UnionWith(new[] { handler.TryStart, handler.HandlerStart, handler.FilterStart, handler.TryEnd, handler.HandlerEnd }.OfType<Instruction>());
        }

        return starts;
    }

    /// <summary>The counter's methods as one module names them.</summary>
    private sealed class Hooks(ModuleDefinition module)
    {
        private readonly MethodReference _enter = Find(module, nameof(Counter.Enter));
        private readonly MethodReference _exit = Find(module, nameof(Counter.Exit));
        private readonly MethodReference _add = Find(module, nameof(Counter.Add));
        private readonly MethodReference _allocate = Find(module, nameof(Counter.Allocate));
        private readonly MethodReference _indexOf = Find(module, nameof(Counter.IndexOf));

        private static MethodReference Find(ModuleDefinition module, string name) => module.ImportReference(typeof(Counter).GetMethod(name)!);

        /// <summary>Counts allocations; what native code does byte by byte is counted by who calls it.</summary>
        public void Redirect(MethodBody body, Instruction instruction, int number)
        {
            if (instruction.OpCode.Code is Code.Newobj or Code.Newarr or Code.Box)
            {
                ILProcessor processor = body.GetILProcessor();
                processor.InsertAfter(instruction, processor.Create(OpCodes.Call, _allocate));
                processor.InsertAfter(instruction, processor.Create(OpCodes.Ldc_I4, number));
            }
            else if (instruction.Operand is MethodReference { DeclaringType.FullName: "System.Array", Name: nameof(Array.IndexOf), Parameters.Count: 4 } method
                && !method.IsGenericInstance)
            {
                instruction.Operand = _indexOf;
            }
        }

        // Branches name the return itself, so that one becomes the counting too.
        public void InsertExit(MethodBody body, Instruction ret, int number)
        {
            ILProcessor processor = body.GetILProcessor();
            processor.InsertAfter(ret, processor.Create(OpCodes.Ret));
            processor.InsertAfter(ret, processor.Create(OpCodes.Call, _exit));
            ret.OpCode = OpCodes.Ldc_I4;
            ret.Operand = number;
        }

        // Branches and handlers name the block's first instruction, so that one becomes the counting and a copy of it follows.
        public void InsertBlock(MethodBody body, Instruction first, int number, int cost, bool isEntry)
        {
            ILProcessor processor = body.GetILProcessor();
            Instruction copy = processor.Create(OpCodes.Nop);
            copy.OpCode = first.OpCode;
            copy.Operand = first.Operand;
            processor.InsertAfter(first, copy);
            processor.InsertAfter(first, processor.Create(OpCodes.Call, _add));
            processor.InsertAfter(first, processor.Create(OpCodes.Ldc_I4, cost));
            if (isEntry)
            {
                processor.InsertAfter(first, processor.Create(OpCodes.Ldc_I4, number));
                processor.InsertAfter(first, processor.Create(OpCodes.Call, _enter));
            }

            first.OpCode = OpCodes.Ldc_I4;
            first.Operand = number;
        }
    }
}
