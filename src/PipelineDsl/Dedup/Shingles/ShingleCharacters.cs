using System;

namespace PipelineDsl;

/// <summary>The characters of a text as units of shingles: code points in lower case (Python's <c>str.lower</c>), runs of white space as one space, none at the ends.</summary>
/// <remarks>For texts without words that can be found by rule, and for near-duplicate search by characters as NeMo Curator's (24 characters a shingle).</remarks>
[Feature]
public sealed unsafe class ShingleCharacters : IDocumentVisitor, IShingleUnits
{
    private readonly TextBuffer _lower = new();
    private readonly ScratchArray<ulong> _hashes = new();
    private int _count;

    /// <inheritdoc/>
    public ReadOnlySpan<ulong> Hashes => new(_hashes.Start, _count);

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        _hashes.Begin();
        _count = 0;
    }

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        _lower.Clear();
        PythonLower.Append(text, _lower);
        PaddedText lower = _lower.Text;
        byte* end = lower.Start + lower.Length;
        ulong* hashes = _hashes.Take(lower.Length + 1);
        int count = 0;
        bool gap = false; // a space is due before what comes next
        for (byte* p = lower.Start; p < end;)
        {
            int c = Utf8Character.Read(p, end, out int length);
            p += length;
            if (PythonCharacters.IsSpace(c))
            {
                gap = count > 0;
                continue;
            }

            if (gap)
            {
                hashes[count++] = HashOf(' ');
                gap = false;
            }

            hashes[count++] = HashOf(c);
        }

        _count = count;
    }

    private static ulong HashOf(int character) => TextHash.Combine((ulong)(uint)character, 1);
}
