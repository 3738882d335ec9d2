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

    /// <summary>Gives every character that has a number another one.</summary>
    public void Renumber(int[] numbers)
    {
        foreach (ref int number in _direct.Span)
        {
            number = number == None ? None : numbers[number];
        }

        foreach (int character in _others.Keys)
        {
            _others[character] = numbers[_others[character]];
        }
    }

    /// <summary>All numbers that characters have.</summary>
    public IEnumerable<int> Numbers()
    {
        foreach (int number in _direct.Span.ToArray())
        {
            if (number != None)
            {
                yield return number;
            }
        }

        foreach (int number in _others.Values)
        {
            yield return number;
        }
    }
}
