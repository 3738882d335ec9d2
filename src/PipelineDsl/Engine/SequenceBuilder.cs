using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace PipelineDsl.Engine;

/// <summary>Makes sequences of the tokens that the shards left, split by split, and hands them to the writers of the datasets.</summary>
/// <remarks>
/// The spills are read in the order of the shards, or, if documents are shuffled, in the order of their keys' hashes. One thread does it: it copies ids and is far faster than the
/// encoders before it. The stage counts what goes in and what comes out, with a digest of every token and its place, and fails if they differ.
/// </remarks>
internal sealed class SequenceBuilder
{
    private readonly RunState _run;
    private readonly WorkerSlot _worker;
    private readonly DatasetFiles _files;
    private readonly SequenceOptions _options;
    private readonly TokenPacking _tokens;
    private readonly int _split;
    private readonly TokenCounts _expected;
    private readonly CancellationToken _cancellation;

    private SequenceBuilder(RunState run, WorkerSlot worker, DatasetFiles files, int split, TokenCounts expected, CancellationToken cancellation)
    {
        _run = run;
        _worker = worker;
        _files = files;
        _options = run.Sequences!;
        _tokens = run.Tokens!;
        _split = split;
        _expected = expected;
        _cancellation = cancellation;
    }

    /// <summary>Makes the sequences of every split.</summary>
    /// <param name="run">The run.</param>
    /// <param name="worker">Whose code opens the writers.</param>
    /// <param name="files">Makes the output files.</param>
    /// <param name="last">What the last phase came to.</param>
    /// <param name="ledger">The run's ledger: the splits must hold every document that it kept.</param>
    /// <param name="cancellation">Stops the stage between two documents.</param>
    /// <exception cref="RunException">Two outputs have one name, or tokens were lost or repeated.</exception>
    public static IReadOnlyList<SplitResult> Run(RunState run, WorkerSlot worker, DatasetFiles files, IReadOnlyList<ShardResult> last, RunLedger ledger, CancellationToken cancellation)
    {
        TokenCounts[] expected = new TokenCounts[run.Sequences!.Splits.Length];
        foreach (ShardResult shard in last)
        {
            for (int split = 0; split < expected.Length; split++)
            {
                expected[split].Add(shard.Tokens[split]);
            }
        }

        if (expected.Sum(static e => e.Documents + e.Empty) != ledger.Kept + ledger.Repeated)
        {
            throw Unbalanced($"{ledger.Kept + ledger.Repeated} documents were kept, {expected.Sum(static e => e.Documents + e.Empty)} went to the splits");
        }

        return [.. expected.Select((e, split) => new SequenceBuilder(run, worker, files, split, e, cancellation).Run())];
    }

    private static RunException Unbalanced(string what) => new("PDSL2005", $"the ledger of the sequences does not balance: {what}; nothing was published, please report this");

    private SplitResult Run()
    {
        List<(DatasetWriter Writer, List<DatasetFile> Files)> datasets = [];
        try
        {
            Open(datasets);
            return Write(datasets);
        }
        finally
        {
            datasets.ForEach(static d => d.Writer.Dispose());
        }
    }

    private void Open(List<(DatasetWriter Writer, List<DatasetFile> Files)> datasets)
    {
        for (int dataset = 0; dataset < _run.Pipeline.Datasets.Count; dataset++)
        {
            List<DatasetFile> own = [];
            DatasetContext context = new(_options.Splits[_split], _tokens, _options, _expected.Flagged > 0, file => Create(file, own), _files.CreateScratch);
            DatasetWriter opened = _worker.Code.OpenDataset(dataset, context);
            datasets.Add((opened, own));
            if (context.HasLoss && !opened.CarriesLoss)
            {
                _run.Options.Observer?.OnFinding(new RunFinding(
                    false,
                    "PDSL2015",
                    $"{_run.Pipeline.Datasets[dataset]} cannot say which tokens are not to be learned, and {_expected.Flagged} documents do: a trainer that reads it learns from all; write a format with loss flags, such as [DatatroveOutput] or [ParquetOutput]"));
            }
        }
    }

    private SplitResult Write(List<(DatasetWriter Writer, List<DatasetFile> Files)> datasets)
    {
        Tally tally = new([.. datasets.Select(static d => d.Writer)], _options.ContextLength, _tokens.Padding);
        Make(tally);
        DatasetTotals totals = Check(tally);

        List<OutputFile> files = [];
        foreach ((DatasetWriter writer, List<DatasetFile> own) in datasets)
        {
            writer.Finish(totals);
            foreach (DatasetFile file in own)
            {
                file.Dispose();

                // What a writer says of its dataset stands with the first of the files.
                files.Add(new OutputFile(file.Name, file.Length, file.Hash, file == own[0] ? Facts(writer, totals) : []));
            }
        }

        return new SplitResult(
            _options.Splits[_split],
            [
                new("documents", _expected.Documents),
                new("emptyDocuments", _expected.Empty),
                new("cutDocuments", tally.Cut),
                new("tokens", totals.Tokens),
                new("sequences", totals.Sequences),
                new("padding", totals.Padding),
            ],
            files);
    }

