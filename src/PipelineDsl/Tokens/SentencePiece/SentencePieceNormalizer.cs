using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PipelineDsl;

/// <summary>How SentencePiece brings text into the form that pieces are matched with. Immutable.</summary>
internal sealed record SentencePieceNormalizer
{
    // ChatGLM-6B has a piece for each run of so many spaces.
    private const int LongestBlank = 80;

    /// <summary>Whether a space is put before the text.</summary>
    public SpacePrefix Prefix { get; init; } = SpacePrefix.Always;

    /// <summary>Whether leading and trailing spaces go, and of several spaces one is left (<c>remove_extra_whitespaces</c>).</summary>
    public bool RemovesExtraSpaces { get; init; }

    /// <summary>Whether U+2581 in the text becomes a space, as which pieces match it.</summary>
    public bool EscapesSpaces { get; init; } = true;

    /// <summary>What strings are replaced, or null.</summary>
    public CharacterMap? Map { get; init; }

    /// <summary>User-defined pieces as the file has them, which nothing is replaced in; or null.</summary>
    public UserSymbols? Protected { get; init; }

    /// <summary>Whether line feeds, tabs and runs of spaces become the pieces that ChatGLM-6B has for them, before everything else.</summary>
    public bool NamesBlanks { get; init; }

    /// <summary>What a tokenizer's ids depend on, in words.</summary>
    public string Rules => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix} {(RemovesExtraSpaces ? "single" : "all")} {(EscapesSpaces ? "escaped" : "raw")} {(NamesBlanks ? "named" : "plain")}");

    /// <summary>The piece that ChatGLM-6B has for a text: <c>&lt;n&gt;</c>, <c>&lt;|tab|&gt;</c>, <c>&lt;|blank_2|&gt;</c> to <c>&lt;|blank_80|&gt;</c>.</summary>
    public static IEnumerable<(string Piece, string Text)> NamedBlanks()
    {
        yield return ("<n>", "\n");
        yield return ("<|tab|>", "\t");
        for (int count = 2; count <= LongestBlank; count++)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"<|blank_{count}|>"), new string(' ', count));
        }
    }

    /// <summary>Normalizes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isStart">Whether it is the start of a document, rather than what follows an added token.</param>
    /// <param name="scratch">For the worker's use.</param>
    /// <param name="output">Takes the normalized text, if it is another one: well-formed UTF-8, with spaces for U+2581.</param>
    /// <returns>Whether it is another one.</returns>
    public bool TryNormalize(PaddedText text, bool isStart, TextBuffer scratch, TextBuffer output)
    {
        if (NamesBlanks)
        {
            scratch.Clear();
            NameBlanks(text.Bytes, scratch);
            text = scratch.Text;
        }

        ReadOnlySpan<byte> bytes = text.Bytes;
        bool plain = Map is null && !RemovesExtraSpaces && Utf8Check.IsValid(text) && !(EscapesSpaces && bytes.IndexOf(PieceOptions.SpaceSymbol) >= 0);
        bool prefixed = Prefix switch
        {
            SpacePrefix.Always => !bytes.IsEmpty,
            SpacePrefix.Missing => !bytes.IsEmpty && !BeginsWithSpace(bytes),
            SpacePrefix.MissingAtStart => isStart && !bytes.IsEmpty && !BeginsWithSpace(bytes),
            _ => false,
        };
        if (plain && !NamesBlanks && !prefixed && Prefix != SpacePrefix.Behind)
        {
            return false;
        }

        output.Clear();
        if (RemovesExtraSpaces)
        {
            bytes = WithoutLeadingSpaces(bytes);
            if (bytes.IsEmpty)
            {
                return true;
            }
        }

        if (prefixed)
        {
            output.Append((byte)' ');
        }

        if (plain)
        {
            output.Append(bytes);
        }
        else
        {
            Replace(bytes, output);
        }

        if (RemovesExtraSpaces)
        {
            output.Truncate(TrimmedLength(output.Bytes));
        }

        if (Prefix == SpacePrefix.Behind && !bytes.IsEmpty)
        {
            output.Append((byte)' ');
        }

        return true;
    }

    private static bool BeginsWithSpace(ReadOnlySpan<byte> text) => text[0] == ' ' || text.StartsWith(PieceOptions.SpaceSymbol);

    private static int TrimmedLength(ReadOnlySpan<byte> text) => text.TrimEnd((byte)' ').Length;

    private static void NameBlanks(ReadOnlySpan<byte> text, TextBuffer output)
    {
        Span<byte> name = stackalloc byte[16];
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAny((byte)'\n', (byte)'\t', (byte)' ');
            plain = plain < 0 ? text.Length : plain;
            output.Append(text[..plain]);
            text = text[plain..];
            if (text.IsEmpty)
            {
                break;
            }

            int taken = 1;
            if (text[0] == ' ')
            {
                int other = text.IndexOfAnyExcept((byte)' ');
                taken = Math.Min(other < 0 ? text.Length : other, LongestBlank);
            }

            if (text[0] == '\n')
            {
                output.Append("<n>"u8);
            }
            else if (text[0] == '\t')
            {
                output.Append("<|tab|>"u8);
            }
            else if (taken == 1)
            {
                output.Append((byte)' ');
            }
            else
            {
                _ = Utf8Formatter(taken, name, out int digits);
                output.Append("<|blank_"u8);
                output.Append(name[..digits]);
                output.Append("|>"u8);
            }

            text = text[taken..];
        }

        static bool Utf8Formatter(int value, Span<byte> output, out int written) => System.Buffers.Text.Utf8Formatter.TryFormat(value, output, out written);
    }

    /// <summary>Cuts off what becomes single spaces, as SentencePiece does before it looks for anything else.</summary>
    private ReadOnlySpan<byte> WithoutLeadingSpaces(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && Step(text, out int length) is [(byte)' '])
        {
            text = text[length..];
        }

        return text;
    }

    private void Replace(ReadOnlySpan<byte> text, TextBuffer output)
    {
        bool afterSpace = RemovesExtraSpaces;
        while (!text.IsEmpty)
        {
            // Between two ASCII characters that no rule begins with there is nothing to do.
            byte first = text[0];
            byte second = text.Length > 1 ? text[1] : (byte)0;
            if (first is > (byte)' ' and < 0x80 && Protected is null && Map?.MayBegin(first, second) != true)
            {
                output.Append(first);
                afterSpace = false;
                text = text[1..];
                continue;
            }

            ReadOnlySpan<byte> normalized = Step(text, out int length);
            while (afterSpace && normalized is [(byte)' ', ..])
            {
                normalized = normalized[1..];
            }

            if (!normalized.IsEmpty)
            {
                afterSpace = RemovesExtraSpaces && normalized[^1] == ' ';
                Append(normalized, output);
            }

            text = text[length..];
        }
    }

    /// <summary>What the beginning of a text becomes, and how long it is.</summary>
    private ReadOnlySpan<byte> Step(ReadOnlySpan<byte> text, out int length)
    {
        if (Protected is not null && Protected.Longest(text, out length) >= 0)
        {
            return text[..length];
        }

        if (Map is not null && Map.MayBegin(text[0], text.Length > 1 ? text[1] : (byte)0) && Map.TryReplace(text, out length, out ReadOnlySpan<byte> replacement))
        {
            return replacement;
        }

        // A byte that begins no character becomes U+FFFD, each by itself.
        if (Rune.DecodeFromUtf8(text, out _, out length) != System.Buffers.OperationStatus.Done)
        {
            length = 1;
            return "\uFFFD"u8;
        }

        return text[..length];
    }

    private void Append(ReadOnlySpan<byte> text, TextBuffer output)
    {
        while (EscapesSpaces && text.IndexOf(PieceOptions.SpaceSymbol) is >= 0 and int at)
        {
            output.Append(text[..at]);
            output.Append((byte)' ');
            text = text[(at + PieceOptions.SpaceSymbol.Length)..];
        }

        output.Append(text);
    }
}
