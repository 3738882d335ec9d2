using System;

namespace PipelineDsl;

/// <summary>Declares, on an assembly, a tokenizer name that <see cref="TokenizeAttribute"/> accepts. The analyzer reads it.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class KnownTokenizerAttribute : Attribute
{
    /// <summary>Declares a name.</summary>
    /// <param name="name">The tokenizer's name.</param>
    public KnownTokenizerAttribute(string name) => Name = name;

    /// <summary>The tokenizer's name.</summary>
    public string Name { get; }
}
