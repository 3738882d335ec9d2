using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Writes each document as one JSON object a line (RFC 8259, UTF-8): the id if the source has one, the text as it is in the end, further fields.</summary>
/// <remarks>
/// Strings are escaped only where JSON asks for it, so every other character stands as itself. A field that a record lacks is left out. Members keep the
/// names that the first source gives them.
/// </remarks>
[Writer]
public sealed class JsonLinesFile : OutputWriter
{
    private readonly (int Slot, FieldKind Kind, byte[] Name)[] _members;

    private JsonLinesFile(string file, IEnumerable<(int Slot, FieldInfo Field)> members)
    {
        FileName = file;
        _members = [.. members.Select(static m => (m.Slot, m.Field.Kind, Name(m.Field.Name)))];
    }

    /// <inheritdoc/>
    public override string FileName { get; }

    /// <summary>Opens the file.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="file">The file's name, relative to the output folder.</param>
    /// <param name="fields">The further fields, separated by commas, or null.</param>
    [Open]
    public static OutputWriter Open(OutputContext context, string file, string? fields = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(file);
        IEnumerable<int> further = (fields ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Enumerable.Range(0, context.Fields.Count).First(slot => context.Fields[slot].Name == name));
        IEnumerable<int> slots = context.IdSlot < 0 ? [FieldMap.TextSlot] : [context.IdSlot, FieldMap.TextSlot];
        return new JsonLinesFile(file, slots.Concat(further).Distinct().Select(slot => (slot, context.Fields[slot])));
    }

    /// <inheritdoc/>
    public override void Write(Document document, TextBuffer output)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(output);
        output.Append((byte)'{');
        bool any = false;
        foreach ((int slot, FieldKind kind, byte[] name) in _members)
        {
            if (document.Has(slot))
            {
                // A name begins with the comma before it, which the first member that is written does without.
                output.Append(any ? name : name.AsSpan(1));
                AppendValue(document, slot, kind, output);
                any = true;
            }
        }

        output.Append("}\n"u8);
    }

    private static byte[] Name(string name)
    {
        TextBuffer text = new();
        text.Append((byte)',');
        JsonString.Append(Encoding.UTF8.GetBytes(name), text);
        text.Append((byte)':');
        return text.Bytes.ToArray();
    }

    private static void AppendValue(Document document, int slot, FieldKind kind, TextBuffer output)
    {
        switch (kind)
        {
            case FieldKind.Utf8:
                JsonString.Append(slot == FieldMap.TextSlot ? document.Text.Bytes : document.Utf8(slot), output);
                break;
            case FieldKind.Boolean:
                output.Append(document.Boolean(slot) ? "true"u8 : "false"u8);
                break;
            default:
                AppendNumber(document, slot, kind, output);
                break;
        }
    }

    private static void AppendNumber(Document document, int slot, FieldKind kind, TextBuffer output)
    {
        Span<byte> room = output.Reserve(32); // the longest double in its shortest round-trip form has 24 characters
        int length;
        _ = kind == FieldKind.Integer
            ? Utf8Formatter.TryFormat(document.Integer(slot), room, out length)
            : Utf8Formatter.TryFormat(document.Number(slot), room, out length);
        output.Advance(length);
    }
}
