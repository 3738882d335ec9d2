using System.Collections.Generic;
using System.Linq;
using static PipelineDsl.Generator.Code;

namespace PipelineDsl.Generator;

/// <summary>Writes the structs that hold a segment's features and forward to them, so that the library's loops inline every visitor.</summary>
internal static class FeatureEmitter
{
    /// <summary>The visitors: interface, the scanner's method, the callback, its parameter and the argument that is passed on.</summary>
    public static readonly (Visitors Visitor, string Interface, string Visit, string Method, string Parameter, string Argument)[] Visits =
    [
        (Visitors.Chunk, "IChunkVisitor", "VisitChunks", "OnChunk", $"in {Dsl}TextChunk chunk", "in chunk"),
        (Visitors.Byte, "IByteVisitor", "VisitBytes", "OnByte", "byte value", "value"),
        (Visitors.Rune, "IRuneVisitor", "VisitRunes", "OnRune", "global::System.Text.Rune rune", "rune"),
        (Visitors.Line, "ILineVisitor", "VisitLines", "OnLine", $"in {Dsl}Line line", "in line"),
        (Visitors.Paragraph, "IParagraphVisitor", "VisitParagraphs", "OnParagraph", $"in {Dsl}Paragraph paragraph", "in paragraph"),
        (Visitors.Word, "IWordVisitor", "VisitWords", "OnWord", $"in {Dsl}Word word", "in word"),
        (Visitors.Sentence, "ISentenceVisitor", "VisitSentences", "OnSentence", $"in {Dsl}Sentence sentence", "in sentence"),
        (Visitors.Document, "IDocumentVisitor", "VisitDocument", "OnDocument", $"{Utf8Span} text", "text"),
    ];

    /// <summary>The names of the runtime's <c>TextClasses</c>, bit by bit.</summary>
    internal static readonly string[] ClassesByBit =
    [
        "Space", "LineEnd", "Newline", "Letter", "Upper", "Digit", "Punctuation", "Continuation", "Period", "NumberSign", "Ellipsis",
    ];

    /// <summary>The visitors of a tier's features, together.</summary>
    public static Visitors VisitorsOf(TierPlan tier) => tier.Features.Aggregate(Visitors.None, static (sum, f) => sum | f.Visitors);

    /// <summary>The name of the struct that holds a tier's features.</summary>
    public static string StructName(SegmentPlan segment, TierPlan tier) => $"Segment{segment.Index}{tier.Tier}";

    /// <summary>The name of the type that selects a segment's masks.</summary>
    public static string ClassesName(SegmentPlan segment) => $"Segment{segment.Index}Classes";

    /// <summary>Where each feature of a segment lives: its type → <c>words.WordStats</c>.</summary>
    public static Dictionary<string, string> Places(SegmentPlan segment)
    {
        Dictionary<string, string> places = [];
        foreach (TierPlan tier in segment.Tiers)
        {
            HashSet<string> taken = [];
            foreach (FeatureSpec feature in tier.Features)
            {
                places.Add(feature.Type, $"{tier.Tier.ToString().ToLowerInvariant()}.{MemberName(feature, taken)}");
            }
        }

        return places;
    }

    /// <summary>Writes a segment's structs.</summary>
    public static void Emit(SourceWriter writer, SegmentPlan segment)
    {
        if (segment.Tiers.All(static t => t.Features.Count == 0))
        {
            return;
        }

        writer.Line($"/// <summary>The masks that segment {segment.Index} looks at.</summary>");
        writer.Open($"public readonly struct {ClassesName(segment)} : {Dsl}IClassSelection");
        writer.Line($"public static {Dsl}TextClasses Classes => {ClassNames(segment.Classes)};");
        writer.Close();
        writer.Blank();
        foreach (TierPlan tier in segment.Tiers.Where(static t => t.Features.Count > 0))
        {
            EmitStruct(writer, segment, tier);
        }
    }

    /// <summary>The masks by name; a bit without a name stays a number.</summary>
    private static string ClassNames(int classes)
    {
        IEnumerable<string> names = Enumerable.Range(0, 32).Where(bit => (classes >> bit & 1) != 0).Select(static bit => bit < ClassesByBit.Length
            ? $"{Dsl}TextClasses.{ClassesByBit[bit]}"
            : $"(({Dsl}TextClasses){1 << bit})");
        return classes == 0 ? $"{Dsl}TextClasses.None" : string.Join(" | ", names);
    }

    private static void EmitStruct(SourceWriter writer, SegmentPlan segment, TierPlan tier)
    {
        Visitors visitors = VisitorsOf(tier);
        string interfaces = string.Join(", ", Visits.Where(v => (visitors & v.Visitor) != 0).Select(static v => Dsl + v.Interface));
        writer.Line($"/// <summary>What segment {segment.Index} measures of {tier.Tier.ToString().ToLowerInvariant()}.</summary>");
        writer.Open($"public struct {StructName(segment, tier)}{(interfaces.Length > 0 ? " : " : "")}{interfaces}");

        HashSet<string> taken = [];
        (FeatureSpec Feature, string Member)[] members = [.. tier.Features.Select(f => (f, MemberName(f, taken)))];
        foreach ((FeatureSpec feature, string member) in members)
        {
            writer.Line($"public {feature.Type} {member};");
        }

        writer.Blank();
        foreach ((Visitors visitor, _, _, string method, string parameter, string argument) in Visits.Where(v => (visitors & v.Visitor) != 0))
        {
            writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
            writer.Open($"public void {method}({parameter})");
            foreach ((FeatureSpec feature, string member) in members.Where(m => (m.Feature.Visitors & visitor) != 0))
            {
                writer.Line($"{member}.{method}({argument});");
            }

            writer.Close();
            writer.Blank();
        }

        writer.Close();
        writer.Blank();
    }

    /// <summary>Two features of one name, from different namespaces, need different members.</summary>
    private static string MemberName(FeatureSpec feature, HashSet<string> taken)
    {
        string name = Names.Escape(feature.Name);
        for (int n = 2; !taken.Add(name); n++)
        {
            name = $"{feature.Name}{n}";
        }

        return name;
    }
}
