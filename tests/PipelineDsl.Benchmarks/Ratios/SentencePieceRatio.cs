using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace PipelineDsl.Benchmarks;

/// <summary>English text to LLaMA 2's ids, one thread, against SentencePiece's own <c>spm_encode</c> (Debian: sentencepiece). Target: 40 times.</summary>
/// <remarks>
/// <para>
/// Our cache is cold: at the start of each pass it knows nothing but the vocabulary. Theirs is the CPU time of the process, user and system, less that of the process on
/// an empty file. Both encode the same documents; spm_encode takes each line for a text, so that for the comparison of the ids ours are made of lines too.
/// </para>
/// <para>The command is found by the environment variable SPM_ENCODE, else by PATH. Without it the baseline is Microsoft.ML.Tokenizers.</para>
/// </remarks>
internal class SentencePieceRatio : IRatio
{
    private const string Model = "../../tokenizers/llama1-2/tokenizer.model";

    /// <inheritdoc/>
    public virtual string Name => "sentencepiece";

    /// <summary>The shared text.</summary>
    protected virtual string Shared => "en20.txt.gz";

    /// <inheritdoc/>
    public void Run(string? corpus, RatioRun run)
    {
        if (TokenCorpus.FindShared(Model) is not { } model)
        {
            Console.WriteLine($"{Name} NOT MEASURED: needs LLaMA 2's model, tokenizers/llama1-2/tokenizer.model in the shared folder");
            return;
        }

        TokenCorpus documents = TokenCorpus.Open(corpus, Shared);
        Tokenizer tokenizer = Tokenizer.Load(model);
        TokenEncoder encoder = tokenizer.CreateEncoder();
        TokenBuffer ids = new();
        run.Add("ours", documents.Bytes, documents.Count, () =>
        {
            encoder.Forget();
            for (int i = 0; i < documents.Count; i++)
            {
                ids.Clear();
                encoder.Encode(documents[i], ids);
            }
        });
        string folder = Directory.CreateTempSubdirectory("sentencepiece").FullName;
        try
        {
            if (FindCommand() is { } command)
            {
                AddCommand(command, model, folder, documents, tokenizer, run);
            }
            else
            {
                Console.WriteLine($"{Name}: spm_encode IS NOT THERE (SPM_ENCODE, PATH): the baseline is Microsoft.ML.Tokenizers, whose ids are not exact");
                AddLibrary(model, documents, run);
            }

            run.Print();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? FindCommand()
        => new[] { Environment.GetEnvironmentVariable("SPM_ENCODE") ?? "" }
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(static path => Path.Combine(path, "spm_encode")))
            .FirstOrDefault(File.Exists);

    private static void AddCommand(string command, string model, string folder, TokenCorpus documents, Tokenizer tokenizer, RatioRun run)
    {
        string input = Path.Combine(folder, "text");
        string empty = Path.Combine(folder, "empty");
        string output = Path.Combine(folder, "ids");
        using (FileStream text = File.Create(input))
        {
            for (int i = 0; i < documents.Count; i++)
            {
                text.Write(documents[i].Bytes);
            }
        }

        File.WriteAllBytes(empty, []);
        long startUp = Enumerable.Range(0, 5).Min(_ => RunCommand(command, model, empty, output));
        _ = RunCommand(command, model, input, output);
        Compare(input, output, tokenizer);
        run.AddTimed("spm_encode", documents.Bytes, documents.Count, () => RunCommand(command, model, input, output) - startUp);
    }

    private static long RunCommand(string command, string model, string input, string output)
    {
        long before = ChildTime.Nanoseconds;
        using Process process = Process.Start(command, ["--model=" + model, "--output_format=id", "--input=" + input, "--output=" + output]);
        process.WaitForExit();
        return process.ExitCode == 0
            ? ChildTime.Nanoseconds - before
            : throw new InvalidOperationException($"{command} failed with the exit code {process.ExitCode}");
    }

    /// <summary>Checks that both sides have the same ids for every line.</summary>
    private static void Compare(string input, string output, Tokenizer tokenizer)
    {
        TokenEncoder encoder = tokenizer.CreateEncoder();
        TextBuffer text = new();
        TokenBuffer ids = new();
        int line = 0;
        IEnumerable<string> lines = File.ReadAllText(input, Encoding.UTF8).Split('\n');
        foreach ((string ours, string theirs) in lines.Zip(File.ReadLines(output)))
        {
            line++;
            text.Clear();
            text.Append(Encoding.UTF8.GetBytes(ours));
            ids.Clear();
            encoder.Encode(text.Text, ids);
            string written = string.Join(' ', ids.Ids.ToArray().Select(static id => id.ToString(CultureInfo.InvariantCulture)));
            if (written != theirs)
            {
                throw new InvalidOperationException($"line {line}: {written} of ours, {theirs} of spm_encode");
            }
        }

        encoder.Free();
        Console.WriteLine($"  {line} lines have the same ids");
    }

    private static void AddLibrary(string model, TokenCorpus documents, RatioRun run)
    {
        using FileStream stream = File.OpenRead(model);
        LlamaTokenizer library = LlamaTokenizer.Create(stream, addBeginOfSentence: false);
        run.Add("Microsoft.ML.Tokenizers", documents.Bytes, documents.Count, () =>
        {
            foreach (string text in documents.Strings)
            {
                _ = library.EncodeToIds(text);
            }
        });
    }
}

/// <summary>The same on Chinese and multilingual text.</summary>
internal sealed class ChineseSentencePieceRatio : SentencePieceRatio
{
    /// <inheritdoc/>
    public override string Name => "sentencepiece-zh";

    /// <inheritdoc/>
    protected override string Shared => "zh10.txt.gz";
}
