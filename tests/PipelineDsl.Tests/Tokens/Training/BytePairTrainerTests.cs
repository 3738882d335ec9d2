using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace PipelineDsl.Tests.Tokens.Training;

/// <summary>Merges are those of a trainer that counts all pairs anew for each merge.</summary>
public class BytePairTrainerTests
{
    private static readonly Gen<List<(string Word, int Count)>> s_words = Gen.Select(Gen.Char['a', 'd'].Array[1, 9], Gen.Int[1, 30], static (word, count) => (new string(word), count))
        .List[1, 40].Select(static words => words.DistinctBy(static w => w.Item1).ToList());

    [Fact]
    public void MergesAreThoseOfNaiveTraining()
        => Gen.Select(s_words, Gen.Int[0, 40], Gen.Int[1, 10]).Sample(
            static (words, merges, minFrequency) =>
            {
                BytePairTrainer trainer = new(1);
                foreach ((string word, int count) in words)
                {
                    trainer.Add(Encoding.UTF8.GetBytes(word), count);
                }

                trainer.Train(257 + merges, minFrequency);
                Assert.Equal(Naive(words, merges, minFrequency), trainer.Merges.Select(m => (Text(trainer, m.Left), Text(trainer, m.Right))));
            },
            iter: 500,
            threads: 1);

    [Fact]
    public void TheFirstIdsAreTheSpecialsAndThenTheBytesInTheOrderOfTheirCharacters()
    {
        BytePairTrainer trainer = new(2);
        Assert.Equal(256, trainer.Tokens.Count);
        Assert.Equal("!"u8.ToArray(), trainer.Tokens[0]);
        Assert.Equal("A"u8.ToArray(), trainer.Tokens['A' - '!']);
        Assert.Equal([0], trainer.Tokens[188]);
        Assert.Equal(" "u8.ToArray(), trainer.Tokens[188 + 32]);
    }

    [Fact]
    public void TheMostFrequentPairComesFirstAndOfEqualOnesThatOfTheLowerIds()
    {
        BytePairTrainer trainer = new(0);
        trainer.Add("hug"u8, 10);
        trainer.Add("pug"u8, 5);
        trainer.Add("pun"u8, 12);
        trainer.Add("bun"u8, 4);
        trainer.Add("hugs"u8, 5);
        trainer.Train(259, 1);
        Assert.Equal([("u", "g"), ("u", "n"), ("h", "ug")], trainer.Merges.Select(m => (Text(trainer, m.Left), Text(trainer, m.Right))));
    }

    private static string Text(BytePairTrainer trainer, int id) => Encoding.UTF8.GetString(trainer.Tokens[id - trainer.FirstId]);

    /// <summary>Each round counts the pairs of all words. Letters rank as their bytes, tokens in the order in which they came.</summary>
    private static List<(string Left, string Right)> Naive(List<(string Word, int Count)> words, int merges, int minFrequency)
    {
        List<List<string>> split = [.. words.Select(static w => w.Word.Select(static c => c.ToString()).ToList())];
        List<string> tokens = ["a", "b", "c", "d"];
        List<(string Left, string Right)> result = [];
        while (tokens.Count < 4 + merges)
        {
            Dictionary<(string Left, string Right), int> counts = [];
            for (int w = 0; w < split.Count; w++)
            {
                for (int i = 1; i < split[w].Count; i++)
                {
                    counts[(split[w][i - 1], split[w][i])] = counts.GetValueOrDefault((split[w][i - 1], split[w][i])) + words[w].Count;
                }
            }

            if (counts.Count == 0)
            {
                break;
            }

            (string Left, string Right) best = counts.Keys.OrderByDescending(pair => counts[pair]).ThenBy(pair => tokens.IndexOf(pair.Left)).ThenBy(pair => tokens.IndexOf(pair.Right)).First();
            if (counts[best] < minFrequency)
            {
                break;
            }

            result.Add(best);
            string merged = best.Left + best.Right;
            if (!tokens.Contains(merged))
            {
                tokens.Add(merged);
            }

            foreach (List<string> word in split)
            {
                for (int i = 0; i + 1 < word.Count; i++)
                {
                    if (word[i] == best.Left && word[i + 1] == best.Right)
                    {
                        word[i] = merged;
                        word.RemoveAt(i + 1);
                    }
                }
            }
        }

        return result;
    }
}
