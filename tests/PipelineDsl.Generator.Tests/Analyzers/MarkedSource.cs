using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace PipelineDsl.Generator.Tests;

/// <summary>A source in which <c>{|PDSL0001:text|}</c> says which diagnostic is expected under which text.</summary>
internal sealed partial record MarkedSource(string Text, IReadOnlyList<(string Id, int Start, string Under)> Expected)
{
    public static MarkedSource Parse(string marked)
    {
        StringBuilder text = new();
        List<(string, int, string)> expected = [];
        int last = 0;
        foreach (Match match in Marker().Matches(marked))
        {
            text.Append(marked, last, match.Index - last);
            expected.Add((match.Groups["id"].Value, text.Length, match.Groups["text"].Value));
            text.Append(match.Groups["text"].Value);
            last = match.Index + match.Length;
        }

        return new MarkedSource(text.Append(marked, last, marked.Length - last).ToString(), expected);
    }

    [GeneratedRegex(@"\{\|(?<id>PDSL\d+):(?<text>.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Marker();
}
