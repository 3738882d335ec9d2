using System.Globalization;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>The message of a condition that must hold: made only where it does not, so that records that are right cost nothing.</summary>
[InterpolatedStringHandler]
internal ref struct ExpectationMessage
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>Begins a message, if it is needed.</summary>
    public ExpectationMessage(int literalLength, int formattedCount, bool condition, out bool isNeeded)
    {
        isNeeded = !condition;
        _text = isNeeded ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    /// <summary>Appends a part that is written out.</summary>
    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    /// <summary>Appends a value.</summary>
    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    /// <summary>The message.</summary>
    public string ToStringAndClear() => _text.ToStringAndClear();
}
