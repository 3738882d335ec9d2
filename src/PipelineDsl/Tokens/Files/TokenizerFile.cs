using System.IO;

namespace PipelineDsl;

/// <summary>Loads a tokenizer from a file or a folder, by what it holds.</summary>
internal static class TokenizerFile
{
    /// <summary>Loads a tokenizer.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">The file is no tokenizer file, or is damaged; the message names it and says what is wrong.</exception>
    public static Tokenizer Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"no tokenizer is named '{path}' and no file lies there; known names are cl100k_base and o200k_base", path);
        }

        try
        {
            string name = Path.GetFileName(path);
            TiktokenFamily family = TiktokenFamily.Find(name)
                ?? throw new InvalidDataException($"it is not known which pattern cuts text for it; let its name begin with one of {TiktokenFamily.Names}");
            using FileStream stream = File.OpenRead(path);
            return TiktokenFile.Read(stream, name, family);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}' is no tokenizer file that can be read: {exception.Message}", exception);
        }
    }
}
