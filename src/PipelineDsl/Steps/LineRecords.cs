namespace PipelineDsl;

/// <summary>Which lines a reader makes records of, if it reads line by line.</summary>
public enum LineRecords
{
    /// <summary>The reader does not say: one worker reads a file from its beginning to its end.</summary>
    None,

    /// <summary>Every line is one record.</summary>
    EveryLine,

    /// <summary>Every line is one record, but lines of nothing but spaces, tabs and carriage returns are none.</summary>
    NotBlank,
}
