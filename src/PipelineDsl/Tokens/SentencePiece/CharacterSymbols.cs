using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>A number for each of many characters.</summary>
internal sealed unsafe class CharacterSymbols
{
    /// <summary>The number of a character that has none.</summary>
    public const int None = -1;

    private const int Direct = 1 << 16;

    private readonly NativeArray<int> _direct = new(Direct);
    private readonly Dictionary<int, int> _others = [];

    /// <summary>Creates a map in which no character has a number.</summary>
    public CharacterSymbols() => _direct.Span.Fill(None);

    /// <summary>The number of a character.</summary>
    public int this[int character]
    {
        get => character < Direct ? _direct.Start[character] : _others.GetValueOrDefault(character, None);
        set
        {
            if (character < Direct)
            {
                _direct.Start[character] = value;
            }
            else
            {
                _others[character] = value;
            }
        }
    }
}
