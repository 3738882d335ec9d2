using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using PipelineDsl.Tests.Text;

namespace PipelineDsl.Tests.EndToEnd.Differential;

/// <summary>A document between two changes of its text, with what was measured of that text.</summary>
/// <param name="original">The text as it was read.</param>
/// <param name="text">The text as it is now.</param>
/// <param name="fields">The fields by name, in their invariant form.</param>
internal sealed class NaiveDocument(string original, string text, IReadOnlyDictionary<string, string> fields)
{
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);
    private readonly Dictionary<Type, object> _features = [];

    /// <summary>A document without fields.</summary>
    public NaiveDocument(string text)
        : this(text, text, new Dictionary<string, string>())
    {
    }

    public string Original => original;

    public string Text => text;

    public IReadOnlyDictionary<string, string> Fields => fields;

    /// <summary>The document after a change of its text, which must be UTF-8 still.</summary>
    public NaiveDocument With(ReadOnlySpan<byte> changed) => With(s_utf8.GetString(changed));

    /// <summary>The document after a change of its text.</summary>
    public NaiveDocument With(string changed) => changed == text ? this : new NaiveDocument(original, changed, fields);

    /// <summary>A feature of the text, in an instance of its own: one in which something of another text is left gives another result.</summary>
    public object Measure(Type feature)
    {
        if (!_features.TryGetValue(feature, out object? box))
        {
            box = Activator.CreateInstance(feature)!;
            Visit(box);
            _features.Add(feature, box);
        }

        return box;
    }

    private void Visit(object box)
    {
        byte[] utf8 = s_utf8.GetBytes(text);
        foreach (MethodInfo begin in box.GetType().GetMethods().Where(static m => m.IsDefined(typeof(BeginAttribute))))
        {
            begin.Invoke(box, null);
        }

        LoneFeature.VisitChunks(box as IChunkVisitor, utf8);
        Array.ForEach(box is IByteVisitor ? utf8 : [], b => ((IByteVisitor)box).OnByte(b));
        Each(box is IRuneVisitor ? text.EnumerateRunes().Select(static r => r.ToString()) : [], rune => ((IRuneVisitor)box).OnRune(Rune.GetRuneAt(rune, 0)));
        Each(box is ILineVisitor ? ReferenceText.Lines(text) : [], line => ((ILineVisitor)box).OnLine(new Line(s_utf8.GetBytes(line))));
        Each(box is IParagraphVisitor ? ReferenceText.Paragraphs(text) : [], paragraph => ((IParagraphVisitor)box).OnParagraph(new Paragraph(s_utf8.GetBytes(paragraph))));
        Each(box is IWordVisitor ? ReferenceText.Words(text) : [], word => ((IWordVisitor)box).OnWord(new Word(s_utf8.GetBytes(word))));
        LoneFeature.VisitSentences(box as ISentenceVisitor, utf8);
        if (box is IDocumentVisitor document)
        {
            document.OnDocument(utf8);
        }

        if (RuleTiers.FinishOf(box.GetType()) is { } finish)
        {
            finish.Invoke(box, [.. finish.GetParameters().Select(p => Measure(RuleTiers.Plain(p)))]);
        }
    }

    private static void Each(IEnumerable<string> pieces, Action<string> visit)
    {
        foreach (string piece in pieces)
        {
            visit(piece);
        }
    }
}
