using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>A vocabulary of byte pair encoding: which tokens merge, in which order. Immutable; shared by all encoders.</summary>
/// <remarks>
/// Inside, a token is its rank: the single bytes come first, then each token in the order in which merges make it. tiktoken's ranks are its ids; Hugging Face's files give ids of their own, which are
/// looked up where a merged pre-token leaves the merger.
/// </remarks>
internal sealed class BytePairModel : PreTokenModel
{
    private readonly int[]? _ids;
    private readonly bool _wholePieces;

    /// <summary>Creates a model.</summary>
    /// <param name="vocabulary">The tokens by id.</param>
    /// <param name="count">The number of ranks.</param>
    /// <param name="ids">By rank: the id, or -1 for a rank that no token has; null if each rank is its id.</param>
    /// <param name="merges">The pairs of ranks that may merge, with the rank that they make, in its order; null if two tokens merge whenever their bytes together are a token (tiktoken).</param>
    /// <param name="wholePieces">Whether a pre-token that is a token is never merged, even if merges would lead elsewhere: tiktoken, and Hugging Face's <c>ignore_merges</c>.</param>
    public BytePairModel(TokenVocabulary vocabulary, int count, int[]? ids = null, IReadOnlyList<(int Left, int Right, int Merged)>? merges = null, bool wholePieces = true)
    {
        Vocabulary = vocabulary;
        Count = count;
        _ids = ids;
        for (int rank = 0; rank < count; rank++)
        {
            LongestToken = Math.Max(LongestToken, Token(rank).Length);
        }

        Merges = MergeTableBuilder.Build(this, merges);
        _wholePieces = wholePieces;
        LongTokens = new LongPreTokenCache(this);
    }

    /// <summary>The tokens by id.</summary>
    public TokenVocabulary Vocabulary { get; }

    /// <summary>The number of ranks.</summary>
    public int Count { get; }

    /// <summary>The bytes of the longest token.</summary>
    public int LongestToken { get; }

    /// <summary>How tokens come of smaller ones.</summary>
    public MergeTable Merges { get; }

    /// <inheritdoc/>
    public override LongPreTokenCache LongTokens { get; }

    /// <inheritdoc/>
    public override int SeedCount => Count;

    /// <summary>The bytes of a rank; empty if no token has it.</summary>
    public ReadOnlySpan<byte> Token(int rank) => Vocabulary.Bytes(Id(rank), TokenKind.Ordinary);

    /// <summary>The id of a rank.</summary>
    public int Id(int rank) => _ids is null ? rank : _ids[rank];

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> SeedToken(int index, out int id)
    {
        id = Id(index);
        return _wholePieces || Merges.Reaches(index) ? Token(index) : default;
    }

    /// <inheritdoc/>
    public override bool IsWholeOnly(int index) => !Merges.Reaches(index);

    /// <inheritdoc/>
    public override CharacterBorders? FreeBorders => Merges.MissesBytes ? null : Merges.Borders; // what stands on both sides of a byte that is left out may merge

    /// <inheritdoc/>
    public override PreTokenMerger CreateMerger() => new BytePairMerger(this);

    /// <summary>Turns ranks into ids.</summary>
    public void ToIds(Span<int> ranks)
    {
        if (_ids is { } ids)
        {
            foreach (ref int rank in ranks)
            {
                rank = ids[rank];
            }
        }
    }
}
