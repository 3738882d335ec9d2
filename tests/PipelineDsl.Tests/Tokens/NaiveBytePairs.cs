using System;
using System.Collections.Generic;
using System.Linq;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Byte pair encoding as tiktoken defines it, without a thought for speed: a pre-token that is a token is one; else the leftmost pair of the lowest rank merges until none does.</summary>
internal sealed class NaiveBytePairs(IReadOnlyDictionary<string, int> ranks)
{
    /// <summary>The ranks of the tokens of a vocabulary whose ids are its ranks.</summary>
    public static NaiveBytePairs Of(TokenVocabulary vocabulary)
        => new(Enumerable.Range(0, vocabulary.Size).Where(id => vocabulary.Kind(id) == TokenKind.Ordinary).ToDictionary(id => Key(vocabulary.Bytes(id)), static id => id));

    /// <summary>The ids of one pre-token.</summary>
    public List<int> Encode(byte[] preToken)
    {
        if (ranks.TryGetValue(Key(preToken), out int whole))
        {
            return [whole];
        }

        List<byte[]> parts = [.. preToken.Select(static b => new[] { b })];
        while (true)
        {
            int best = int.MaxValue;
            int at = -1;
            for (int i = 0; i + 1 < parts.Count; i++)
            {
                if (ranks.TryGetValue(Key([.. parts[i], .. parts[i + 1]]), out int rank) && rank < best)
                {
                    best = rank;
                    at = i;
                }
            }

            if (at < 0)
            {
                return [.. parts.Select(part => ranks[Key(part)])];
            }

            parts[at] = [.. parts[at], .. parts[at + 1]];
            parts.RemoveAt(at + 1);
        }
    }

    /// <summary>A token's bytes as a key of dictionaries.</summary>
    public static string Key(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);
}
