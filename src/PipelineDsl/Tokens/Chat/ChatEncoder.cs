using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Turns rendered conversations into ids, with a flag for each whether a trainer learns from it. Not thread-safe: each worker has its own.</summary>
/// <remarks>
/// Text between two control tokens is encoded as a whole, as Hugging Face's tokenizers do, seams apart. Added tokens are found in text of the template only; text of the conversation stays text, unless
/// <see cref="ControlText.Everywhere"/> asks for what Hugging Face's tokenizers do. A token of which a part belongs to a trained turn is trained, as in transformers.
/// </remarks>
internal sealed class ChatEncoder
{
    private readonly TokenVocabulary _vocabulary;
    private readonly TokenEncoder _encoder;
    private readonly int[] _specials;
    private readonly string[] _specialTexts;
    private readonly string _template;
    private readonly string _tokenizer;
    private readonly ControlText _control;
    private readonly List<AddedToken> _added;
    private readonly PrefixTrie _trie;
    private readonly byte[][] _guarded; // control tokens that the encoder makes from text even in ordinary mode
    private readonly TextBuffer _run = new();
    private readonly TextBuffer _part = new();
    private readonly TokenBuffer _probe = new();
    private Stretch[] _stretches = new Stretch[32]; // of the run: text of one kind and one turn
    private int _stretchCount;
    private bool _flags;
    private bool _isStart; // nothing stands before what is encoded next

    private record struct Stretch(int Start, bool IsTemplate, bool IsTrained);

    /// <summary>Creates an encoder.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="template">The template, whose control tokens the tokenizer must have.</param>
    /// <param name="control">Where text may become control tokens.</param>
    /// <exception cref="InvalidDataException">The vocabulary lacks a control token of the template.</exception>
    public ChatEncoder(Tokenizer tokenizer, ChatTemplate template, ControlText control)
    {
        _vocabulary = tokenizer.Vocabulary;
        _tokenizer = tokenizer.Name;
        _template = template.Name;
        _encoder = tokenizer.CreateEncoder();
        _control = control;
        _specialTexts = [.. template.Specials.Select(static s => s.Text)];
        _specials = [.. template.Specials.Select(Resolve)];
        _added = [.. _vocabulary.Added, .. Named(template)];
        _trie = new PrefixTrie([.. _added.Select(static t => Encoding.UTF8.GetBytes(t.Text))]);
        _guarded = control == ControlText.Everywhere ? [] : [.. _specials.Where(id => _vocabulary.Kind(id) == TokenKind.UserDefined).Select(id => _vocabulary.Bytes(id).ToArray())];
        VocabularySize = Math.Max(_vocabulary.Size, _specials.Append(-1).Max() + 1);
    }

    /// <summary>One more than the greatest id, those of the template's control tokens included.</summary>
    public int VocabularySize { get; }

    /// <summary>Appends a conversation's ids and flags.</summary>
    /// <param name="chat">The rendered conversation.</param>
    /// <param name="trained">For each turn, whether it is trained.</param>
    /// <param name="flags">Whether flags are written.</param>
    /// <param name="output">Takes the ids.</param>
    public void Encode(RenderedChat chat, ReadOnlySpan<bool> trained, bool flags, TokenBuffer output)
    {
        _flags = flags;
        Begin();
        _isStart = true;
        foreach (ref readonly ChatPiece piece in chat.Pieces)
        {
            bool isTrained = piece.Turn >= 0 && trained[piece.Turn];
            switch (piece.Kind)
            {
                case ChatPieceKind.Seam:
                    EncodeRun(output);
                    _isStart = true;
                    break;
                case ChatPieceKind.Special:
                    EncodeRun(output);
                    Append(Id(piece.Special), isTrained, output);
                    break;
                default:
                    AddStretch(piece.Kind == ChatPieceKind.Template || _control == ControlText.Everywhere, isTrained);
                    _run.Append(chat.Bytes(piece));
                    break;
            }
        }

        EncodeRun(output);
    }

    /// <summary>The rendered conversation as text, control tokens by their text and seams left out.</summary>
    public static string ToText(RenderedChat chat, ChatTemplate template)
    {
        StringBuilder text = new();
        foreach (ref readonly ChatPiece piece in chat.Pieces)
        {
            text.Append(piece.Kind switch
            {
                ChatPieceKind.Special => template.Specials[piece.Special].Text,
                ChatPieceKind.Seam => "",
                _ => Encoding.UTF8.GetString(chat.Bytes(piece)),
            });
        }

        return text.ToString();
    }

