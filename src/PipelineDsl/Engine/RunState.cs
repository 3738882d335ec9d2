using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PipelineDsl.Engine;

/// <summary>What all tasks of a run share: what is run, over which corpus, and the seals of the stages that have ended.</summary>
internal sealed class RunState
{
    private readonly Dictionary<string, Seal> _seals = new(StringComparer.Ordinal);
    private readonly Dictionary<int, CutMarks> _marks = [];
    private readonly Lazy<WorkerSlot>[] _workers;
    private readonly Lazy<PipelineFingerprints> _fingerprints;
    private readonly Lazy<SequenceOptions?> _sequences;
    private readonly Lazy<HashSet<string>> _names;

    /// <summary>Prepares a run.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="context">The services.</param>
    /// <param name="shards">The corpus.</param>
    public RunState(PipelineDefinition pipeline, RunOptions options, PipelineContext context, IReadOnlyList<Shard> shards)
    {
        Pipeline = pipeline;
        Options = options;
        Context = context;
        Shards = shards;
        Places = new InputPlaces(new ObjectBuckets(options.Storage));
        _workers = new Lazy<WorkerSlot>[Math.Clamp(options.Workers, 1, Math.Max(1, shards.Count))];
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new(() => new WorkerSlot(pipeline, context, options.SamplesPerRule));
        }

