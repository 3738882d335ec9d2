using System;
using System.Collections.Generic;
using PipelineDsl.Engine;

namespace PipelineDsl;

/// <summary>nanoGPT's files (nanoGPT, data/*/prepare.py and train.py): ids of 16 bits without header, one after the other, <c>train.bin</c> and, if there is a validation split, <c>val.bin</c>.</summary>
[Writer]
public sealed class NanoGptWriter : DatasetWriter
{
    private readonly DatasetFile _file;
    private readonly TokenStream _ids = new(width: 2);

    private NanoGptWriter(DatasetFile file) => _file = file;

    /// <summary>Opens the file.</summary>
    /// <param name="context">The pipeline.</param>
    /// <param name="folder">Its folder, relative to the output folder, or empty.</param>
    /// <exception cref="RunException">The vocabulary is too great for 16 bits.</exception>
    [Open]
    public static DatasetWriter Open(DatasetContext context, string folder = "")
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(folder);
        if (TokenBytes.Width(context.Tokens.VocabularySize) != 2)
        {
            throw new RunException(
                "PDSL2016",
                $"nanoGPT reads ids of 16 bits, and {context.Tokens.Tokenizer} has {context.Tokens.VocabularySize} ids; take a tokenizer of at most 65536, or write another format such as [LlmcOutput]");
        }

        string name = context.Split == SequenceOptions.ValidationSplit ? "val.bin" : "train.bin";
        return new NanoGptWriter(context.Create(folder.Length == 0 ? name : $"{folder.TrimEnd('/')}/{name}"));
    }

    /// <inheritdoc/>
    public override void Write(TokenSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        _ids.Write(sequence.Ids, _file);
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Describe(DatasetTotals totals) => [new("dtype", "uint16")];
}
