// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using Mono.Cecil;
using Mono.Cecil.Cil;

namespace HapNano.Cost.Tests;

/// <summary>
/// What each instruction costs the board's interpreter, in hundredths of a unit. A unit is the mean instruction of a loop that sums integers:
/// <c>for (i = 0; i &lt; n; i++) sum += i</c>, eleven instructions.
/// </summary>
/// <remarks>
/// Measured on 2026-11-20 with the interpreter of nanoFramework 1.17 built for a PC (32 bits, -O3): each operation unrolled ten times in a loop, the
/// shortest of forty runs, less the empty loop, divided by the unit. What the operation needs besides (loads, stores) was subtracted at its own cost.
/// Locals and Monitor on 2026-11-21, the same way, at -O2. On a chip the ratios differ somewhat; README has how well the sums agree with whole requests.
/// </remarks>
internal static class UnitWeights
{
    /// <summary>A method of ours, with its frame and its return; each argument on top.</summary>
    public const int Call = 1260;

    /// <summary>The same through the table of virtual methods or through an interface.</summary>
    public const int VirtualCall = 2220;

    private const int DelegateCall = 1760;
    private const int Argument = 30;

    // A native method of the library: stack frame, checks, no interpreter loop.
    private const int NativeCall = 4150;
    private const int IndexOfCall = 5600;
    private const int MonitorCall = 5400;

    // The frame of a method that has locals: each is set up from its signature, at every call. A class and an enum are looked up besides.
    private const int FirstLocal = 530;
    private const int FirstLocalOfInstance = 930;
    private const int EachLocal = 60;
    private const int EachClassLocal = 100;
    private const int EachEnumLocal = 190;

    private const int NewObject = 2300;
    private const int NewArray = 2400;
    private const int Box = 1250;
    private const int TypeCheck = 920;

    private const int Local = 77;
    private const int Field = 360;
    private const int StaticField = 400;
    private const int Element = 345;
    private const int Compare = 400;
    private const int CompareAndBranch = 310;
    private const int BranchOnTruth = 150;
    private const int Arithmetic = 200;
    private const int Bitwise = 90;
    private const int Shift = 130;
    private const int Convert = 220;
    private const int Leave = 3800;

    /// <summary>Cost of one instruction; of a call, all of it but the body of a counted method.</summary>
    public static int Of(Instruction instruction)
    {
        OpCode code = instruction.OpCode;
        switch (code.FlowControl)
        {
            case FlowControl.Call when instruction.Operand is MethodReference method:
                return code.Code == Code.Newobj ? NewObject + (method.Parameters.Count * Argument) : OfCall(code.Code, method);
            case FlowControl.Cond_Branch:
                return code.Code is Code.Brtrue or Code.Brfalse ? BranchOnTruth : code.Code == Code.Switch ? Local : CompareAndBranch;
            case FlowControl.Branch:
                return code.Code == Code.Leave ? Leave : Local;
            default:
                return OfPlain(code.Code);
        }
    }

    /// <summary>Cost of setting up the locals of a method, which comes on top of the call.</summary>
    public static int OfLocals(MethodBody body)
    {
        int first = body.Method.IsStatic ? FirstLocal : FirstLocalOfInstance;
        return body.Variables.Count == 0 ? 0 : first + body.Variables.Sum(local => OfLocal(local.VariableType));
    }

    private static int OfLocal(TypeReference type) =>
        type.IsPrimitive || type.IsArray || type.IsByReference ? EachLocal
        : type.IsValueType ? EachEnumLocal
        : EachClassLocal;

    private static int OfPlain(Code code) => code switch
    {
        Code.Nop => 0,
        Code.Ldfld or Code.Stfld or Code.Ldflda => Field,
        Code.Ldsfld or Code.Stsfld or Code.Ldsflda => StaticField,
        >= Code.Ldelema and <= Code.Stelem_Any => Element,
        Code.Ldlen => 170,
        Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un => Compare,
        Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Div_Un or Code.Rem or Code.Rem_Un or Code.Neg => Arithmetic,
        Code.And or Code.Or or Code.Xor or Code.Not => Bitwise,
        Code.Shl or Code.Shr or Code.Shr_Un => Shift,
        >= Code.Conv_I1 and <= Code.Conv_U8 => Convert,
        Code.Conv_U1 or Code.Conv_U2 or Code.Conv_I or Code.Conv_U => Convert,
        Code.Castclass or Code.Isinst => TypeCheck,
        Code.Box => Box,
        Code.Newarr => NewArray,
        Code.Endfinally => 500,
        _ => Local,
    };

    private static int OfCall(Code code, MethodReference method)
    {
        int arguments = method.Parameters.Count * Argument;
        string owner = method.DeclaringType.FullName;
        if (owner == "System.Threading.Monitor")
        {
            return MonitorCall;
        }

        if (owner == "System.Array" && method.Name == nameof(Array.IndexOf))
        {
            return IndexOfCall;
        }

        if (method.Name == "Invoke" && method.DeclaringType.Resolve() is { BaseType.FullName: "System.MulticastDelegate" })
        {
            return DelegateCall + arguments;
        }

        if (!owner.StartsWith("HapNano.", StringComparison.Ordinal))
        {
            return NativeCall;
        }

        return arguments + (code == Code.Callvirt && method.Resolve() is { IsVirtual: true } ? VirtualCall : Call);
    }
}