        Code = Worker(0).Code;
        _fingerprints = new(() => PipelineFingerprints.Of(pipeline, Code, context, options.StoreDirectory));
        _sequences = new(FindSequences);
        _names = new(FindNames);
    }

    /// <summary>The pipeline.</summary>
    public PipelineDefinition Pipeline { get; }

    /// <summary>How it is run.</summary>
    public RunOptions Options { get; }

    /// <summary>The services.</summary>
    public PipelineContext Context { get; }

    /// <summary>The corpus.</summary>
    public IReadOnlyList<Shard> Shards { get; }

    /// <summary>Where the corpus lies.</summary>
    public InputPlaces Places { get; }

    /// <summary>The number of threads that do tasks.</summary>
    public int Threads => _workers.Length;

    /// <summary>The first thread's code, to be asked.</summary>
    public PipelineWorker Code { get; }

    /// <summary>What the tasks' code is, as parts of keys.</summary>
    public PipelineFingerprints Fingerprints => _fingerprints.Value;

    /// <summary>How the tokens become the sequences of the pipeline's datasets, or null if it has none.</summary>
    public SequenceOptions? Sequences => _sequences.Value;

    /// <summary>How the pipeline makes tokens, or null if it makes none.</summary>
    public TokenPacking? Tokens => Code.Packing;

    /// <summary>Measures the run, or null if nobody watches it.</summary>
    public RunMeter? Meter { get; init; }

    /// <summary>The output files that grow while the last phase is done; null if they are made in the end.</summary>
    public GrowingOutputs? Outputs { get; init; }

    /// <summary>The document that is to be explained, or null in a real run.</summary>
    public DocumentWatch? Watch { get; init; }

    /// <summary>The records whose id an earlier record has; null if the pipeline knows no ids.</summary>
    public ActionCommit? RepeatedIds => _seals.GetValueOrDefault(RepeatedIdStage.StageName)?[0];

    /// <summary>All stages, in order.</summary>
    public IReadOnlyList<Stage> Stages
    {
        get
        {
            List<Stage> stages = [new PhaseStage(this, 0)];
            if (Pipeline.IdSlot >= 0)
            {
                stages.Add(new RepeatedIdStage(this));
                stages.Add(new PhaseStage(this, 0, again: true));
            }

            for (int cut = 0; cut < Pipeline.Cuts.Count; cut++)
            {
                stages.Add(new CutStage(this, cut));
                stages.Add(new PhaseStage(this, cut + 1));
            }

            return stages;
        }
    }

    /// <summary>Makes sure that the run can come to its end, before it is begun or planned: all that the last stages need is loaded.</summary>
    /// <exception cref="RunException">The tokenizer cannot be loaded, the pipeline's sequences cannot be made, or two outputs have one name.</exception>
    public void Check()
    {
        _ = Tokens;
        _ = Sequences;
        _ = _names.Value;
    }

    /// <summary>What a thread owns.</summary>
    public WorkerSlot Worker(int thread) => _workers[thread].Value;

    /// <summary>Whether a stage has ended.</summary>
    public bool IsSealed(string stage) => _seals.ContainsKey(stage);

    /// <summary>Forgets all seals: something that was sealed is gone.</summary>
    public void ForgetSeals()
    {
        _seals.Clear();
        _marks.Clear();
    }

    /// <summary>What the stages left that have ended.</summary>
    public IEnumerable<ActionCommit> Commits => _seals.Values.SelectMany(static seal => seal);

    /// <summary>The seal of a stage that has ended.</summary>
    public Seal Sealed(string stage) => _seals[stage];

    /// <summary>The commits that a phase came to in the end, by shard.</summary>
    public Seal EndOf(int phase) => phase == 0 && _seals.TryGetValue(PhaseStage.Again, out Seal? again) ? again : _seals[PhaseStage.StageName(phase)];

    /// <summary>What a deduplication came to.</summary>
    public CutResult ResultOf(int cut) => CutResult.Of(_seals[CutStage.StageName(cut)][0]);

    /// <summary>What a deduplication says of the documents.</summary>
    public CutMarks MarksOf(int cut)
    {
        lock (_marks)
        {
            if (!_marks.TryGetValue(cut, out CutMarks? marks))
            {
                // The marks of one shard are verified when they are opened, not the file as a whole: every task of a phase reads a piece of it.
                ActionCommit commit = _seals[CutStage.StageName(cut)][0];
                using BinaryReader table = new(new MemoryStream(CutResult.Of(commit).Marks));
                marks = new CutMarks(Pipeline.Cuts[cut], table, () => commit.Read(ShardFiles.Marks), () => throw new CorruptArtifactException(commit, commit.FullName(ShardFiles.Marks), "does not hold the marks that were written"));
                _marks.Add(cut, marks);
            }

            return marks;
        }
    }

    /// <summary>Takes note of a stage's end.</summary>
    public void Add(string stage, Seal seal) => _seals.Add(stage, seal);

    /// <summary>Takes the name of an output file.</summary>
    /// <exception cref="RunException">Another has it.</exception>
    public void TakeName(string name)
    {
        lock (_names)
        {
            Take(_names.Value, name);
        }
    }

    private static void Take(HashSet<string> names, string name)
    {
        if (!names.Add(name))
        {
            throw new RunException("PDSL2014", $"two outputs write '{name}'; give one of them another name");
        }
    }

    /// <summary>The names of the files that every run writes, and of the outputs.</summary>
    private HashSet<string> FindNames()
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (string name in (IEnumerable<string>)[Manifest.FileName, Publisher.RejectsFile, Publisher.SummaryFile, SamplesFile.Name, NotesFile.Name, .. Worker(0).Writers.Select(static w => w.FileName)])
        {
            Take(names, name);
        }

        return names;
    }

    private SequenceOptions? FindSequences()
    {
        if (Pipeline.Datasets.Count == 0)
        {
            return null;
        }

        TokenPacking tokens = Tokens ?? throw new InvalidOperationException($"the dataset of {Pipeline.Datasets[0]} needs tokens: put a [Tokenize<…>] step before it");
        SequenceOptions sequences = Code.Sequences ?? new SequenceOptions { ContextLength = tokens.ContextLength };
        try
        {
            sequences.Check();
        }
        catch (ArgumentException exception)
        {
            throw new RunException("PDSL2016", $"the sequences cannot be made: {exception.Message}");
        }

        return sequences;
    }
}
