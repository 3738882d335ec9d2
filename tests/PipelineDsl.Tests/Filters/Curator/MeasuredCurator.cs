using System.Text;

namespace PipelineDsl.Tests.Filters.Curator;

/// <summary>The features of NeMo Curator's heuristics, measured as a generated pipeline does it.</summary>
internal sealed class MeasuredCurator
{
    private readonly TextBuffer _buffer = new();
    private Chunks _chunks;
    private WordPass _words;

    public MeasuredCurator(string text, TextKernel kernel)
    {
        _buffer.Append(Encoding.UTF8.GetBytes(text));
        TextScanner scanner = new(kernel);
        PaddedText padded = _buffer.Text;
        scanner.Begin(padded);
        _chunks.Lines = new LineList(kernel);
        _chunks.Lines.Begin();
        scanner.VisitChunks<Classes, Chunks>(ref _chunks);
        _chunks.Lines.Finish();
        scanner.VisitWords<Classes, WordPass>(ref _words);
        Lines.Begin();
        Lines.Finish(_chunks.Lines);
        Paragraphs.Begin();
        Paragraphs.OnDocument(padded.Bytes);
        Urls = default;
        CuratorUrls urls = default;
        urls.OnDocument(padded.Bytes);
        Urls = urls;
    }

    public ref readonly CuratorCharacters Characters => ref _chunks.Characters;

    public ref readonly WordStats WordStats => ref _chunks.WordStats;

    public ref readonly CuratorWords Words => ref _words.Words;

    public CuratorLines Lines { get; } = new();

    public CuratorParagraphs Paragraphs { get; } = new();

    public CuratorUrls Urls { get; }

    private readonly struct Classes : IClassSelection
    {
        static TextClasses IClassSelection.Classes => (TextClasses)0x7FF;
    }

    private struct Chunks : IChunkVisitor
    {
        public CuratorCharacters Characters;
        public WordStats WordStats;
        public LineList Lines;

        public void OnChunk(in TextChunk chunk)
        {
            Characters.OnChunk(in chunk);
            WordStats.OnChunk(in chunk);
            Lines.OnChunk(in chunk);
        }
    }

    private struct WordPass : IWordVisitor
    {
        public CuratorWords Words;

        public void OnWord(in Word word) => Words.OnWord(in word);
    }
}
