using System;
using System.Linq;

namespace PipelineDsl.Generator;

// The specs are what is left of a pipeline when the compiler's objects are gone: immutable, equal by value, members too. They hold no symbol, syntax or location,
// so that an edit elsewhere leaves them equal and nothing is emitted again.

/// <summary>A pipeline as it was declared.</summary>
internal sealed record PipelineSpec(
    TypeSpec Type,
    bool Audit,
    EquatableArray<SourceSpec> Sources,
    EquatableArray<StepSpec> Steps,
    TokenizeSpec? Tokenize,
    SequenceSpec? Sequences,
    EquatableArray<OutputSpec> Outputs,
    EquatableArray<OutputSpec> Datasets,
    EquatableArray<FieldSpec> Fields,
    int IdSlot,
    EquatableArray<FeatureSpec> Features);

/// <summary>Where the emitted members go.</summary>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Containers">The containing types, outermost first, as <c>class Outer</c>.</param>
/// <param name="Keyword">Such as <c>class</c>.</param>
/// <param name="Name">The class's name.</param>
/// <param name="IsReachable">Whether all of the assembly can see the class. Only then can it make itself known when the assembly is loaded.</param>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> Containers, string Keyword, string Name, bool IsReachable);

/// <summary>A field that some step names; its place in the list is its slot.</summary>
internal sealed record FieldSpec(string Name, FieldType Type, bool Optional);

/// <summary>What a field holds; the names are those of the runtime's <c>FieldKind</c>.</summary>
internal enum FieldType
{
    Utf8,
    Integer,
    Number,
    Boolean,
}

/// <summary>A source: its reader's call, what it calls the text and the id, and which lines are records, as a C# literal, or null if the reader does not say.</summary>
internal sealed record SourceSpec(string Name, string Pattern, string TextField, string? IdField, CallSpec Read, string? Lines = null);

/// <summary>A step between the sources and the tokens.</summary>
internal abstract record StepSpec(string Name);

/// <summary>A filter and its rules, in the order of declaration; <paramref name="InOrder"/> if they must be decided in it.</summary>
internal sealed record FilterSpec(string Name, EquatableArray<RuleSpec> Rules, bool InOrder = false) : StepSpec(Name);

/// <summary>A mapper.</summary>
internal sealed record MapSpec(string Name, CallSpec Call, bool TellsChange) : StepSpec(Name);

/// <summary>A deduplication.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Sketch">The call that gives the key or writes the sketch.</param>
/// <param name="IsKey">Whether it gives a key.</param>
/// <param name="Verifies">Whether the key's bytes are kept with it.</param>
/// <param name="Rank">The call that ranks a document, or null.</param>
/// <param name="Resolve">The call that makes what resolves it.</param>
/// <param name="ClusterId">The field that gets the cluster's id, or null.</param>
/// <param name="ClusterSize">The field that gets the cluster's size, or null.</param>
internal sealed record DedupSpec(string Name, CallSpec Sketch, bool IsKey, bool Verifies, CallSpec? Rank, CallSpec Resolve, string? ClusterId, string? ClusterSize) : StepSpec(Name)
{
    /// <summary>The calls for each document.</summary>
    public CallSpec[] PerDocument => Rank is null ? [Sketch] : [Sketch, Rank];

    /// <summary>The fields that it sets.</summary>
    public CallSpec Provides => new("", "", new[] { ClusterId, ClusterSize }
        .Where(static f => f is not null)
        .Select(static f => new ArgumentSpec(ArgumentKind.Field, f!, f!, FieldType: FieldType.Integer, Optional: true))
        .ToEquatableArray());
}

/// <summary>A rule; <paramref name="Measures"/> if it returns a <c>Check</c>, <paramref name="Repeats"/> if it says how many times the document counts.</summary>
internal sealed record RuleSpec(string Name, CallSpec Call, bool Measures, bool Repeats = false);

/// <summary>The tokenize step: the marker's arguments as C# literals, and those of the chat template beside it; none if there is no template.</summary>
internal sealed record TokenizeSpec(string Name, EquatableArray<ArgumentSpec> Arguments, EquatableArray<ArgumentSpec> Chat)
{
    /// <summary>The rule that drops conversations which the template cannot show.</summary>
    public const string TemplateRule = "Template";