    private DatasetFile Create(string name, List<DatasetFile> own)
    {
        DatasetFile file = _files.Create(name);
        own.Add(file);
        return file;
    }

    /// <summary>Reads the spills, shuffles, packs, shuffles again, as the options ask.</summary>
    private void Make(Tally tally)
    {
        int width = TokenBytes.Width(_tokens.VocabularySize);
        using RecordSorter sequenceSorter = new(_files.Work, ShardFiles.Cells("sequences", _split), _run.Options.ShuffleMemoryBytes);
        SequenceShuffler? shuffler = (_options.Shuffle & Shuffle.Sequences) != 0 ? new SequenceShuffler(sequenceSorter, _options.Seed, width, tally) : null;
        SequencePacker packer = SequencePacker.Create(_options, shuffler ?? (ISequenceSink)tally);
        DocumentReader reader = new(width, packer, _cancellation);
        if ((_options.Shuffle & Shuffle.Documents) != 0)
        {
            using RecordSorter sorter = new(_files.Work, ShardFiles.Cells("documents", _split), _run.Options.ShuffleMemoryBytes);
            ReadSpills(new KeyedRecords(sorter, _options.Seed));
            sorter.Drain(reader);
        }
        else
        {
            ReadSpills(reader);
        }

        packer.Finish();
        shuffler?.Finish();
    }

    private void ReadSpills(IBytesSink sink)
    {
        _run.Meter?.BeginStep(_run.Shards.Count);
        foreach (ActionCommit shard in _run.EndOf(_run.Pipeline.Cuts.Count))
        {
            using FileStream file = shard.Open(ShardFiles.Tokens(_split));
            TokenSpill.Read(file, sink, _cancellation);
            _run.Meter?.PartDone();
        }
    }

    /// <summary>Holds what came out against what went in.</summary>
    private DatasetTotals Check(Tally tally)
    {
        TokenCounts made = tally.Counts;
        if (made.Documents != _expected.Documents || made.Tokens != _expected.Tokens || made.Digest != _expected.Digest)
        {
            throw Unbalanced(string.Create(
                CultureInfo.InvariantCulture,
                $"{_expected.Documents} documents of {_expected.Tokens} tokens went in, {made.Documents} of {made.Tokens} came out (digest {_expected.Digest:x16}, then {made.Digest:x16})"));
        }

        return new DatasetTotals(tally.Sequences, made.Documents, made.Tokens, tally.Padding);
    }

    private List<KeyValuePair<string, string>> Facts(DatasetWriter writer, DatasetTotals totals) =>
    [
        new("sequences", Format(totals.Sequences)),
        new("documents", Format(totals.Documents)),
        new("tokens", Format(totals.Tokens)),
        new("padding", Format(totals.Padding)),
        new("tokenizer", _tokens.Tokenizer),
        new("vocabularyHash", _tokens.VocabularyHash),
        .. writer.Describe(totals),
    ];

    private static string Format(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Gives the records of documents to a sorter, by their places in the shuffle.</summary>
    private sealed class KeyedRecords(RecordSorter sorter, int seed) : IBytesSink
    {
        public void Accept(ReadOnlySpan<byte> record) => sorter.Add(ShuffleKeys.OfDocument(TokenRecord.Key(record), seed), record);
    }

    /// <summary>Turns records of documents into documents.</summary>
    private sealed class DocumentReader(int width, IDocumentSink sink, CancellationToken cancellation) : IBytesSink
    {
        private readonly TokenRecord _record = new(width);

        public void Accept(ReadOnlySpan<byte> record)
        {
            cancellation.ThrowIfCancellationRequested();
            _record.Read(record, sink);
        }
    }

    /// <summary>Pads and counts the finished sequences and hands them to the writers.</summary>
    private sealed class Tally(IReadOnlyList<DatasetWriter> writers, int contextLength, int paddingId) : ISequenceSink
    {
        private TokenCounts _counts;

        public TokenCounts Counts => _counts;

        public long Sequences { get; private set; }

        public long Padding { get; private set; }

        /// <summary>Documents that lie in several sequences.</summary>
        public long Cut { get; private set; }

        public void Accept(TokenSequence sequence)
        {
            foreach (ref readonly SequencePiece piece in sequence.Pieces)
            {
                _counts.Documents += piece.BeginsDocument ? 1 : 0;
                Cut += piece is { BeginsDocument: true, EndsDocument: false } ? 1 : 0;
                _counts.AddTokens(piece.Document, piece.Offset, sequence.Ids.Slice(piece.Start, piece.Length), sequence.HasLoss ? sequence.Loss.Slice(piece.Start, piece.Length) : default);
            }

            sequence.Pad(contextLength, paddingId);
            sequence.Index = Sequences++;
            Padding += sequence.PaddingCount;
            foreach (DatasetWriter writer in writers)
            {
                writer.Write(sequence);
            }
        }
    }
}
