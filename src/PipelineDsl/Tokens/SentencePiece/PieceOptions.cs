using System;

namespace PipelineDsl;

/// <summary>What a model of pieces does with spaces and with characters that it has no piece for.</summary>
internal sealed record PieceOptions
{
    /// <summary>U+2581, which stands for a space in pieces.</summary>
    public static ReadOnlySpan<byte> SpaceSymbol => "\u2581"u8;

    /// <summary>The id of the unknown piece, or -1.</summary>
    public int UnknownId { get; init; } = -1;

    /// <summary>By byte: the id of its piece, or -1. Null if unknown characters do not become bytes.</summary>
    public int[]? ByteIds { get; init; }

    /// <summary>Whether neighbouring unknown characters become one unknown piece together.</summary>
    public bool FusesUnknown { get; init; } = true;

    /// <summary>Whether U+2581 in a piece stands for a space of the text. The text then has spaces where SentencePiece writes U+2581, and none of the latter.</summary>
    public bool EscapesSpaces { get; init; } = true;

    /// <summary>The bytes that a piece matches in the text.</summary>
    /// <returns>Null if it matches nothing: it holds a space, which escaped text has not.</returns>
    public byte[]? Matched(byte[] piece)
        => !EscapesSpaces ? piece : piece.AsSpan().Contains((byte)' ') ? null : Unescape(piece);

    /// <summary>The bytes with a space for each U+2581.</summary>
    public static byte[] Unescape(byte[] piece)
    {
        int at = piece.AsSpan().IndexOf(SpaceSymbol);
        if (at < 0)
        {
            return piece;
        }

        TextBuffer text = new(piece.Length);
        ReadOnlySpan<byte> rest = piece;
        while (at >= 0)
        {
            text.Append(rest[..at]);
            text.Append((byte)' ');
            rest = rest[(at + SpaceSymbol.Length)..];
            at = rest.IndexOf(SpaceSymbol);
        }

        text.Append(rest);
        return text.Bytes.ToArray();
    }

    /// <summary>The byte that a piece such as <c>&lt;0x0A&gt;</c> stands for, or -1.</summary>
    public static int ByteOf(ReadOnlySpan<byte> piece)
        => piece is [(byte)'<', (byte)'0', (byte)'x', _, _, (byte)'>'] && Digit(piece[3]) is >= 0 and int high && Digit(piece[4]) is >= 0 and int low
            ? (high << 4) | low
            : -1;

    private static int Digit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
