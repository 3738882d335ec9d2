using System;

namespace PipelineDsl;

/// <summary>What a piece of a rendered conversation is.</summary>
internal enum ChatPieceKind : byte
{
    /// <summary>Text of the template: added tokens in it become their ids.</summary>
    Template,

    /// <summary>Text of the conversation: whatever it looks like, it is text.</summary>
    Content,

    /// <summary>A control token of the template.</summary>
    Special,

    /// <summary>A seam: what stands before and what follows are encoded each for itself.</summary>
    Seam,
}

/// <summary>A piece of a rendered conversation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where its text starts in the buffer.</param>
/// <param name="Length">The text's length in bytes.</param>
/// <param name="Special">For a control token, its place among the template's.</param>
/// <param name="Turn">The assistant's turn that it belongs to, by the turn's place in the conversation; -1 if a trainer does not learn from it.</param>
internal readonly record struct ChatPiece(ChatPieceKind Kind, int Start, int Length, int Special, int Turn);

/// <summary>A conversation as its template shows it: pieces of text and control tokens, in order. Reused for every conversation.</summary>
internal sealed class RenderedChat
{
    private ChatPiece[] _pieces = new ChatPiece[64];
    private int _turn = -1;

    /// <summary>The text of all pieces.</summary>
    public TextBuffer Text { get; } = new();

    /// <summary>A buffer for templates that must change a text before they show it.</summary>
    public TextBuffer Scratch { get; } = new();

    /// <summary>The pieces.</summary>
    public ReadOnlySpan<ChatPiece> Pieces => _pieces.AsSpan(0, Count);

    /// <summary>The number of pieces.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Text.Clear();
        Count = 0;
        _turn = -1;
    }

    /// <summary>What follows is the assistant's: a trainer learns from it.</summary>
    /// <param name="turn">The turn's place in the conversation.</param>
    public void BeginTurn(int turn) => _turn = turn;

    /// <summary>What follows is not the assistant's.</summary>
    public void EndTurn() => _turn = -1;

    /// <summary>Appends text of the template.</summary>
    public void Template(ReadOnlySpan<byte> text) => Add(ChatPieceKind.Template, text);

    /// <summary>Appends text of the conversation.</summary>
    public void Content(ReadOnlySpan<byte> text) => Add(ChatPieceKind.Content, text);

    /// <summary>Appends a control token.</summary>
    /// <param name="special">Its place among the template's.</param>
    public void Special(int special) => Add(new ChatPiece(ChatPieceKind.Special, 0, 0, special, _turn));

    /// <summary>Puts a seam.</summary>
    public void Seam() => Add(new ChatPiece(ChatPieceKind.Seam, 0, 0, 0, -1));

    /// <summary>The text of a piece.</summary>
    public ReadOnlySpan<byte> Bytes(in ChatPiece piece) => Text.Bytes.Slice(piece.Start, piece.Length);

    private void Add(ChatPieceKind kind, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            int start = Text.Length;
            Text.Append(text);
            Add(new ChatPiece(kind, start, text.Length, 0, _turn));
        }
    }

    private void Add(in ChatPiece piece)
    {
        if (Count == _pieces.Length)
        {
            Array.Resize(ref _pieces, 2 * Count);
        }

        _pieces[Count++] = piece;
    }
}