    private int Id(int special)
        => _specials[special] is >= 0 and int id
            ? id
            : throw new ChatRefusalException($"the tokenizer {_tokenizer} has no token {_specialTexts[special]}, which the template {_template} needs here");

    /// <summary>The id of a control token, or -1.</summary>
    private int Resolve(ChatSpecial special)
    {
        int id = _vocabulary.FindSpecial(special.Text);
        id = id < 0 && special.Alias is { } alias ? _vocabulary.FindSpecial(alias) : id;
        id = id < 0 && IsText(_vocabulary.BeginOfText, special.Text) ? _vocabulary.BeginOfText : id;
        id = id < 0 && IsText(_vocabulary.EndOfText, special.Text) ? _vocabulary.EndOfText : id;
        id = id < 0 ? FindPiece(special) : id;
        id = id < 0 && special.FixedId >= 0 && special.FixedId < _vocabulary.Size ? special.FixedId : id;
        id = id < 0 && special.BehindVocabulary >= 0 ? _vocabulary.Size + special.BehindVocabulary : id;
        return id >= 0 || special.IsRare
            ? id
            : throw new InvalidDataException($"the tokenizer {_tokenizer} has no token {special.Text}, which the chat template {_template} needs");
    }

    /// <summary>The id of a control token or symbol of the vocabulary that is not an added one, by its bytes; -1 if there is none. Ordinary tokens that read like it do not count.</summary>
    private int FindPiece(ChatSpecial special)
    {
        for (int id = 0; id < _vocabulary.Size; id++)
        {
            if (_vocabulary.Kind(id) is TokenKind.Special or TokenKind.UserDefined or TokenKind.Added && (IsText(id, special.Text) || (special.Alias is { } alias && IsText(id, alias))))
            {
                return id;
            }
        }

        return -1;
    }

    private bool IsText(int id, string text) => id >= 0 && _vocabulary.Bytes(id).SequenceEqual(Encoding.UTF8.GetBytes(text));

    /// <summary>What the template calls control tokens beside the vocabulary's added ones.</summary>
    private IEnumerable<AddedToken> Named(ChatTemplate template)
        => template.Specials.Select((special, i) => new AddedToken(_specials[i], special.Text)).Where(t => t.Id >= 0 && _vocabulary.FindSpecial(t.Text) < 0 && template.FindsSpecialsInText);

    private void Append(int id, bool isTrained, TokenBuffer output)
    {
        _isStart = false;
        if (_flags)
        {
            output.Append(id, isTrained);
        }
        else
        {
            output.Append(id);
        }
    }

    private void Begin()
    {
        _run.Clear();
        _stretchCount = 0;
    }

    private void AddStretch(bool isTemplate, bool isTrained)
    {
        if (_stretchCount > 0 && _stretches[_stretchCount - 1] is var last && last.IsTemplate == isTemplate && last.IsTrained == isTrained)
        {
            return;
        }

        if (_stretchCount == _stretches.Length)
        {
            Array.Resize(ref _stretches, 2 * _stretchCount);
        }

        _stretches[_stretchCount++] = new Stretch(_run.Length, isTemplate, isTrained);
    }

    /// <summary>Encodes what was collected: text between the added tokens that are found in it, and these.</summary>
    private void EncodeRun(TokenBuffer output)
    {
        ReadOnlySpan<byte> run = _run.Bytes;
        int start = 0;
        int stretch = 0;
        for (int i = 0; i < run.Length;)
        {
            while (stretch + 1 < _stretchCount && _stretches[stretch + 1].Start <= i)
            {
                stretch++;
            }

            int end = TemplateEnd(stretch, run.Length);
            if (end <= i)
            {
                i = stretch + 1 < _stretchCount ? _stretches[stretch + 1].Start : run.Length;
                continue;
            }

            if (!_trie.MayBegin(run[i]) || _trie.Longest(run[i..end], out int length) is not (>= 0 and int found))
            {
                i++;
                continue;
            }

            int from = i;
            int to = i + length;
            if (_added[found].StripsLeft)
            {
                from = start + TextSpace.TrimEnd(run[start..from]).Length;
            }

            if (_added[found].StripsRight)
            {
                to = run.Length - TextSpace.TrimStart(run[to..]).Length;
            }

            EncodePart(run, start, from, output);
            Append(_added[found].Id, IsTrained(i), output);
            start = to;
            i = to;
        }

        EncodePart(run, start, run.Length, output);
        Begin();
    }

