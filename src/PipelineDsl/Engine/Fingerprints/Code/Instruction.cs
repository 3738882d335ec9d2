using System;
using System.Collections.Generic;
using System.Reflection.Metadata;

namespace PipelineDsl.Engine;

/// <summary>What follows an opcode.</summary>
internal enum OperandKind
{
    None,
    Value,
    Token,
    Branch,
    Switch,
}

/// <summary>One instruction of a method's body.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Code">The opcode.</param>
/// <param name="Operand">Where its operand begins.</param>
/// <param name="End">Where the next one begins.</param>
/// <param name="Kind">What the operand is.</param>
internal readonly record struct Instruction(int Offset, ILOpCode Code, int Operand, int End, OperandKind Kind)
{
    /// <summary>Reads the instructions of a body (ECMA-335, III).</summary>
    /// <exception cref="BadImageFormatException">It is no valid body.</exception>
    public static List<Instruction> Read(ReadOnlySpan<byte> code)
    {
        List<Instruction> instructions = [];
        for (int i = 0; i < code.Length;)
        {
            int offset = i;
            int value = code[i++];
            ILOpCode opcode = (ILOpCode)(value == 0xFE ? 0xFE00 | code[i++] : value);
            (OperandKind kind, int size) = Operands(opcode);
            if (kind == OperandKind.Switch)
            {
                size = 4 + 4 * BitConverter.ToInt32(code.Slice(i, 4));
            }

            if (size < 0 || size > code.Length - i)
            {
                throw new BadImageFormatException("a method's body ends within an instruction");
            }

            instructions.Add(new Instruction(offset, opcode, i, i + size, kind));
            i += size;
        }

        return instructions;
    }

    /// <summary>The offsets that the instruction may jump to.</summary>
    public IEnumerable<int> Targets(byte[] code)
    {
        switch (Kind)
        {
            case OperandKind.Branch:
                yield return End + (End - Operand == 1 ? (sbyte)code[Operand] : BitConverter.ToInt32(code, Operand));
                break;
            case OperandKind.Switch:
                for (int at = Operand + 4; at < End; at += 4)
                {
                    yield return End + BitConverter.ToInt32(code, at);
                }

                break;
        }
    }

    private static (OperandKind Kind, int Size) Operands(ILOpCode code) => code switch
    {
        ILOpCode.Switch => (OperandKind.Switch, 0),
        >= ILOpCode.Br_s and <= ILOpCode.Blt_un_s or ILOpCode.Leave_s => (OperandKind.Branch, 1),
        >= ILOpCode.Br and <= ILOpCode.Blt_un or ILOpCode.Leave => (OperandKind.Branch, 4),
        >= ILOpCode.Ldarg_s and <= ILOpCode.Stloc_s or ILOpCode.Ldc_i4_s or ILOpCode.Unaligned or (ILOpCode)0xFE19 => (OperandKind.Value, 1),
        >= ILOpCode.Ldarg and <= ILOpCode.Stloc => (OperandKind.Value, 2),
        ILOpCode.Ldc_i4 or ILOpCode.Ldc_r4 => (OperandKind.Value, 4),
        ILOpCode.Ldc_i8 or ILOpCode.Ldc_r8 => (OperandKind.Value, 8),
        ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Calli or >= ILOpCode.Callvirt and <= ILOpCode.Isinst or ILOpCode.Unbox or >= ILOpCode.Ldfld and <= ILOpCode.Stobj
            or ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldelema or ILOpCode.Ldelem or ILOpCode.Stelem or ILOpCode.Unbox_any or ILOpCode.Refanyval or ILOpCode.Mkrefany
            or ILOpCode.Ldtoken or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Initobj or ILOpCode.Constrained or ILOpCode.Sizeof => (OperandKind.Token, 4),
        _ => (OperandKind.None, 0),
    };
}
