using System;

namespace PipelineDsl;

/// <summary>Marks a component: a class whose contract methods (static, marked by an attribute of their own) a step calls.</summary>
/// <remarks>
/// <para>The generator fills a contract method's parameters as a container would, but at compile time, by the first of these that fits:</para>
/// <list type="number">
/// <item>a type of the contract itself: <see cref="RecordInput"/> and <see cref="Record"/> (readers), <see cref="TextBuffer"/> (mappers), <see cref="Sketch"/> and <see cref="DedupOutcome"/> (deduplications), <see cref="StepNotes"/> (filters and mappers);</item>
/// <item><see cref="TextAttribute"/>: the document's text as it is at this step, <c>ReadOnlySpan&lt;byte&gt;</c>, UTF-8;</item>
/// <item><see cref="FieldAttribute"/>, or <see cref="FieldNamedByAttribute"/>, whose field's name is an option: a field of the record: <c>ReadOnlySpan&lt;byte&gt;</c> (UTF-8), <c>long</c>, <c>double</c> or <c>bool</c>;</item>
/// <item>a type marked <see cref="FeatureAttribute"/>: the feature, measured in the fused pass (by <c>in</c> or by value);</item>
/// <item>a class marked <see cref="ScratchAttribute"/>: the memory of the step, one for each worker;</item>
/// <item>a type that implements <see cref="IService{TSelf}"/>: loaded once per process; the option of the same name, if there is one, is its path;</item>
/// <item>otherwise an option: the step's constructor parameter of the same name, or else the parameter's own default.</item>
/// </list>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class ComponentAttribute : Attribute;

/// <summary>
/// Marks a class as the memory of a step: a sealed class with a parameterless constructor, of which each worker makes one instance for each step whose contract
/// methods have a parameter of it. So a mapper can hand what it counted to rules of its own component, which run right after it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ScratchAttribute : Attribute;

/// <summary>Marks a filter: a set of <see cref="RuleAttribute"/> methods, all of which must hold, and of <see cref="TimesAttribute"/> methods, which say how many times the document counts.</summary>
public sealed class FilterAttribute : ComponentAttribute
{
    /// <summary>Declares a filter.</summary>
    /// <param name="inOrder">
    /// Whether the rules are decided in the order of declaration, so that a document that breaks several is always dropped by the first of them. Default: no; cheap rules come first then,
    /// and dear measurements are spared more often.
    /// </param>
    public FilterAttribute(bool inOrder = false) => InOrder = inOrder;

    /// <summary>Whether the rules are decided in the order of declaration.</summary>
    public bool InOrder { get; }
}

/// <summary>
/// Marks a mapper: a class with one <see cref="MapAttribute"/> method, which rewrites the text. It may have <see cref="RuleAttribute"/> methods too: they are decided right after it, on the
/// text that it made and on what it left in the memory of the step (<see cref="ScratchAttribute"/>).
/// </summary>
public sealed class MapperAttribute : ComponentAttribute;

/// <summary>
/// Marks a deduplication: a class with one <see cref="KeyAttribute"/> method (documents with one key are duplicates), or with one <see cref="SketchAttribute"/> and one
/// <see cref="ResolveAttribute"/> method. It may have a <see cref="RankAttribute"/> method, which chooses the survivor, and <see cref="RuleAttribute"/> methods: they are decided right after
/// it, on the text as it left it, and may take a <see cref="DedupOutcome"/>.
/// </summary>
public sealed class DedupAttribute : ComponentAttribute;

/// <summary>Marks a reader: a class with one <see cref="ReadAttribute"/> method, which cuts a file into records.</summary>
public sealed class ReaderAttribute : ComponentAttribute
{
    /// <summary>Declares a reader.</summary>
    /// <param name="lines">
    /// Which lines are records. A reader that says so is given large files that are not compressed in slices, several workers at a time. It reads with <see cref="RecordInput.TryReadLine"/> only, makes exactly one record
    /// (emitted or rejected) of each line that counts as one, and a line's record depends on that line alone: there is no header. The run fails if it makes more or fewer records. Default: <see cref="LineRecords.None"/>.
    /// </param>
    public ReaderAttribute(LineRecords lines = LineRecords.None) => Lines = lines;

    /// <summary>Which lines are records.</summary>
    public LineRecords Lines { get; }
}

/// <summary>Marks a sequencer: a class with one <see cref="ArrangeAttribute"/> method, which says how tokens become sequences.</summary>
public sealed class SequencerAttribute : ComponentAttribute;

/// <summary>
/// Marks a writer: a class with one <see cref="OpenAttribute"/> method, which returns an <see cref="OutputWriter"/> for the documents as they are kept, or a
/// <see cref="DatasetWriter"/> for the sequences made of their tokens.
/// </summary>
public sealed class WriterAttribute : ComponentAttribute;

/// <summary>Marks a class that names a tokenizer.</summary>
public sealed class TokenizeAttribute : ComponentAttribute
{
    /// <summary>Names the tokenizer and how its ids are packed.</summary>
    /// <param name="tokenizer">
    /// One of the names that <see cref="KnownTokenizerAttribute"/> declares, such as <c>o200k_base</c>, or the path of a tokenizer file or of a folder that holds one, relative to the project's
    /// folder: a name with a slash or a dot in it.
    /// </param>
    /// <param name="contextLength">Tokens per packed sequence; 0 (default) leaves the documents unpacked, one after the other.</param>
    /// <param name="endOfText">Whether each document is followed by the tokenizer's end-of-text id (default: yes).</param>
    /// <param name="beginOfText">Whether each document begins with the tokenizer's begin-of-text id, as LLaMA and Mistral were trained (default: no).</param>
    public TokenizeAttribute(string tokenizer, [OptionRange(0, 1 << 24)] int contextLength = 0, bool endOfText = true, bool beginOfText = false)
    {
        BeginOfText = beginOfText;
        Tokenizer = tokenizer;
        ContextLength = contextLength;
        EndOfText = endOfText;
    }

    /// <summary>The tokenizer's name or path.</summary>
    public string Tokenizer { get; }

    /// <summary>Tokens per packed sequence, or 0.</summary>
    public int ContextLength { get; }

    /// <summary>Whether each document is followed by the end-of-text id.</summary>
    public bool EndOfText { get; }

    /// <summary>Whether each document begins with the begin-of-text id.</summary>
    public bool BeginOfText { get; }
}
