namespace PipelineDsl.Generator;

/// <summary>The metadata names of the contracts that the generator knows. It knows no step by name.</summary>
internal static class ContractNames
{
    public const string Pipeline = "PipelineDsl.PipelineAttribute";

    public const string SourceStep = "PipelineDsl.SourceAttribute`1";
    public const string FilterStep = "PipelineDsl.FilterAttribute`1";
    public const string MapStep = "PipelineDsl.MapAttribute`1";
    public const string DedupStep = "PipelineDsl.DedupAttribute`1";
    public const string TokenizeStep = "PipelineDsl.TokenizeAttribute`1";
    public const string SequenceStep = "PipelineDsl.SequenceAttribute`1";
    public const string OutputStep = "PipelineDsl.OutputAttribute`1";

    public const string Step = "PipelineDsl.StepAttribute";
    public const string ChatTemplate = "PipelineDsl.ChatTemplateAttribute";
    public const string TokenizeMarker = "PipelineDsl.TokenizeAttribute";

    public const string Rule = "PipelineDsl.RuleAttribute";
    public const string Times = "PipelineDsl.TimesAttribute";
    public const string Map = "PipelineDsl.MapAttribute";
    public const string Key = "PipelineDsl.KeyAttribute";
    public const string Sketch = "PipelineDsl.SketchAttribute";
    public const string Resolve = "PipelineDsl.ResolveAttribute";
    public const string Rank = "PipelineDsl.RankAttribute";
    public const string Read = "PipelineDsl.ReadAttribute";
    public const string Arrange = "PipelineDsl.ArrangeAttribute";
    public const string Open = "PipelineDsl.OpenAttribute";
    public const string Begin = "PipelineDsl.BeginAttribute";
    public const string Finish = "PipelineDsl.FinishAttribute";

    public const string Feature = "PipelineDsl.FeatureAttribute";
    public const string ReaderMarker = "PipelineDsl.ReaderAttribute";
    public const string FilterMarker = "PipelineDsl.FilterAttribute";
    public const string Scratch = "PipelineDsl.ScratchAttribute";
    public const string StepProfile = "PipelineDsl.StepProfileAttribute";
    public const string Profile = "PipelineDsl.ProfileAttribute";
    public const string Text = "PipelineDsl.TextAttribute";
    public const string Field = "PipelineDsl.FieldAttribute";
    public const string FieldNamedBy = "PipelineDsl.FieldNamedByAttribute";
    public const string SourcePattern = "PipelineDsl.SourcePatternAttribute";
    public const string TextField = "PipelineDsl.TextFieldAttribute";
    public const string IdField = "PipelineDsl.IdFieldAttribute";
    public const string ClusterIdField = "PipelineDsl.ClusterIdFieldAttribute";
    public const string ClusterSizeField = "PipelineDsl.ClusterSizeFieldAttribute";
    public const string CarriedFields = "PipelineDsl.CarriedFieldsAttribute";

    public const string Service = "PipelineDsl.IService`1";
    public const string RecordInput = "PipelineDsl.RecordInput";
    public const string Record = "PipelineDsl.Record";
    public const string TextBuffer = "PipelineDsl.TextBuffer";
    public const string OutputContext = "PipelineDsl.OutputContext";
    public const string OutputWriter = "PipelineDsl.OutputWriter";
    public const string DatasetContext = "PipelineDsl.DatasetContext";
    public const string DatasetWriter = "PipelineDsl.DatasetWriter";
    public const string SequenceOptions = "PipelineDsl.SequenceOptions";
    public const string SketchType = "PipelineDsl.Sketch";
    public const string DedupOutcome = "PipelineDsl.DedupOutcome";
    public const string StringSyntax = "System.Diagnostics.CodeAnalysis.StringSyntaxAttribute";
    public const string StepNotes = "PipelineDsl.StepNotes";
    public const string Deduplication = "PipelineDsl.Deduplication";

    /// <summary>What resolves the deduplication of a component that has a key and says no more.</summary>
    public const string KeyDeduplication = "PipelineDsl.ExactDeduplication";
    public const string Check = "PipelineDsl.Check";
}
