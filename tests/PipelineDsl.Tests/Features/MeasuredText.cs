using System.Text;

namespace PipelineDsl.Tests.Features;

/// <summary>All built-in features of a text, measured as a generated pipeline does it.</summary>
internal sealed class MeasuredText
{
    private readonly Characters _characters;
    private readonly Lines _lines;

    public MeasuredText(string text)
        : this(text, TextKernels.Best)
    {
    }

    public MeasuredText(string text, TextKernel kernel)
    {
        TextBuffer buffer = new();
        buffer.Append(Encoding.UTF8.GetBytes(text));
        TextScanner scanner = new(kernel);
        scanner.Begin(buffer.Text);
        scanner.VisitChunks<Classes, Characters>(ref _characters);
        scanner.VisitLines<Classes, Lines>(ref _lines);
    }

    public ref readonly CharStats Chars => ref _characters.Chars;

    public ref readonly WordStats Words => ref _characters.Words;

    public ref readonly StopWords Stops => ref _characters.Stops;

    public ref readonly SymbolStats Symbols => ref _characters.Symbols;

    public ref readonly LineStats LineStats => ref _lines.Stats;

    private readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => (TextClasses)0x7FF;
    }

    private struct Characters : IChunkVisitor
    {
        public CharStats Chars;
        public WordStats Words;
        public StopWords Stops;
        public SymbolStats Symbols;

        public void OnChunk(in TextChunk chunk)
        {
            Chars.OnChunk(in chunk);
            Words.OnChunk(in chunk);
            Stops.OnChunk(in chunk);
            Symbols.OnChunk(in chunk);
        }
    }

    private struct Lines : ILineVisitor
    {
        public LineStats Stats;

        public void OnLine(in Line line) => Stats.OnLine(in line);
    }
}
