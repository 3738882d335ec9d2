using System;

namespace PipelineDsl;

/// <summary>Marks a rule of a filter: a static method that returns <see cref="bool"/> or <see cref="Check"/>; false drops the document.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuleAttribute : Attribute;

/// <summary>
/// Marks a method of a filter that says how many times the document counts: static, returns <see cref="int"/>. It is written and trained on so often; 0 or less drops it. Several such
/// methods multiply.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TimesAttribute : Attribute;

/// <summary>
/// Marks the method of a mapper: static, takes the text and a <see cref="TextBuffer"/> that is empty at the call. Returns <see langword="void"/>, or
/// <see cref="bool"/>: false says that the text stays as it was and the buffer is not looked at.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MapAttribute : Attribute;

/// <summary>
/// Marks the method that gives a document's key for exact deduplication: static, returns <c>ReadOnlySpan&lt;byte&gt;</c> (hashed to 128 bits with
/// XXH3) or <see cref="UInt128"/>. An empty span means "no key": such a document is never a duplicate.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeyAttribute : Attribute;

/// <summary>
/// Marks the method that writes what a deduplication needs to know of a document: static, returns <see langword="void"/>, takes a <see cref="Sketch"/> that is empty at the call. If
/// it writes nothing, the document takes no part.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SketchAttribute : Attribute;

/// <summary>Marks the method that makes what resolves the sketches: static, returns <see cref="Deduplication"/>; its parameters are options and services.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResolveAttribute : Attribute;

/// <summary>Marks the method that says which of several duplicates survives: static, returns <see cref="double"/>. The highest does; of equal ones the first in the corpus's order. NaN comes last.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RankAttribute : Attribute;

/// <summary>Marks the method of a reader: static, returns <see langword="void"/>, takes a <see cref="RecordInput"/> and a <see cref="Record"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadAttribute : Attribute;

/// <summary>Marks the method of a sequencer: static, returns <see cref="SequenceOptions"/>; its parameters are options and services.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ArrangeAttribute : Attribute;

/// <summary>
/// Marks the method of a writer: static, returns an <see cref="OutputWriter"/> (and may take an <see cref="OutputContext"/>) or a <see cref="DatasetWriter"/> (and may take a
/// <see cref="DatasetContext"/>); its other parameters are options and services.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenAttribute : Attribute;

/// <summary>
/// Marks a method of a feature that runs after the pass over the text: an instance method that returns <see langword="void"/> and whose parameters are
/// other features, which are then complete. So a feature can be derived from others.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FinishAttribute : Attribute;

/// <summary>
/// Marks the method of a feature that is a class which runs before each text: an instance method without parameters that returns <see langword="void"/>
/// and forgets the last text. A worker has one instance of such a feature, which keeps its memory.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BeginAttribute : Attribute;
