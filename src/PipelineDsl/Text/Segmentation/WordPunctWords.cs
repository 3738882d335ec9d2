namespace PipelineDsl;

/// <summary>The matches of <c>\w+|[^\w\s]+</c>, as Python's expressions have them: runs of letters, numbers and <c>_</c>, and runs of other characters that are not white space. NLTK's WordPunctTokenizer.</summary>
public sealed unsafe class WordPunctWords : ISegmenter
{
    private enum Kind : byte
    {
        Space,
        Word,
        Other,
    }

    /// <inheritdoc/>
    public void Split(PaddedText text, SegmentList segments)
    {
        byte* start = text.Start;
        byte* end = start + text.Length;
        byte* piece = start;
        Kind kind = Kind.Space;
        for (byte* p = start; p < end;)
        {
            int c = Utf8Character.Read(p, end, out int length);
            Kind next = PythonCharacters.IsWord(c) ? Kind.Word : PythonCharacters.IsSpace(c) ? Kind.Space : Kind.Other;
            if (next != kind)
            {
                if (kind != Kind.Space)
                {
                    segments.Add((int)(piece - start), (int)(p - start));
                }

                piece = p;
                kind = next;
            }

            p += length;
        }

        if (kind != Kind.Space)
        {
            segments.Add((int)(piece - start), text.Length);
        }
    }
}
