using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Generator;

/// <summary>Gives each field that some step names its slot: the text first, then the id, then the others in the order in which they are named.</summary>
internal sealed class FieldTable
{
    private readonly List<FieldSpec> _fields = [];

    public FieldTable(string text, string? id)
    {
        _fields.Add(new FieldSpec(text, FieldType.Utf8, Optional: false));
        IdSlot = -1;
        if (id is not null && id != text)
        {
            _fields.Add(new FieldSpec(id, FieldType.Utf8, Optional: false));
            IdSlot = 1;
        }
    }

    public IReadOnlyList<FieldSpec> Fields => _fields;

    public int IdSlot { get; }

    /// <summary>Adds all fields; false, and the second of the two, if one is named with two types.</summary>
    public bool TryAddAll(IEnumerable<ArgumentSpec> arguments, IEnumerable<string> carried, out ArgumentSpec? clash)
    {
        clash = null;
        foreach (ArgumentSpec argument in arguments.Where(static a => a.Kind == ArgumentKind.Field))
        {
            int slot = _fields.FindIndex(f => f.Name == argument.Value);
            if (slot < 0)
            {
                _fields.Add(new FieldSpec(argument.Value, argument.FieldType, argument.Optional));
            }
            else if (_fields[slot].Type != argument.FieldType)
            {
                clash = argument;
                return false;
            }
            else if (!argument.Optional)
            {
                _fields[slot] = _fields[slot] with { Optional = false };
            }
        }

        foreach (string name in carried)
        {
            if (!_fields.Exists(f => f.Name == name))
            {
                _fields.Add(new FieldSpec(name, FieldType.Utf8, Optional: true));
            }
        }

        return true;
    }
}
