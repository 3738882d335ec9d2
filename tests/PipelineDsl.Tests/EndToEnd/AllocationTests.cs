using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using PipelineDsl.Engine;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.EndToEnd;

/// <summary>The steady state allocates nothing: read, filter, map, hash, spill, tokenize, write.</summary>
public class AllocationTests
{
    private const int WarmUp = 2000;
    private const int Documents = 14_000;

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.jsonl.gz")]
    [InlineData("a.jsonl.zst")]
    public async Task TwelveThousandVariedDocumentsAllocateNothing(string file)
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "in"));
        using (Stream stream = CompressedOutput.Wrap(File.Create(Path.Combine(folder.Path, "in", file)), file))
        {
            WriteDocuments(stream);
        }

        // The least of a few runs, as in Allocation: the run-time may allocate in any single one.
        long allocated = long.MaxValue;
        for (int run = 0; run < 4 && allocated > 0; run++)
        {
            FirstProbe.Probe.Reset(WarmUp);
            SecondProbe.Probe.Reset(WarmUp);
            RunSummary summary = await AllocationPipeline.RunAsync(new RunOptions
            {
                ProjectDirectory = folder.Path,
                OutputDirectory = Path.Combine(folder.Path, $"out{run}"),
                Workers = 1,
            });

            Assert.True(summary.Succeeded);
            Assert.Equal(Documents, summary.Read);
            Assert.InRange(summary.Kept, Documents * 3 / 4, Documents - 1);
            Assert.Equal(Documents, FirstProbe.Probe.Documents);
            Assert.InRange(SecondProbe.Probe.Documents, WarmUp + 8000, Documents);
            allocated = Math.Min(allocated, Math.Max(FirstProbe.Probe.Allocated, SecondProbe.Probe.Allocated));
        }

        Assert.Equal(0, allocated);
    }

    /// <summary>Texts of 0 to some thousand characters in several scripts, with escapes and repeats; the longest comes within the warm-up.</summary>
    private static void WriteDocuments(Stream stream)
    {
        string[] words = ["the", "corpus", "naïve", "привет", "漢字", "line\nbreak", "\"quoted\"", "tab\there", "🙂", "carriage\rreturn", "1234", "x"];
        Random random = new(5);
        StringBuilder text = new();
        for (int i = 0; i < Documents; i++)
        {
            text.Clear();
            int length = i == WarmUp / 2 ? 3000 : random.Next(0, random.Next(1, 400));
            for (int word = 0; word < length; word++)
            {
                text.Append(words[random.Next(words.Length)]).Append(' ');
            }

            stream.Write(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"id\":\"{i}\",\"stars\":{i % 6},\"url\":\"https://example.org/{i}\",\"other\":[1,{{\"a\":null}}],\"text\":{JsonSerializer.Serialize(text.ToString())}}}\n")));
        }
    }
}
