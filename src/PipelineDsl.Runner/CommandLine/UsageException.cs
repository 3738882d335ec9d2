using System;

namespace PipelineDsl.Runner.CommandLine;

/// <summary>The arguments are wrong; the message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