    /// <summary>How far text of the template reaches without a break from a stretch on; its start or less if the stretch is not the template's.</summary>
    private int TemplateEnd(int stretch, int length)
    {
        if (!_stretches[stretch].IsTemplate)
        {
            return _stretches[stretch].Start;
        }

        while (stretch + 1 < _stretchCount && _stretches[stretch + 1].IsTemplate)
        {
            stretch++;
        }

        return stretch + 1 < _stretchCount ? _stretches[stretch + 1].Start : length;
    }

    private void EncodePart(ReadOnlySpan<byte> run, int start, int end, TokenBuffer output)
    {
        if (start >= end)
        {
            return;
        }

        if (Guarded(run[start..end]) is >= 0 and int guarded)
        {
            EncodePart(run, start, start + guarded + 1, output);
            EncodePart(run, start + guarded + 1, end, output);
            return;
        }

        int first = output.Count;
        _part.Clear();
        _part.Append(run[start..end]);
        bool isStart = _isStart;
        _encoder.EncodeSection(_part.Text, isStart, output);
        _isStart = false;
        int count = output.Count - first;
        if (!_flags)
        {
            return;
        }

        if (IsUniform(start, end))
        {
            output.SetLoss(first, count, IsTrained(start));
        }
        else
        {
            FlagByBytes(start, end, first, isStart, output);
        }
    }

    /// <summary>
    /// Where a text spells a control token that SentencePiece makes from text (a symbol that the model's makers put to use as one), or -1. There it is cut, so that it stays text.
    /// </summary>
    private int Guarded(ReadOnlySpan<byte> text)
    {
        foreach (byte[] token in _guarded)
        {
            if (text.IndexOf(token) is >= 0 and int place)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Flags the ids of a text of which parts are trained: each id by the bytes that it stands for.</summary>
    private void FlagByBytes(int start, int end, int first, bool isStart, TokenBuffer output)
    {
        int bytes = 0;
        for (int i = first; i < output.Count; i++)
        {
            bytes += _vocabulary.Bytes(output.Ids[i]).Length;
        }

        // SentencePiece puts a space before a text; what is normalized has other lengths and is looked at from prefix to prefix.
        int at = start - (bytes - (end - start));
        if (bytes - (end - start) is not (0 or 1))
        {
            FlagByPrefixes(start, end, first, isStart, output);
            return;
        }

        for (int i = first; i < output.Count; i++)
        {
            int behind = at + _vocabulary.Bytes(output.Ids[i]).Length;
            output.SetLoss(i, 1, AnyTrained(Math.Max(at, start), Math.Max(behind, start + 1)));
            at = behind;
        }
    }

    /// <summary>Flags ids by how many of them a text shares with its beginnings: the first id that a longer beginning changes stands on the border.</summary>
    private void FlagByPrefixes(int start, int end, int first, bool isStart, TokenBuffer output)
    {
        int count = output.Count - first;
        int done = 0;
        for (int s = 0; s < _stretchCount && done < count; s++)
        {
            int from = Math.Max(start, _stretches[s].Start);
            int to = s + 1 < _stretchCount ? Math.Min(end, _stretches[s + 1].Start) : end;
            if (to <= from)
            {
                continue;
            }

            int shared = count;
            if (to < end)
            {
                _probe.Clear();
                _part.Clear();
                _part.Append(_run.Bytes[start..to]);
                _encoder.EncodeSection(_part.Text, isStart, _probe);
                shared = _probe.Ids.CommonPrefixLength(output.Ids.Slice(first, count));

                // An id across the border is the trained side's.
                shared += shared < _probe.Count && _stretches[s].IsTrained && shared < count ? 1 : 0;
            }

            if (shared > done)
            {
                output.SetLoss(first + done, shared - done, _stretches[s].IsTrained);
                done = shared;
            }
        }
    }

    private bool IsUniform(int start, int end)
    {
        bool trained = IsTrained(start);
        for (int s = 0; s < _stretchCount; s++)
        {
            if (_stretches[s].Start > start && _stretches[s].Start < end && _stretches[s].IsTrained != trained)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsTrained(int place)
    {
        int s = _stretchCount - 1;
        while (s > 0 && _stretches[s].Start > place)
        {
            s--;
        }

        return _stretches[s].IsTrained;
    }

    private bool AnyTrained(int start, int end)
    {
        for (int s = 0; s < _stretchCount; s++)
        {
            int behind = s + 1 < _stretchCount ? _stretches[s + 1].Start : int.MaxValue;
            if (_stretches[s].IsTrained && _stretches[s].Start < end && behind > start)
            {
                return true;
            }
        }

        return false;
    }
}
