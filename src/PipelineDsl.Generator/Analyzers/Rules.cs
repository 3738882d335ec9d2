using Microsoft.CodeAnalysis;

namespace PipelineDsl.Generator;

/// <summary>Every rule that the analyzers know: <c>PDSL0xxx</c> are errors of shape, <c>PDSL1xxx</c> is advice.</summary>
internal static class Rules
{
    public const string NotPartialId = "PDSL0001";
    public const string NotStaticId = "PDSL0003";
    public const string WrongPlaceId = "PDSL0005";
    public const string WrongMethodId = "PDSL0008";
    public const string UnknownTokenizerId = "PDSL0023";
    public const string DuplicateStepId = "PDSL0022";

    private const string Category = "PipelineDsl";

    public static readonly DiagnosticDescriptor NotPartial = Error(NotPartialId, "A pipeline must be partial", "'{0}' must be partial, so that the pipeline's code can be added to it");
    public static readonly DiagnosticDescriptor CannotBeExtended = Error("PDSL0002", "A pipeline cannot be generic or local to a file", "'{0}' is {1}; a pipeline and the types around it must be plain classes that other files can extend");
    public static readonly DiagnosticDescriptor NotStatic = Error(NotStaticId, "A pipeline must be a static class", "'{0}' must be a static class: a pipeline has no instances");
    public static readonly DiagnosticDescriptor NoSource = Error("PDSL0004", "A pipeline must have a source", "'{0}' has no source; begin its steps with one, such as [JsonLines(\"data/*.jsonl\")]");
    public static readonly DiagnosticDescriptor WrongPlace = Error(WrongPlaceId, "A step is in the wrong place", "'{0}' stands after a step that must follow it; the order is sources, then filters, mappers and deduplications, then at most one tokenize step, then at most one step that arranges sequences, then outputs");
    public static readonly DiagnosticDescriptor NoContract = Error("PDSL0006", "A step must derive from a contract", "'{0}' is no kind of step; derive it from SourceAttribute<T>, FilterAttribute<T>, MapAttribute<T>, DedupAttribute<T>, TokenizeAttribute<T>, SequenceAttribute<T> or OutputAttribute<T>");
    public static readonly DiagnosticDescriptor ContractMethods = Error("PDSL0007", "A component has the wrong number of contract methods", "'{0}' has {1} methods marked [{2}]; it must have {3}");
    public static readonly DiagnosticDescriptor WrongMethod = Error(WrongMethodId, "A contract method cannot be called", "'{0}' is {1}; a method marked [{2}] must be static, not generic, and visible to the pipeline '{3}'");
    public static readonly DiagnosticDescriptor WrongReturn = Error("PDSL0009", "A contract method returns the wrong type", "'{0}' returns '{1}'; a method marked [{2}] must return {3}");
    public static readonly DiagnosticDescriptor Unresolvable = Error("PDSL0010", "A parameter cannot be filled", "Nothing fills the parameter '{0}' of '{1}': {2}");
    public static readonly DiagnosticDescriptor FieldTypes = Error("PDSL0011", "A field is read with two types", "The field '{0}' is read as {1} here and as {2} by another step of '{3}'; use one type");
    public static readonly DiagnosticDescriptor FeatureCycle = Error("PDSL0012", "A feature is derived from itself", "'{0}' is derived from itself; break the circle of [Finish] parameters");
    public static readonly DiagnosticDescriptor IdleFeature = Error("PDSL0013", "A feature measures nothing", "'{0}' has no visitor and no [Finish] method; implement a visitor such as IWordVisitor, or derive it from other features");
    public static readonly DiagnosticDescriptor FinishParameter = Error("PDSL0014", "A feature can only be derived from features", "The parameter '{0}' of [Finish] has the type '{1}', which is not marked [Feature]");
    public static readonly DiagnosticDescriptor NoTokenizer = Error("PDSL0015", "A tokenize step must name a tokenizer", "'{0}' names no tokenizer; mark it with [Tokenize(\"o200k_base\")] or another known name");
    public static readonly DiagnosticDescriptor NoPattern = Error("PDSL0016", "A source must name its files", "'{0}' names no files; mark a parameter of its attribute with [SourcePattern] and give it a pattern");
    public static readonly DiagnosticDescriptor ScatteredSteps = Error("PDSL0017", "The steps of a pipeline must stand on one declaration", "'{0}' does not stand with the [Pipeline] attribute of '{1}', so its place among the steps is unknown; move it there");
    public static readonly DiagnosticDescriptor Unmarked = Error("PDSL0018", "A component must be marked", "'{0}' is used as a component but not marked; mark it with [{1}]");
    public static readonly DiagnosticDescriptor FeatureClass = Error("PDSL0019", "A feature that is a class cannot be reused", "'{0}' is a class without a {1}; a feature that is a class is made once and told before each text to forget the last");
    public static readonly DiagnosticDescriptor OptionRange = Error("PDSL0020", "An option is out of range", "The option '{0}' is {1}, but must lie between {2} and {3}");
    public static readonly DiagnosticDescriptor Contradiction = Error("PDSL0021", "Two options contradict each other", "The option '{0}' ({1}) must not be above '{2}' ({3})");
    public static readonly DiagnosticDescriptor DuplicateStep = Error(DuplicateStepId, "A step stands twice", "'{0}' stands above with the same options already; remove one of the two");
    public static readonly DiagnosticDescriptor UnknownTokenizer = Error(UnknownTokenizerId, "A tokenizer is unknown", "No tokenizer is called '{0}'; known are {1}");

    public static readonly DiagnosticDescriptor UnknownProfile = Error("PDSL0024", "A profile is unknown", "The step has no profile '{0}'; known are {1}");

    public static readonly DiagnosticDescriptor MapperBeforeChat = Error("PDSL0025", "A mapper stands before a chat template", "'{0}' changes the text, but the chat template of '{1}' renders the conversation, which stays as it was; remove the mapper, or change the conversations before they are read");

    public static readonly DiagnosticDescriptor NeedsTokens = Error("PDSL0027", "A step needs tokens", "'{0}' works on tokens, but no step before it makes any; put a [Tokenize<…>] step before it");
    public static readonly DiagnosticDescriptor IdleSequences = Error("PDSL0028", "Sequences are arranged for nothing", "No output after this step writes sequences; add a dataset output such as [MegatronOutput], or remove the step");

    public static readonly DiagnosticDescriptor WrongRegex = Error("PDSL0029", "A regular expression cannot be used", "The regular expression '{0}' cannot be used: {1}");

    public static readonly DiagnosticDescriptor DecodesText = Advice("PDSL1001", "A contract method decodes the whole text", "'{0}' makes a string of each document; look at the UTF-8 bytes, or measure a feature in the shared pass");
    public static readonly DiagnosticDescriptor NotDeterministic = Advice("PDSL1002", "A verdict depends on more than the document", "'{0}' makes the result depend on {1}; the same document must give the same result on every run and machine");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Descriptor(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Advice(string id, string title, string message) => Descriptor(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Descriptor(string id, string title, string message, DiagnosticSeverity severity)
        => new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics/{id}.md");
}
