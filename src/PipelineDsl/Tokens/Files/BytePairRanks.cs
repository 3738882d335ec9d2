using System;
using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>Ranks the tokens of byte-level BPE that a file lists merges for: the single bytes, then tokens in the order in which merges first make them, then all others.</summary>
internal sealed class BytePairRanks
{
    private readonly TokenizerJsonModel _model;
    private readonly int[] _ranks; // by number of token, or -1
    private readonly List<int> _tokens = []; // by rank

    /// <summary>Ranks the tokens of a model.</summary>
    public BytePairRanks(TokenizerJsonModel model)
    {
        _model = model;
        _ranks = new int[model.Tokens.Count];
        Array.Fill(_ranks, -1);
    }

    /// <summary>Makes the model; null if some byte has no token and becomes the unknown one, or if the order of the merges is none of tokens.</summary>
    /// <param name="vocabulary">The tokens by id, in bytes.</param>
    public BytePairModel? CreateModel(TokenVocabulary vocabulary)
    {
        if ((!RankBytes() && (_model.UnknownToken is not null || _model.FallsBackToBytes)) || !RankMerged())
        {
            return null;
        }

        // What no merge makes: reached only as a whole piece.
        byte[] bytes = new byte[256];
        for (int token = 0; token < _ranks.Length; token++)
        {
            if (_ranks[token] < 0 && _model.IgnoresMerges)
            {
                bytes = bytes.Length < _model.Tokens[token].Length ? new byte[2 * _model.Tokens[token].Length] : bytes;
                if (ByteAlphabet.TryDecode(_model.Tokens[token], bytes, out _))
                {
                    Rank(token);
                }
            }
        }

        List<(int Left, int Right, int Merged)> merges = new(_model.Merges.Count);
        foreach ((int left, int right, int merged) in _model.Merges)
        {
            merges.Add((_ranks[left], _ranks[right], _ranks[merged]));
        }

        int[] ids = new int[_tokens.Count];
        for (int rank = 0; rank < ids.Length; rank++)
        {
            ids[rank] = _model.Ids[_tokens[rank]];
        }

        return new BytePairModel(vocabulary, ids.Length, ids, merges, _model.IgnoresMerges);
    }

    private bool RankBytes()
    {
        bool hasAll = true;
        Span<byte> utf8 = stackalloc byte[4];
        for (int b = 0; b < 256; b++)
        {
            int length = new System.Text.Rune(ByteAlphabet.CharacterOf((byte)b)).EncodeToUtf8(utf8);
            int token = _model.Tokens.Find(utf8[..length]);
            if (token < 0)
            {
                hasAll = false;
            }
            else
            {
                Rank(token);
            }
        }

        return hasAll;
    }

    /// <summary>Ranks tokens by the first merge that makes them; false if merges of one token do not stand together, so that their order is not that of the tokens.</summary>
    private bool RankMerged()
    {
        int last = -1;
        foreach ((int left, int right, int merged) in _model.Merges)
        {
            if (_ranks[merged] < 0)
            {
                Rank(merged);
            }
            else if (_ranks[merged] < last)
            {
                return false;
            }

            last = _ranks[merged];
        }

        // A part that is neither a byte nor made by a merge never stands in a text.
        foreach ((int left, int right, _) in _model.Merges)
        {
            Rank(left);
            Rank(right);
        }

        return true;
    }

    private void Rank(int token)
    {
        if (_ranks[token] < 0)
        {
            _ranks[token] = _tokens.Count;
            _tokens.Add(token);
        }
    }
}
