using System;

namespace PipelineDsl;

/// <summary>The classes that one segment of a pipeline needs, as a type, so that the JIT drops what is not asked for.</summary>
public interface IClassSelection
{
    /// <summary>The union of the classes that the segment's features look at.</summary>
    static abstract TextClasses Classes { get; }
}

/// <summary>Walks over a text for the visitors of one tier. One per worker; its scratch memory is reused.</summary>
public sealed class TextScanner
{
    /// <summary>Sets the text of the segment; masks are computed at the first visit that needs them.</summary>
    public void Begin(PaddedText text) => throw new NotImplementedException();

    /// <summary>Visits chunks.</summary>
    public void VisitChunks<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IChunkVisitor => throw new NotImplementedException();

    /// <summary>Visits bytes.</summary>
    public void VisitBytes<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IByteVisitor => throw new NotImplementedException();

    /// <summary>Visits scalar values.</summary>
    public void VisitRunes<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IRuneVisitor => throw new NotImplementedException();

    /// <summary>Visits lines.</summary>
    public void VisitLines<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, ILineVisitor => throw new NotImplementedException();

    /// <summary>Visits paragraphs.</summary>
    public void VisitParagraphs<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IParagraphVisitor => throw new NotImplementedException();

    /// <summary>Visits words.</summary>
    public void VisitWords<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IWordVisitor => throw new NotImplementedException();

    /// <summary>Visits sentences.</summary>
    public void VisitSentences<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, ISentenceVisitor => throw new NotImplementedException();

    /// <summary>Visits the whole text.</summary>
    public void VisitDocument<TClasses, TVisitor>(ref TVisitor visitor)
        where TClasses : struct, IClassSelection
        where TVisitor : struct, IDocumentVisitor => throw new NotImplementedException();
}
