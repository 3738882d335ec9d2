using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>What NeMo Curator's heuristics count of paragraphs: the pieces between pairs of newlines (U+000A), empty ones included; a third newline begins the next piece.</summary>
[Feature]
public sealed unsafe class CuratorParagraphs : IDocumentVisitor
{
    private static readonly SubstringAutomaton s_boilerplate = new(CuratorPhrases.Boilerplate, UrlPhrases.ToLower);

    private readonly TextSet _seen = new();

    /// <summary>All paragraphs; an empty text has one.</summary>
    public int Count { get; private set; }

    /// <summary>Paragraphs that hold a phrase about cookies, privacy or terms of use.</summary>
    public int Boilerplate { get; private set; }

    /// <summary>Whether some paragraph has <c>lorem ipsum</c>, in any case.</summary>
    public bool HasLoremIpsum { get; private set; }

    /// <summary>Paragraphs that repeat an earlier one exactly.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Characters (code points) of all paragraphs.</summary>
    public int Characters { get; private set; }

    /// <summary>Characters (code points) of the paragraphs that repeat an earlier one.</summary>
    public int DuplicateCharacters { get; private set; }

    /// <summary>Forgets the last text.</summary>
    [Begin]
    public void Begin()
    {
        Count = 0;
        Boilerplate = 0;
        HasLoremIpsum = false;
        Duplicates = 0;
        Characters = 0;
        DuplicateCharacters = 0;
    }

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        int count = 1 + text.Count("\n\n"u8);
        HasLoremIpsum = AsciiCase.IndexOf(text, "lorem ipsum"u8) >= 0;

        // All phrases have one of these words; without them no paragraph needs to be searched.
        bool search = AsciiCase.IndexOf(text, "cookie"u8) >= 0 || AsciiCase.IndexOf(text, "privacy"u8) >= 0 || AsciiCase.IndexOf(text, "terms of use"u8) >= 0;
        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)); // texts lie in pinned memory, with their padding
        byte* paragraph = start;
        _seen.Begin(count);
        for (int i = 0; i < count; i++)
        {
            int rest = text.Length - (int)(paragraph - start);
            int length = new ReadOnlySpan<byte>(paragraph, rest).IndexOf("\n\n"u8);
            length = length < 0 ? rest : length;
            Add(paragraph, length, search);
            paragraph += length + 2;
        }
    }

    private void Add(byte* paragraph, int length, bool search)
    {
        Count++;
        int characters = CharacterCount.Of(paragraph, length);
        Characters += characters;
        Boilerplate += search && s_boilerplate.IsMatch(new ReadOnlySpan<byte>(paragraph, length)) ? 1 : 0;
        if (!_seen.Add(paragraph, length))
        {
            Duplicates++;
            DuplicateCharacters += characters;
        }
    }
}
