using System;
using System.IO;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine;

/// <summary>Services are loaded once, relative to the project; one that cannot be is an error that names the file.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsLoadedOnceForEachPath()
    {
        string path = _folder.Write("lists/words.txt", "a word");
        PipelineContext context = new(_folder.Path);
        Words words = context.Service<Words>("lists/words.txt");
        Assert.Equal("a word", words.Text);
        Assert.Same(words, context.Service<Words>("lists/../lists/words.txt"));
        Assert.Equal([path], context.Resources);
    }

    [Fact]
    public void AMissingFileIsAnErrorThatNamesIt()
    {
        RunException exception = Assert.Throws<RunException>(() => new PipelineContext(_folder.Path).Service<Words>("words.txt"));
        Assert.Equal(("PDSL2007", Path.Combine(_folder.Path, "words.txt")), (exception.Id, exception.File));
        Assert.StartsWith("Words cannot be loaded: ", exception.Message, StringComparison.Ordinal);
    }

    private sealed class Words(string text) : IService<Words>
    {
        public string Text => text;

        public static Words Load(in ServiceRequest request) => new(File.ReadAllText(request.Path!));
    }
}
