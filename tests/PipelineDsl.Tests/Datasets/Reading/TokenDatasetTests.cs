using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PipelineDsl.Tests.Datasets.Formats;
using PipelineDsl.Tests.Engine;
using Xunit;

namespace PipelineDsl.Tests.Datasets.Reading;

/// <summary>What we write we open again.</summary>
public sealed class TokenDatasetTests
{
    private static void Compare(FormatCase run, string path, bool hasEnds = true, bool hasLoss = true, bool endsAreSequences = false)
    {
        using TokenDataset dataset = TokenDataset.Open(path);
        Compare(run, dataset, hasEnds, hasLoss, endsAreSequences);
    }

    private static void Compare(FormatCase run, TokenDataset dataset, bool hasEnds = true, bool hasLoss = true, bool endsAreSequences = false)
    {
        int[] ids = new int[run.Flat.Length];
        byte[] loss = new byte[ids.Length];
        Assert.Equal(ids.Length, dataset.TokenCount);
        dataset.Read(0, ids);
        dataset.ReadLoss(0, loss);
        Assert.Equal(run.Flat, ids);
        Assert.Equal(hasLoss && run.IsFlagged ? run.Loss : [.. run.Loss.Select(static _ => (byte)1)], loss);
        Assert.Equal(hasEnds, dataset.HasDocuments);
        long length = 0;
        long[] ends = endsAreSequences ? [.. run.Sequences.Select(s => length += s.Ids.Length)] : run.Ends;
        for (int i = 0; i < ids.Length; i++)
        {
            Assert.Equal(hasEnds ? ends.First(e => e > i) : ids.Length, dataset.PieceEnd(i));
        }
    }

    [Fact]
    public void Megatron() => DatasetFormatKit.Sample(static c => MegatronWriter.Open(c, "m"), static run =>
    {
        Compare(run, run.File("m", ".idx"), endsAreSequences: true);
        Compare(run, run.File("m", ".bin"), endsAreSequences: true);
    });

    [Fact]
    public void Datatrove() => DatasetFormatKit.Sample(static c => DatatroveWriter.Open(c, "d"), static run => Compare(run, run.File("d", ".ds")));

    [Fact]
    public void Numpy() => DatasetFormatKit.Sample(static c => NumpyWriter.Open(c, "n"), static run => Compare(run, run.File("n", ".npy")));

    [Fact]
    public void Llmc() => DatasetFormatKit.Sample(
        static c => LlmcWriter.Open(c, "l"),
        static run => Compare(run, Path.Combine(run.Folder, run.Split == "validation" ? "l_val_000000.bin" : "l_train_000001.bin"), hasEnds: false, hasLoss: false));

    [Fact]
    public void Raw() => DatasetFormatKit.Sample(static c => MemmapWriter.Open(c, "p"), static run =>
    {
        using TokenDataset dataset = TokenDataset.OpenRaw(run.File("p", "-00000.npy"), run.Width);
        Compare(run, dataset, hasEnds: false, hasLoss: false);
    });

    /// <summary>A file cut off anywhere, or with another beside it, is refused by name.</summary>
    [Theory]
    [InlineData("m.idx", "m.idx")]
    [InlineData("d.ds", "d.ds")]
    [InlineData("d.ds.index", "d.ds.index")]
    [InlineData("d.ds.loss", "d.ds.loss")]
    [InlineData("d.ds.metadata", "d.ds.metadata")]
    [InlineData("n.npy", "n.npy")]
    [InlineData("n.documents.npy", "n.documents.npy")]
    [InlineData("n.loss.npy", "n.loss.npy")]
    [InlineData("l_train_000001.bin", "l_train_000001.bin")]
    public async Task DamagedFilesAreNamed(string cut, string named)
    {
        using TempFolder folder = new();
        TokenPipeline pipeline = new()
        {
            Writers = [static c => MegatronWriter.Open(c, "m"), static c => DatatroveWriter.Open(c, "d"), static c => NumpyWriter.Open(c, "n"), static c => LlmcWriter.Open(c, "l")],
        };
        await pipeline.RunAsync(folder, [[new TokenDocument("a", [1, 2, 3], [true, false, true]), new TokenDocument("b", [4, 5])]]);
        string path = Path.Combine(folder.Path, "out", cut);
        byte[] whole = File.ReadAllBytes(path);
        string main = Path.Combine(folder.Path, "out", cut.StartsWith('d') ? "d.ds" : cut.StartsWith('n') ? "n.npy" : cut);
        using (TokenDataset dataset = TokenDataset.Open(main))
        {
            Assert.Equal(5, dataset.TokenCount);
        }

        for (int length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 40))
        {
            if (cut == "d.ds.metadata" && length >= "test-tokenizer|2\n5".Length)
            {
                break; // what stands behind the count is for people
            }

            File.WriteAllBytes(path, whole[..length]);
            InvalidDataException exception = Assert.Throws<InvalidDataException>(() => TokenDataset.Open(main));
            Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnUnknownEndingIsAnError()
        => Assert.Contains("OpenRaw", Assert.Throws<InvalidDataException>(static () => TokenDataset.Open("x.tokens")).Message, StringComparison.Ordinal);
}
