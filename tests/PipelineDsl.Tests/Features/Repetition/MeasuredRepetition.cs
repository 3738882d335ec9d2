using System;
using System.Text;

namespace PipelineDsl.Tests.Features.Repetition;

/// <summary>The features of repetition, measured as generated code does it: made once, used for many texts.</summary>
internal sealed class MeasuredRepetition(TextKernel kernel)
{
    private readonly TextBuffer _buffer = new();
    private readonly TextScanner _scanner = new(kernel);

    public MeasuredRepetition()
        : this(TextKernels.Best)
    {
    }

    public CharStats Chars { get; private set; }

    public WordList Words { get; } = new(kernel);

    public LineList LineList { get; } = new(kernel);

    public DuplicateLines Lines { get; } = new();

    public DuplicateParagraphs Paragraphs { get; } = new();

    public NGrams<WordList> NGrams { get; } = new();

    public void Measure(string text) => Measure(Encoding.UTF8.GetBytes(text));

    public void Measure(ReadOnlySpan<byte> text)
    {
        _buffer.Clear();
        _buffer.Append(text);
        Visitor visitor = new() { Words = Words, Lines = LineList };
        Words.Begin();
        LineList.Begin();
        Lines.Begin();
        Paragraphs.Begin();
        NGrams.Begin();
        _scanner.Begin(_buffer.Text);
        _scanner.VisitChunks<Classes, Visitor>(ref visitor);
        LineList.Finish();
        Lines.Finish(LineList);
        Paragraphs.Finish(LineList);
        NGrams.Finish(Words);
        Chars = visitor.Chars;
    }

    private readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => (TextClasses)0x7FF;
    }

    private struct Visitor : IChunkVisitor
    {
        public CharStats Chars;
        public WordList Words;
        public LineList Lines;

        public void OnChunk(in TextChunk chunk)
        {
            Chars.OnChunk(in chunk);
            Words.OnChunk(in chunk);
            Lines.OnChunk(in chunk);
        }
    }
}
