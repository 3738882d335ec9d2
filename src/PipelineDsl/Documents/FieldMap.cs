using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    /// <summary>A string, held as UTF-8.</summary>
    Utf8,

    /// <summary>An integer of 64 bits.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A truth value.</summary>
    Boolean,
}

/// <summary>A field that some step names.</summary>
/// <param name="Name">The field's name in the records.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Optional">Whether a record may lack it.</param>
public sealed record FieldInfo(string Name, FieldKind Kind, bool Optional);

/// <summary>
/// The fields of one source that some step names, each with its slot. The generator emits one per source, with <see cref="Find"/> written out for the
/// names; slot <see cref="TextSlot"/> is the text.
/// </summary>
public abstract class FieldMap
{
    /// <summary>The slot of the text, always a required <see cref="FieldKind.Utf8"/>.</summary>
    public const int TextSlot = 0;

    private readonly FieldInfo[] _fields;

    /// <summary>Creates a map; slot i is field i.</summary>
    /// <param name="idSlot">The slot of the document's id, or -1.</param>
    /// <param name="fields">The fields; the first is the text.</param>
    protected FieldMap(int idSlot, params FieldInfo[] fields)
    {
        IdSlot = idSlot;
        _fields = fields;
    }

    /// <summary>The slot of the document's id, or -1.</summary>
    public int IdSlot { get; }

    /// <summary>The fields by slot.</summary>
    public IReadOnlyList<FieldInfo> Fields => _fields;

    /// <summary>The slot of a field.</summary>
    /// <param name="name">The field's name, UTF-8.</param>
    /// <returns>Its slot, or -1 if no step names it.</returns>
    public abstract int Find(ReadOnlySpan<byte> name);
}
