namespace PipelineDsl;

/// <summary>Why a record could not become a document.</summary>
public enum RejectReason
{
    /// <summary>The record is not what its format says (broken JSON, say).</summary>
    Malformed,

    /// <summary>A field holds bytes that are not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>A string holds an escaped surrogate without its partner.</summary>
    LoneSurrogate,

    /// <summary>A field that a step needs is not there.</summary>
    MissingField,

    /// <summary>A field holds another type than the step needs.</summary>
    WrongType,

    /// <summary>An earlier record has the same id.</summary>
    DuplicateId,

    /// <summary>The record is longer than <c>RunOptions.MaxDocumentBytes</c>.</summary>
    TooLong,

    /// <summary>The compressed file ends too early or is corrupt; what came before is used.</summary>
    CorruptFile,
}

/// <summary>A record that could not become a document, and where it stands.</summary>
/// <param name="File">The file, relative to its source's folder, with forward slashes.</param>
/// <param name="Line">The line, from 1, in the (decompressed) file.</param>
/// <param name="Offset">The offset in bytes, from 0, in the (decompressed) file.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">Which field, or what the parser says.</param>
public sealed record Rejection(string File, long Line, long Offset, RejectReason Reason, string Detail);
