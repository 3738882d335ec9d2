using System;

namespace PipelineDsl;

/// <summary>Which pieces Metaspace puts its character before.</summary>
internal enum PrependScheme
{
    /// <summary>None.</summary>
    Never,

    /// <summary>The first of a document.</summary>
    First,

    /// <summary>All.</summary>
    Always,
}

/// <summary>Metaspace: another character for spaces, one before pieces that do not begin with it, and a cut before each.</summary>
/// <param name="replacement">The character, UTF-8; U+2581 nearly always.</param>
/// <param name="scheme">Which pieces are given it.</param>
/// <param name="splits">Whether pieces are cut before each.</param>
internal sealed class MetaspaceStep(byte[] replacement, PrependScheme scheme, bool splits) : PreTokenStep
{
    private readonly SplitStep _split = new(new TextMatcher(replacement), SplitBehavior.MergedWithNext, isInverted: false);

    /// <inheritdoc/>
    public override void Apply(PreTokens pieces)
    {
        pieces.BeginRewrite();
        for (int i = 0; i < pieces.Count; i++)
        {
            int start = pieces.Output.Length;
            ReadOnlySpan<byte> piece = pieces.Bytes(i);
            bool begins = piece[0] == ' ' || piece.StartsWith(replacement);
            if (!begins && (scheme == PrependScheme.Always || (scheme == PrependScheme.First && pieces.IsStart && pieces.Start(i) == 0)))
            {
                pieces.Output.Append(replacement);
            }

            for (int space = piece.IndexOf((byte)' '); space >= 0; space = piece.IndexOf((byte)' '))
            {
                pieces.Output.Append(piece[..space]);
                pieces.Output.Append(replacement);
                piece = piece[(space + 1)..];
            }

            pieces.Output.Append(piece);
            pieces.Emit(start, pieces.Output.Length);
        }

        pieces.EndRewrite();
        if (splits)
        {
            _split.Apply(pieces);
        }
    }
}
