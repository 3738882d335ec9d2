using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PipelineDsl;

/// <summary>What the scanner makes of a line.</summary>
internal enum JsonLine
{
    /// <summary>The scanner is not sure: the line must be read carefully, and what was set forgotten.</summary>
    Surprise,

    /// <summary>The line has nothing but white space.</summary>
    Blank,

    /// <summary>The line is an object; its needed fields are set.</summary>
    Complete,
}

/// <summary>Finds the needed members of the object on a line, in one pass, with no exceptions and no allocation.</summary>
/// <remarks>
/// It accepts only what <see cref="System.Text.Json.Utf8JsonReader"/> accepts, with the same values, and leaves the rest (broken lines, escaped names, unpaired
/// surrogates) to <see cref="CarefulJsonLine"/>. There are no bounds checks: a <c>\n</c> stands behind every line (<see cref="RecordInput"/> sees to it),
/// a line holds none, and nothing here takes a <c>\n</c> for a part of what it looks for. A null pointer is a surprise.
/// </remarks>
/// <typeparam name="TKernel">The loops over strings.</typeparam>
internal static unsafe class JsonLineScanner<TKernel>
    where TKernel : struct, IJsonStringKernel
{
    /// <summary>How many containers may be open at once, the root included.</summary>
    private const int MaxDepth = 64;

    /// <summary>Reads one line.</summary>
    /// <param name="p">The line.</param>
    /// <param name="end">The end of what is in memory, behind or at the line's end; a <c>\n</c> stands there.</param>
    /// <param name="record">Takes the fields.</param>
    /// <param name="stop">The <c>\n</c> that ends the line, unless it is a surprise.</param>
    public static JsonLine Scan(byte* p, byte* end, Record record, out byte* stop)
    {
        p = stop = SkipSpace(p);
        if (*p == '\n')
        {
            return JsonLine.Blank;
        }

        if (*p != '{')
        {
            return JsonLine.Surprise;
        }

        p = SkipSpace(p + 1);
        if (*p == '}')
        {
            p++;
        }
        else if ((p = ReadMembers(p, end, record)) is null)
        {
            return JsonLine.Surprise;
        }

        stop = SkipSpace(p);
        return *stop == '\n' ? JsonLine.Complete : JsonLine.Surprise;
    }

    private static byte* ReadMembers(byte* p, byte* end, Record record)
    {
        while (true)
        {
            byte* name = p + 1;
            byte* nameEnd;
            if (*p != '"' || (nameEnd = FindPlainEnd(name)) is null)
            {
                return null;
            }

            int slot = record.Find(new ReadOnlySpan<byte>(name, (int)(nameEnd - name)));
            p = SkipSpace(nameEnd + 1);
            if (*p != ':')
            {
                return null;
            }

            p = SkipSpace(p + 1);
            p = slot < 0 ? SkipValue(p) : ReadValue(p, end, slot, record);
            if (p is null)
            {
                return null;
            }

            p = SkipSpace(p);
            if (*p == '}')
            {
                return p + 1;
            }

            if (*p != ',')
            {
                return null;
            }

            p = SkipSpace(p + 1);
        }
    }

    /// <summary>The closing quote of a string without escapes, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* FindPlainEnd(byte* p)
    {
        while (true)
        {
            Vector128<byte> v = Vector128.Load(p);
            uint special = (Vector128.Equals(v, Vector128.Create((byte)'"'))
                | Vector128.Equals(v, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(v, Vector128.Create((byte)0x20))).ExtractMostSignificantBits();
            if (special != 0)
            {
                p += uint.TrailingZeroCount(special);
                return *p == '"' ? p : null;
            }

            p += Vector128<byte>.Count;
        }
    }

    /// <summary>Passes over JSON's white space but <c>\n</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* SkipSpace(byte* p)
    {
        while (*p is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            p++;
        }

        return p;
    }

    private static byte* ReadValue(byte* p, byte* end, int slot, Record record)
    {
        switch (*p)
        {
            case (byte)'"':
                return ReadString(p + 1, end, slot, record);
            case (byte)'{':
                record.SetWrongType(slot, "an object");
                return SkipContainer(p);
            case (byte)'[':
                record.SetWrongType(slot, "an array");
                return SkipContainer(p);
            case (byte)'t':
                record.SetBoolean(slot, true);
                return SkipLiteral(p);
            case (byte)'f':
                record.SetBoolean(slot, false);
                return SkipLiteral(p);
            case (byte)'n':
                record.SetNull(slot);
                return SkipLiteral(p);
            default:
                byte* after = SkipNumber(p);
                return after is not null && JsonNumber.TrySet(new ReadOnlySpan<byte>(p, (int)(after - p)), slot, record) ? after : null;
        }
    }

    private static byte* ReadString(byte* p, byte* end, int slot, Record record)
    {
        if (record.Kind(slot) != FieldKind.Utf8)
        {
            record.SetWrongType(slot, "a string");
            return TKernel.Skip(p);
        }

        // The room is in pinned memory; a string that runs past the line's end is a surprise, so what is in memory is room enough.
        int room = (int)(end - p);
        if (room < 0)
        {
            return null;
        }

        byte* target = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(record.Reserve(room)));
        byte* written = target;
        byte* after = TKernel.Unescape(p, ref written, out bool isUtf8);
        if (after is not null)
        {
            record.Commit(slot, (int)(written - target), isUtf8);
        }

        return after;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* SkipValue(byte* p) => *p switch
    {
        (byte)'"' => TKernel.Skip(p + 1),
        (byte)'{' or (byte)'[' => SkipContainer(p),
        (byte)'t' or (byte)'f' or (byte)'n' => SkipLiteral(p),
        _ => SkipNumber(p),
    };

    /// <summary>Passes over an array or object with everything in it, checking it.</summary>
    private static byte* SkipContainer(byte* p)
    {
        ulong objects = 0; // one bit for each open container, the innermost lowest: whether it is an object
        int depth = 1; // the root is open

    open:
        bool isObject = *p == '{';
        if (depth == MaxDepth)
        {
            return null;
        }

        depth++;
        objects = (objects << 1) | (isObject ? 1UL : 0);
        p = SkipSpace(p + 1);
        if (*p == (isObject ? '}' : ']'))
        {
            goto close;
        }

    item:
        if (isObject)
        {
            if (*p != '"' || (p = TKernel.Skip(p + 1)) is null || *(p = SkipSpace(p)) != ':')
            {
                return null;
            }

            p = SkipSpace(p + 1);
        }

        if (*p is (byte)'{' or (byte)'[')
        {
            goto open;
        }

        p = SkipScalar(p);
        if (p is null)
        {
            return null;
        }

    next:
        p = SkipSpace(p);
        if (*p == ',')
        {
            p = SkipSpace(p + 1);
            goto item;
        }

        if (*p != (isObject ? '}' : ']'))
        {
            return null;
        }

    close:
        p++;
        depth--;
        objects >>= 1;
        isObject = (objects & 1) != 0;
        if (depth > 1)
        {
            goto next;
        }

        return p;
    }

    private static byte* SkipScalar(byte* p) => *p switch
    {
        (byte)'"' => TKernel.Skip(p + 1),
        (byte)'t' or (byte)'f' or (byte)'n' => SkipLiteral(p),
        _ => SkipNumber(p),
    };

    private static byte* SkipLiteral(byte* p)
    {
        if (new ReadOnlySpan<byte>(p, 4).SequenceEqual("true"u8) || new ReadOnlySpan<byte>(p, 4).SequenceEqual("null"u8))
        {
            return p + 4;
        }

        return new ReadOnlySpan<byte>(p, 5).SequenceEqual("false"u8) ? p + 5 : null;
    }

    /// <summary>Passes over a number: <c>-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?</c>.</summary>
    private static byte* SkipNumber(byte* p)
    {
        if (*p == '-')
        {
            p++;
        }

        if (*p == '0')
        {
            p++;
        }
        else if ((p = SkipDigits(p)) is null)
        {
            return null;
        }

        if (*p == '.' && (p = SkipDigits(p + 1)) is null)
        {
            return null;
        }

        if (*p is (byte)'e' or (byte)'E')
        {
            p++;
            if (*p is (byte)'+' or (byte)'-')
            {
                p++;
            }

            p = SkipDigits(p);
        }

        return p;
    }

    /// <summary>Passes over one digit or more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* SkipDigits(byte* p)
    {
        byte* begin = p;
        while ((uint)(*p - '0') <= 9)
        {
            p++;
        }

        return p == begin ? null : p;
    }
}
