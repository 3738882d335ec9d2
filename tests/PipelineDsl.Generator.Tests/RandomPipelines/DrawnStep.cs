using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using PipelineDsl.Tests.EndToEnd.Differential;

namespace PipelineDsl.Generator.Tests.RandomPipelines;

/// <summary>A step with options.</summary>
/// <param name="Template">Where it comes from.</param>
/// <param name="Code">The attribute as C#.</param>
internal sealed record DrawnStep(StepTemplate Template, string Code)
{
    /// <summary>Draws a step's options.</summary>
    public static DrawnStep Draw(StepTemplate template, Tape tape)
    {
        Type attribute = tape.Of([.. template.Attributes]);
        ParameterInfo[] parameters = attribute.GetConstructors()[0].GetParameters();
        object?[] options = [.. parameters.Select(p => OptionDraw.Draw(p, attribute, template, tape))];
        OptionDraw.Order(parameters, options);

        // By their names where they are not the defaults, or all by their places.
        IEnumerable<string> arguments = tape.Next(2) == 0
            ? options.Select(Literal)
            : parameters.Select((p, i) => p.HasDefaultValue && Equals(p.DefaultValue, Raw(options[i])) ? null : $"@{p.Name}: {Literal(options[i])}").OfType<string>();
        return new DrawnStep(template, CodeOf(attribute, arguments));
    }

    /// <summary>The step with its default options, and the same under each of its profiles; what has no default is drawn.</summary>
    public static IEnumerable<DrawnStep> Defaults(StepTemplate template, Tape tape)
    {
        Type attribute = tape.Of([.. template.Attributes]);
        ParameterInfo[] parameters = attribute.GetConstructors()[0].GetParameters();
        string[] drawn = [.. parameters.Where(static p => !p.HasDefaultValue).Select(p => $"@{p.Name}: {Literal(OptionDraw.Draw(p, attribute, template, tape))}")];
        ParameterInfo? profile = parameters.SingleOrDefault(static p => p.IsDefined(typeof(ProfileAttribute)));
        IEnumerable<string> profiles = profile is null ? [] : attribute.GetCustomAttributes<StepProfileAttribute>().Select(p => $"@{profile.Name}: {Literal(p.Name)}");
        return [new DrawnStep(template, CodeOf(attribute, drawn)), .. profiles.Select(p => new DrawnStep(template, CodeOf(attribute, [.. drawn, p])))];
    }

    private static string CodeOf(Type attribute, IEnumerable<string> arguments) => $"[{NameOf(attribute)}({string.Join(", ", arguments)})]";

    private static object? Raw(object? value) => value is Enum ? Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()), CultureInfo.InvariantCulture) : value;

    private static string NameOf(Type type)
    {
        string name = "global::" + (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.').Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GenericTypeArguments.Select(NameOf))}>" : name;
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => Outcome.Printable(text),
        char sign => string.Create(CultureInfo.InvariantCulture, $"'\\u{(int)sign:X4}'"),
        bool truth => truth ? "true" : "false",
        Enum constant => $"({NameOf(constant.GetType())})({Raw(constant)})",
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"an option of type {value.GetType()}"),
    };
}
