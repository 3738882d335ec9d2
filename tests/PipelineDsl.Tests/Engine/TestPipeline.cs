using System;
using System.Collections.Generic;
using PipelineDsl.Engine;

namespace PipelineDsl.Tests.Engine;

/// <summary>
/// A pipeline written by hand as the generator would: tab-separated lines "id, text"; a length rule; a dedup by text; a rule that drops texts with "bad" and
/// upper-cases nothing; one line of output per document.
/// </summary>
internal static class TestPipeline
{
    private static readonly RuleInfo s_short = new("Length", "TooShort", 0);
    private static readonly RuleInfo s_duplicate = new("Exact", "Duplicate", 1);
    private static readonly RuleInfo s_bad = new("Clean", "NoBadWord", 2);

    public static PipelineDefinition Create(string outputFile = "out.txt", Action? onDocument = null) => new()
    {
        Name = "Tests.TestPipeline",
        Plan = "a plan",
        Sources = [new SourceInfo("Tabs", "in/*.tsv", new Fields())],
        Fields = [new FieldInfo("text", FieldKind.Utf8, false), new FieldInfo("id", FieldKind.Utf8, false)],
        IdSlot = 1,
        Rules = [s_short, s_duplicate, s_bad],
        Cuts = [new CutInfo(s_duplicate)],
        Outputs = ["Lines"],
        CreateWorker = _ => new Worker(outputFile, onDocument),
    };

    private sealed class Fields() : FieldMap(1, new FieldInfo("text", FieldKind.Utf8, false), new FieldInfo("id", FieldKind.Utf8, false))
    {
        public override int Find(ReadOnlySpan<byte> name) => name.SequenceEqual("text"u8) ? 0 : name.SequenceEqual("id"u8) ? 1 : -1;
    }

    private sealed class Worker(string outputFile, Action? onDocument) : PipelineWorker
    {
        public override void Read(int source, RecordInput input, Record record)
        {
            while (input.TryReadLine(out ReadOnlySpan<byte> line))
            {
                int tab = line.IndexOf((byte)'\t');
                if (tab < 0)
                {
                    record.Reject(RejectReason.Malformed, "no tab");
                    continue;
                }

                record.Set(1, line[..tab]);
                record.SetText(line[(tab + 1)..]);
                record.Emit();
            }
        }

        public override Verdict Run(int phase, Document document)
        {
            onDocument?.Invoke();
            ReadOnlySpan<byte> text = document.Text.Bytes;
            if (phase == 0)
            {
                Check check = Check.AtLeast(text.Length, 3);
                if (!check.Passed)
                {
                    return Verdict.Drop(s_short, check);
                }

                document.Sketch.WriteKey(text);
                return Verdict.Keep;
            }

            return text.IndexOf("bad"u8) >= 0 ? Verdict.Drop(s_bad) : Verdict.Keep;
        }

        public override Deduplication Resolve(int cut) => ExactDeduplication.Resolve();

        public override OutputWriter Open(int output, OutputContext context) => new LineWriter(outputFile);
    }

    private sealed class LineWriter(string file) : OutputWriter
    {
        public override string FileName => file;

        public override void Write(Document document, TextBuffer output)
        {
            output.Append(document.Utf8(1));
            output.Append((byte)'=');
            output.Append(document.Text.Bytes);
            output.Append((byte)'\n');
        }

        public override void Finish(in OutputTotals totals, TextBuffer output) => output.Append("end\n"u8);

        public override IEnumerable<KeyValuePair<string, string>> Describe(OutputTotals totals) => [KeyValuePair.Create("lines", "many")];
    }
}
