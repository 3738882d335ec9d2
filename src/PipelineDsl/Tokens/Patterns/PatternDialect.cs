namespace PipelineDsl;

/// <summary>Whose reading of a regular expression holds where they differ.</summary>
internal enum PatternDialect
{
    /// <summary>Oniguruma with the syntax of Ruby, which Hugging Face's tokenizers read <c>tokenizer.json</c> with: <c>^</c> and <c>$</c> are the ends of lines, <c>(?m)</c> lets a dot match newlines, <c>x{1,3}+</c> repeats a repetition.</summary>
    Oniguruma,

    /// <summary>The Rust crates regex and fancy-regex, which tiktoken and tekken use: <c>^</c> and <c>$</c> are the ends of the text unless <c>(?m)</c> is on, <c>(?s)</c> lets a dot match newlines, <c>x{1,3}+</c> is possessive.</summary>
    Rust,
}
