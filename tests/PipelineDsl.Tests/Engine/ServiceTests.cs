using System;
using System.Collections.Generic;
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

    [Fact]
    public void WhatLiesBesideCountsAlsoBeforeItIsThere()
    {
        string path = _folder.Write("words.txt", "a word");
        PipelineContext context = new(_folder.Path);
        KeyPart before = Assert.Single(Parts<WordsWithNotes>(context));
        Assert.Equal([path, path + ".notes"], context.Resources);
        _ = _folder.Write("words.txt.notes", "a note");
        Assert.NotEqual(before, Assert.Single(Parts<WordsWithNotes>(new PipelineContext(_folder.Path))));
    }

    [Fact]
    public void ATokenizersFilesAreThoseBesideItToo()
    {
        string path = _folder.Write("model/tokenizer.json", "{}");
        PipelineContext context = new(_folder.Path);
        _ = context.Later<Tokenizer>("model");
        Assert.Contains(path, context.Resources);
        Assert.Contains(Path.Combine(_folder.Path, "model", "tokenizer_config.json"), context.Resources);
    }

    private static IEnumerable<KeyPart> Parts<TService>(PipelineContext context)
        where TService : class, IService<TService>
    {
        _ = context.Later<TService>("words.txt");
        return context.ResourceParts(static _ => true);
    }

    private sealed class Words(string text) : IService<Words>
    {
        public string Text => text;

        public static Words Load(in ServiceRequest request) => new(File.ReadAllText(request.Path!));
    }

    private sealed class WordsWithNotes : IService<WordsWithNotes>
    {
        public static WordsWithNotes Load(in ServiceRequest request) => new();

        public static IReadOnlyList<string> Files(in ServiceRequest request) => [request.Path!, request.Path + ".notes"];
    }
}