    /// <summary>The rule that drops conversations which are too long.</summary>
    public const string MaxTokensRule = "MaxTokens";

    /// <summary>The field that holds the conversation.</summary>
    public const string ConversationField = "conversation";

    /// <summary>Whether the ids are those of the conversation, not of the text.</summary>
    public bool HasChat => Chat.Count > 0;

    /// <summary>What a record must have for the step.</summary>
    public CallSpec Needs => new("", "", HasChat ? new[] { new ArgumentSpec(ArgumentKind.Field, ConversationField, ConversationField) }.ToEquatableArray() : EquatableArray<ArgumentSpec>.Empty);
}

/// <summary>The step that says how tokens become sequences.</summary>
internal sealed record SequenceSpec(string Name, CallSpec Arrange);

/// <summary>An output: of documents, or of a dataset.</summary>
internal sealed record OutputSpec(string Name, CallSpec Open);

/// <summary>A call of a contract method.</summary>
internal sealed record CallSpec(string Type, string Method, EquatableArray<ArgumentSpec> Arguments);

/// <summary>Where an argument comes from.</summary>
internal enum ArgumentKind
{
    /// <summary>The file that is read.</summary>
    Input,

    /// <summary>The record that is filled.</summary>
    Record,

    /// <summary>The buffer that a mapper writes to.</summary>
    Buffer,

    /// <summary>What a deduplication will know of the document.</summary>
    Sketch,

    /// <summary>What the deduplication before did to the document.</summary>
    Outcome,

    /// <summary>What steps note of documents; the value is the step's name.</summary>
    Notes,

    /// <summary>What a writer may know, of documents or of a dataset.</summary>
    OutputContext,

    /// <summary>The text.</summary>
    Text,

    /// <summary>A field; the value is its name.</summary>
    Field,

    /// <summary>A feature; the value is its type.</summary>
    Feature,

    /// <summary>The memory of a step; the value is its type, the literal the step's name.</summary>
    Scratch,

    /// <summary>A service; the value is its type, the literal its path.</summary>
    Service,

    /// <summary>An option; the literal is its value.</summary>
    Option,
}

/// <summary>An argument of a contract method.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Parameter">The parameter's name, as C# writes it.</param>
/// <param name="Value">The type or field name, by kind.</param>
/// <param name="Literal">The C# literal, by kind.</param>
/// <param name="ByIn">Whether it is passed with <c>in</c>.</param>
/// <param name="FieldType">For a field, what it must hold.</param>
/// <param name="Optional">For a field, whether a record may lack it.</param>
internal sealed record ArgumentSpec(
    ArgumentKind Kind,
    string Parameter,
    string Value = "",
    string Literal = "",
    bool ByIn = false,
    FieldType FieldType = FieldType.Utf8,
    bool Optional = false);

/// <summary>The visitor interfaces that a feature implements.</summary>
[Flags]
internal enum Visitors
{
    None = 0,
    Chunk = 1,
    Byte = 2,
    Rune = 4,
    Line = 8,
    Paragraph = 16,
    Word = 32,
    Sentence = 64,
    Document = 128,
}

/// <summary>A feature that some step needs, directly or through another feature.</summary>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Name">Its type's simple name.</param>
/// <param name="Display">Its type's name as the plan shows it, type arguments included.</param>
/// <param name="Classes">The masks that it looks at, as the number behind <c>TextClasses</c>.</param>
/// <param name="Cost">The least tier it is measured in, as the number behind <c>FeatureCost</c>; 0 leaves that to its visitors.</param>
/// <param name="Visitors">How it looks at the text.</param>
/// <param name="BeginMethod">For a class, the method that forgets the last text; null for a struct, which starts anew.</param>
/// <param name="FinishMethod">The method that runs after the pass, or null.</param>
/// <param name="FinishArguments">The features that this method takes.</param>
internal sealed record FeatureSpec(
    string Type,
    string Name,
    string Display,
    int Classes,
    int Cost,
    Visitors Visitors,
    string? BeginMethod,
    string? FinishMethod,
    EquatableArray<ArgumentSpec> FinishArguments);
