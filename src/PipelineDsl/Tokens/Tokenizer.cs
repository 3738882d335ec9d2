using System;
using System.Collections.Generic;
using System.IO;

namespace PipelineDsl;

/// <summary>A tokenizer: its vocabulary, and how text becomes ids and ids text. Immutable; loaded once and shared by all threads.</summary>
/// <remarks>As a service, a rule may take one as parameter and count tokens.</remarks>
public abstract class Tokenizer : IService<Tokenizer>
{
    /// <summary>Creates a tokenizer.</summary>
    /// <param name="name">What reports call it: a known name or the file's name.</param>
    /// <param name="vocabulary">Its tokens.</param>
    /// <param name="hash">A hash in hexadecimal of everything that ids depend on; see <see cref="TokenizerHash"/>.</param>
    protected Tokenizer(string name, TokenVocabulary vocabulary, string hash)
    {
        Name = name;
        Vocabulary = vocabulary;
        Hash = hash;
    }

    /// <summary>What reports call the tokenizer: a known name, such as <c>o200k_base</c>, or the name of its file.</summary>
    public string Name { get; }

    /// <summary>The tokens by id.</summary>
    public TokenVocabulary Vocabulary { get; }

    /// <summary>The XXH3-128 of the tokens, their ids and the rules by which text becomes ids, in hexadecimal: the same hash, the same ids.</summary>
    public string Hash { get; }

    /// <summary>Loads a tokenizer by name, once per process, or from a file.</summary>
    /// <param name="nameOrPath">
    /// A name that <see cref="KnownTokenizerAttribute"/> declares, such as <c>o200k_base</c>, or the path of a tokenizer file (<c>tokenizer.json</c>, SentencePiece <c>.model</c>, <c>.tiktoken</c>,
    /// <c>tekken.json</c>, <c>vocab.json</c> beside <c>merges.txt</c>) or of a folder that holds one.
    /// </param>
    /// <exception cref="FileNotFoundException">No tokenizer has this name, and no file or folder lies there.</exception>
    /// <exception cref="InvalidDataException">The file is none of these, or is damaged.</exception>
    public static Tokenizer Load(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        return IsKnown(nameOrPath)
            ? KnownTokenizers.Get(nameOrPath)
            : TokenizerFile.Load(nameOrPath);
    }

    /// <inheritdoc/>
    static Tokenizer IService<Tokenizer>.Load(in ServiceRequest request)
        => request.Value is not null && IsKnown(request.Value)
            ? Load(request.Value)
            : Load(request.Path ?? throw new InvalidDataException("no tokenizer was named"));

    /// <inheritdoc/>
    static IReadOnlyList<string> IService<Tokenizer>.Files(in ServiceRequest request)
        => request.Path is null || (request.Value is not null && IsKnown(request.Value)) ? [] : TokenizerFile.FilesOf(request.Path);

    /// <summary>
    /// Gives a tokenizer of the user's own a name that <c>[Tokenize("name")]</c> takes. Call it from a module initializer of the pipeline's assembly, and declare the name there with
    /// <see cref="KnownTokenizerAttribute"/>, so that it is known at compile time too.
    /// </summary>
    /// <param name="name">The name: no slash and no dot in it.</param>
    /// <param name="load">Makes the tokenizer, at the first use.</param>
    /// <exception cref="ArgumentException">The name is known already, or looks like a path.</exception>
    public static void Register(string name, Func<Tokenizer> load)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(load);
        if (name.AsSpan().ContainsAny('/', '\\', '.'))
        {
            throw new ArgumentException($"'{name}' looks like a path: name a tokenizer without slashes and dots", nameof(name));
        }

        KnownTokenizers.Add(name, load);
    }

    /// <summary>Whether a name is that of a tokenizer which the library knows, rather than a path.</summary>
    public static bool IsKnown(string name) => KnownTokenizers.Contains(name);

    /// <summary>Makes an encoder for one thread, in ordinary mode: text never becomes a special or added id.</summary>
    public abstract TokenEncoder CreateEncoder();

    /// <summary>Makes an encoder for one thread.</summary>
    /// <param name="matching">Which added tokens it makes from text.</param>
    public virtual TokenEncoder CreateEncoder(AddedTokenMatching matching)
        => matching == AddedTokenMatching.None || Vocabulary.Added.Count == 0
            ? CreateEncoder()
            : new AddedTokenEncoder(Vocabulary.Added, CreateEncoder());

    /// <summary>Turns ids back into text: byte for byte what they were made from, where the family allows it.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="text">Takes the text.</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has not all of the ids.</exception>
    public virtual void Decode(ReadOnlySpan<int> ids, TextBuffer text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (int id in ids)
        {
            text.Append(Vocabulary.Bytes(id));
        }
    }
}
