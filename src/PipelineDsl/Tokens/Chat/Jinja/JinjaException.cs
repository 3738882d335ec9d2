using System;

namespace PipelineDsl;

/// <summary>A template that cannot be parsed or rendered; the message names the template's line.</summary>
internal sealed class JinjaException : Exception
{
    /// <summary>Says what is wrong, at no particular line.</summary>
    public JinjaException(string message)
        : base(message) => Reason = message;

    /// <summary>Says what is wrong and in which line, from 1.</summary>
    public JinjaException(int line, string reason)
        : base($"line {line}: {reason}")
    {
        Line = line;
        Reason = reason;
    }

    /// <summary>The template's line, from 1; 0 if it is not known.</summary>
    public int Line { get; }

    /// <summary>What is wrong, without the line.</summary>
    public string Reason { get; }

    /// <summary>Whether the template itself called <c>raise_exception</c>: it refuses the conversation.</summary>
    public bool IsRefusal { get; init; }
}
