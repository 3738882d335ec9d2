using System;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Testing;
using Xunit;

namespace PipelineDsl.Generator.Tests.Testing;

public class VerdictTableTests
{
    [Fact]
    public Task Snapshots() => Snapshot.Match(new VerdictTable(s_atLeastTwoBytes)
    {
        { "long enough", "ab" },
        { "short", "a" },
        { "nothing", "" },
    });

    private static readonly RuleInfo s_rule = new("Length", "LongEnough", 0);

    private static readonly PipelineDefinition s_atLeastTwoBytes = new()
    {
        Name = "AtLeastTwoBytes",
        Plan = "",
        Sources = [],
        Fields = [new FieldInfo("text", FieldKind.Utf8, Optional: false)],
        IdSlot = -1,
        Rules = [s_rule],
        Cuts = [],
        Outputs = [],
        CreateWorker = static _ => new Worker(),
    };

    private sealed class Worker : PipelineWorker
    {
        public override void Read(int source, RecordInput input, Record record) => throw new NotSupportedException();

        public override OutputWriter Open(int output, OutputContext context) => throw new NotSupportedException();

        public override Verdict Run(int phase, Document document)
            => Check.AtLeast(document.Text.Length, 2) is { Passed: false } check ? Verdict.Drop(s_rule, check) : Verdict.Keep;
    }
}
