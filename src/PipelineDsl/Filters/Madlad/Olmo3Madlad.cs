using System;

namespace PipelineDsl;

/// <summary>MADLAD-400's sentence rules as OLMo 3's configuration of datamap-rs asks for them: profile <c>olmo3-alldressed</c>.</summary>
/// <remarks>Of the rules of <see cref="Madlad"/> only lists of names and cursed strings and patterns make a sentence suspicious; of the options only the two files count. A document with exactly a fifth of suspicious sentences is dropped.</remarks>
[Filter(inOrder: true)]
public sealed class Olmo3Madlad
{
    private const double SuspiciousRatio = 0.2;

    /// <summary>Sentences ≥ 5.</summary>
    [Rule]
    public static Check EnoughSentences([Text] ReadOnlySpan<byte> text, MadladMemory memory) => Madlad.EnoughSentences(text, memory, 5);

    /// <summary>Suspicious sentences / sentences &lt; 0.2.</summary>
    [Rule]
    public static Check FewSuspiciousSentences(SegmentedWords<Uax29Words> words, MadladMemory memory, CursedStrings cursedStrings, CursedPatterns cursedPatterns)
    {
        Check check = Madlad.FewSuspiciousSentences(words, memory, cursedStrings, cursedPatterns, 0, int.MaxValue, 2, 12, 0.5, SuspiciousRatio);
        return check with { Passed = memory.Suspicious < memory.Sentences * SuspiciousRatio };
    }
}
