using System;

namespace PipelineDsl;

/// <summary>The document's text as it is at this step, UTF-8.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TextAttribute : Attribute;

/// <summary>A field of the record. Only fields that some step names are read at all.</summary>
/// <remarks>
/// The parameter's type says what the field must hold: <c>ReadOnlySpan&lt;byte&gt;</c> a string (given as UTF-8), <c>long</c> an integer,
/// <c>double</c> a number, <c>bool</c> a truth value. A record in which a required field is missing or of another type is rejected.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FieldAttribute : Attribute
{
    /// <summary>Names the field.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="optional">Whether a record may lack it (or hold null): the parameter is then empty, 0, NaN or false. Default: no.</param>
    public FieldAttribute(string name, bool optional = false)
    {
        Name = name;
        Optional = optional;
    }

    /// <summary>The field's name.</summary>
    public string Name { get; }

    /// <summary>Whether a record may lack the field.</summary>
    public bool Optional { get; }
}

/// <summary>A field of the record whose name an option of the step gives, so that one component serves any field. The rest is as for <see cref="FieldAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FieldNamedByAttribute : Attribute
{
    /// <summary>Names the option.</summary>
    /// <param name="option">The step's constructor parameter, a string, whose value is the field's name. If it is null there is no field: the parameter is empty, 0, NaN or false.</param>
    /// <param name="optional">Whether a record may lack the field (or hold null): the parameter is then empty, 0, NaN or false. Default: no.</param>
    public FieldNamedByAttribute(string option, bool optional = false)
    {
        Option = option;
        Optional = optional;
    }

    /// <summary>The option that names the field.</summary>
    public string Option { get; }

    /// <summary>Whether a record may lack the field.</summary>
    public bool Optional { get; }
}

/// <summary>On a source's constructor parameter: its value is the pattern of the files to read.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SourcePatternAttribute : Attribute;

/// <summary>On a source's constructor parameter: its value names the field that holds the text.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TextFieldAttribute : Attribute;

/// <summary>On a source's constructor parameter: its value, unless null, names the field that holds the document's id, a string unique in the corpus.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IdFieldAttribute : Attribute;

/// <summary>On a deduplication's constructor parameter: its value, unless null, names the field (an integer) that gets the id of the document's cluster.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ClusterIdFieldAttribute : Attribute;

/// <summary>On a deduplication's constructor parameter: its value, unless null, names the field (an integer) that gets the size of the document's cluster.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ClusterSizeFieldAttribute : Attribute;

/// <summary>On a step's constructor parameter: its value, unless null, is a comma-separated list of further fields that the record must carry if it has them (strings).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CarriedFieldsAttribute : Attribute;

/// <summary>On a step's constructor parameter: the least and the greatest value that make sense, both included. Checked by the analyzer.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OptionRangeAttribute : Attribute
{
    /// <summary>Sets the bounds.</summary>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    public OptionRangeAttribute(double minimum, double maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>The least value.</summary>
    public double Minimum { get; }

    /// <summary>The greatest value.</summary>
    public double Maximum { get; }
}

/// <summary>On a step's constructor parameter, a string: its value, unless null, names one of the profiles that the attribute's class declares with <see cref="StepProfileAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ProfileAttribute : Attribute;

/// <summary>On the class of a step: a named closed set of choices, such as the rules of one tool in one version. The component takes the place of the step's own.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StepProfileAttribute : Attribute
{
    /// <summary>Declares a profile.</summary>
    /// <param name="name">The name, such as <c>datatrove-0.10</c>.</param>
    /// <param name="component">The component that does the step's work under this profile.</param>
    public StepProfileAttribute(string name, Type component)
    {
        Name = name;
        Component = component;
    }

    /// <summary>The profile's name.</summary>
    public string Name { get; }

    /// <summary>The component that does the step's work under this profile.</summary>
    public Type Component { get; }
}

/// <summary>On a step's constructor parameter: its value must not be above that of another parameter. Checked by the analyzer.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NotAboveAttribute : Attribute
{
    /// <summary>Names the other parameter.</summary>
    /// <param name="other">The parameter that bounds this one.</param>
    public NotAboveAttribute(string other) => Other = other;

    /// <summary>The parameter that bounds this one.</summary>
    public string Other { get; }
}
