using System;

namespace PipelineDsl;

/// <summary>The root of every attribute that is a step of a pipeline.</summary>
/// <remarks>
/// A step is an attribute; its options are the constructor's parameters, with their defaults. The generator hands each option, by name, to the
/// contract methods of the step's component (the type argument of <see cref="FilterAttribute{TFilter}"/> and its siblings) as a constant.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class StepAttribute : Attribute;

/// <summary>A step that reads documents with the reader <typeparamref name="TReader"/>; sources come first in a pipeline.</summary>
/// <typeparam name="TReader">A class marked <see cref="ReaderAttribute"/> with one <see cref="ReadAttribute"/> method.</typeparam>
/// <remarks>
/// The derived attribute's parameters name the files (<see cref="SourcePatternAttribute"/>) and, where the reader has named fields, which of
/// them are the text (<see cref="TextFieldAttribute"/>) and the id (<see cref="IdFieldAttribute"/>). A source without those reads the fields
/// <c>text</c> and, if some step names it, <c>id</c>.
/// </remarks>
public class SourceAttribute<TReader> : StepAttribute
{
    /// <summary>Reads the files that match <paramref name="pattern"/> (relative to the project, or absolute; <c>*</c> within a name, <c>**</c> for any folders).</summary>
    /// <param name="pattern">The files to read.</param>
    public SourceAttribute([SourcePattern] string pattern) => Pattern = pattern;

    /// <summary>The files to read, relative to the project.</summary>
    public string Pattern { get; }
}

/// <summary>A step that keeps the documents for which all rules of <typeparamref name="TFilter"/> hold.</summary>
/// <typeparam name="TFilter">A class marked <see cref="FilterAttribute"/> with <see cref="RuleAttribute"/> methods.</typeparam>
public class FilterAttribute<TFilter> : StepAttribute;

/// <summary>A step that changes the text with <typeparamref name="TMapper"/>; later steps see the changed text.</summary>
/// <typeparam name="TMapper">A class marked <see cref="MapperAttribute"/> with one <see cref="MapAttribute"/> method.</typeparam>
public class MapAttribute<TMapper> : StepAttribute;

/// <summary>A step that finds duplicates with <typeparamref name="TDedup"/> when the whole corpus has come so far.</summary>
/// <typeparam name="TDedup">A class marked <see cref="DedupAttribute"/>: with a <see cref="KeyAttribute"/> method, or with a <see cref="SketchAttribute"/> and a <see cref="ResolveAttribute"/> method.</typeparam>
public class DedupAttribute<TDedup> : StepAttribute
{
    /// <summary>Deduplicates. The options are those of components with a <see cref="KeyAttribute"/> method; others ignore them or have attributes of their own.</summary>
    /// <param name="verify">Whether keys are compared by bytes, not by their 128-bit hash alone. Default: no.</param>
    /// <param name="against">Index files of earlier runs, relative to the project: documents whose key is in one are dropped. Default: none.</param>
    /// <param name="index">The name of an index to write, in the output folder. Default: none.</param>
    /// <param name="clusterId">The field that gets the number of the first document with that key. Default: none.</param>
    /// <param name="clusterSize">The field that gets how many documents have that key. Default: none.</param>
    public DedupAttribute(
        bool verify = false,
        string? against = null,
        string? index = null,
        [ClusterIdField] string? clusterId = null,
        [ClusterSizeField] string? clusterSize = null)
    {
    }
}

/// <summary>A step that turns the text into token ids with the tokenizer that <typeparamref name="TTokens"/> is marked with.</summary>
/// <typeparam name="TTokens">A class marked <see cref="TokenizeAttribute"/>.</typeparam>
public class TokenizeAttribute<TTokens> : StepAttribute;

/// <summary>A step that says how the tokens become the sequences of the datasets after it; without one, documents are cut every context length of the tokenize step, or stay whole.</summary>
/// <typeparam name="TSequencer">A class marked <see cref="SequencerAttribute"/> with one <see cref="ArrangeAttribute"/> method.</typeparam>
public class SequenceAttribute<TSequencer> : StepAttribute;

/// <summary>A step that writes the kept documents, or the sequences made of their tokens, with <typeparamref name="TWriter"/>; outputs come last in a pipeline.</summary>
/// <typeparam name="TWriter">A class marked <see cref="WriterAttribute"/> with one <see cref="OpenAttribute"/> method.</typeparam>
public class OutputAttribute<TWriter> : StepAttribute;
