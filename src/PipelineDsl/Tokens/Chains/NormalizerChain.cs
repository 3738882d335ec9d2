using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl;

/// <summary>Normalizers one after the other, with the memory between them. Not thread-safe.</summary>
internal sealed class NormalizerChain(IEnumerable<Func<TextNormalizer>> steps)
{
    private readonly TextNormalizer[] _steps = [.. steps.Select(static create => create())];
    private TextBuffer _current = new();
    private TextBuffer _next = new();

    /// <summary>The normalized text: the text itself if no step changes it, else valid until the next call.</summary>
    public PaddedText Apply(PaddedText text)
    {
        foreach (TextNormalizer step in _steps)
        {
            _next.Clear();
            if (step.TryApply(text.Bytes, _next))
            {
                (_current, _next) = (_next, _current);
                text = _current.Text;
            }
        }

        return text;
    }

    /// <summary>Normalizes a text once.</summary>
    public static byte[] Apply(IEnumerable<Func<TextNormalizer>> steps, byte[] text)
    {
        TextBuffer buffer = new();
        buffer.Append(text);
        return new NormalizerChain(steps).Apply(buffer.Text).Bytes.ToArray();
    }
}
