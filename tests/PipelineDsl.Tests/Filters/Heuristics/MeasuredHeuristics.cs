using System.Text;

namespace PipelineDsl.Tests.Filters.Heuristics;

/// <summary>The features of the code and Data-Juicer rules, measured as a generated pipeline does it.</summary>
internal sealed class MeasuredHeuristics
{
    private readonly TextBuffer _buffer = new();
    private ChunkPass _chunks;
    private LinePass _lines;
    private RunePass _runes;

    public MeasuredHeuristics(byte[] text)
    {
        _buffer.Append(text);
        TextScanner scanner = new();
        PaddedText padded = _buffer.Text;
        scanner.Begin(padded);
        scanner.VisitChunks<Classes, ChunkPass>(ref _chunks);
        scanner.VisitLines<Classes, LinePass>(ref _lines);
        scanner.VisitRunes<Classes, RunePass>(ref _runes);
        XmlHeader xml = default;
        xml.OnDocument(padded.Bytes);
        Xml = xml;
        Repetition.Begin();
        Repetition.OnDocument(padded.Bytes);
    }

    public MeasuredHeuristics(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public ref readonly NewlineCount Newlines => ref _chunks.Newlines;

    public ref readonly LineLengths Lines => ref _lines.Lengths;

    public ref readonly AlphanumericStats Characters => ref _runes.Stats;

    public XmlHeader Xml { get; }

    public CharacterRepetition Repetition { get; } = new();

    private readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => (TextClasses)0x7FF;
    }

    private struct ChunkPass : IChunkVisitor
    {
        public NewlineCount Newlines;

        public void OnChunk(in TextChunk chunk) => Newlines.OnChunk(in chunk);
    }

    private struct LinePass : ILineVisitor
    {
        public LineLengths Lengths;

        public void OnLine(in Line line) => Lengths.OnLine(in line);
    }

    private struct RunePass : IRuneVisitor
    {
        public AlphanumericStats Stats;

        public void OnRune(Rune rune) => Stats.OnRune(rune);
    }
}
