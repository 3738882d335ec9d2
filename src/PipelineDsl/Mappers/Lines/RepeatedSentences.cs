using System;
using System.IO.Hashing;

namespace PipelineDsl;

/// <summary>Removes sentences that stand in the document before, word for word. The first stays.</summary>
/// <typeparam name="TSentences">What cuts the text into sentences.</typeparam>
/// <remarks>
/// Sentences are compared without white space at their ends; those of fewer code points than the bound ("Yes.") may repeat. A sentence goes with the white space behind it, but a line end behind it
/// stays if the sentence does not begin its line.
/// </remarks>
[Mapper]
public sealed class RepeatedSentences<TSentences>
    where TSentences : class, ISegmenter, new()
{
    /// <summary>Rewrites the text; false if no sentence is repeated.</summary>
    [Map]
    public static bool Apply([Text] ReadOnlySpan<byte> text, TextBuffer output, SentenceMemory<TSentences> memory, int minCharacters)
    {
        memory.Split(text);
        ReadOnlySpan<int> starts = memory.Sentences.Starts;
        ReadOnlySpan<int> ends = memory.Sentences.Ends;
        int done = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            ReadOnlySpan<byte> sentence = TextSpace.Trim(text[starts[i]..ends[i]]);
            if (sentence.Length - Utf8Lines.ContinuationBytes(sentence) < minCharacters || sentence.IsEmpty || memory.Add(XxHash128.HashToUInt128(sentence)))
            {
                continue;
            }

            int start = starts[i] + (ends[i] - starts[i] - TextSpace.TrimStart(text[starts[i]..ends[i]]).Length);
            int next = i + 1 < starts.Length ? starts[i + 1] + (ends[i + 1] - starts[i + 1] - TextSpace.TrimStart(text[starts[i + 1]..ends[i + 1]]).Length) : text.Length;
            int end = start + sentence.Length;
            output.Append(text[done..start]);
            int lineEnd = text[end..next].IndexOfAny((byte)'\n', (byte)'\r');
            bool beginsLine = output.Length == 0 || output.Bytes[^1] is (byte)'\n' or (byte)'\r';
            done = lineEnd >= 0 && !beginsLine ? end + lineEnd : next;
        }

        if (done > 0)
        {
            output.Append(text[done..]);
        }

        return done > 0;
    }
}
