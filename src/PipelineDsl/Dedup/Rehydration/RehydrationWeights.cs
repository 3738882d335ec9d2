using System;
using System.Collections.Generic;
using System.Globalization;
using PipelineDsl.Engine;

namespace PipelineDsl;

/// <summary>A table of weights by cluster size, read once from its text.</summary>
[Scratch]
public sealed class RehydrationWeights
{
    private readonly List<(long Size, int Times)> _steps = [];
    private string? _text;

    /// <summary>How often a document of a cluster of so many counts.</summary>
    /// <param name="size">The cluster's size; 0, which is what a missing field gives, counts as 1.</param>
    /// <param name="text">The table, such as <c>1:1, 2:2, 5:3</c>.</param>
    /// <exception cref="RunException">The table is malformed.</exception>
    public int Of(long size, string text)
    {
        if (!ReferenceEquals(text, _text))
        {
            Read(text);
        }

        int times = 1;
        foreach ((long from, int value) in _steps)
        {
            if (Math.Max(1, size) < from)
            {
                break;
            }

            times = value;
        }

        return times;
    }

    private void Read(string text)
    {
        _steps.Clear();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split(':', StringSplitOptions.TrimEntries);
            if (sides.Length != 2
                || !long.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out long size)
                || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int times)
                || (_steps.Count > 0 && size <= _steps[^1].Size))
            {
                throw new RunException("PDSL2018", $"the weights '{text}' are malformed at '{part}': write size:times with commas between, sizes ascending, such as '{RehydrateAttribute.FineWeb2}'");
            }

            _steps.Add((size, times));
        }

        _text = text;
    }
}
