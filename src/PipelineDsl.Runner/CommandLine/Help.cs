using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl.Runner.CommandLine;

/// <summary>Writes help.</summary>
internal static class Help
{
    private const string Program = "pipelinedsl";
    private const int Indent = 2;

    /// <summary>Writes what commands there are.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Command> commands, int width)
    {
        output.WriteLine($"{Program}: training data from attributes, as part of the build or without one.");
        output.WriteLine();
        output.WriteLine($"Usage: {Program} COMMAND [OPTIONS]");
        output.WriteLine();
        output.WriteLine("Commands:");
        Table(output, [.. commands.Select(static c => (c.Name, c.Summary))], width);
        output.WriteLine();
        Paragraph(output, $"{Program} COMMAND --help explains a command. --name value and --name=value are the same. Arguments may stand in a file, one a line: @FILE.", 0, width);
    }

    /// <summary>Explains a command.</summary>
    public static void Write(TextWriter output, Command command, int width)
    {
        foreach (string paragraph in command.Description.Split('\n'))
        {
            Paragraph(output, paragraph, 0, width);
        }

        output.WriteLine();
        string required = string.Concat(command.Options.Where(static o => o.IsRequired).Select(static o => " " + o.Form));
        output.WriteLine($"Usage: {Program} {command.Name}{(command.Operands.Length > 0 ? " " + command.Operands : "")}{required} [OPTIONS]");
        foreach (IGrouping<string, Option> group in command.Options.Where(static o => !o.IsHidden).GroupBy(static o => o.Group))
        {
            output.WriteLine();
            output.WriteLine(group.Key + ":");
            Table(output, [.. group.Select(static o => (o.Form, o.Repeats ? o.Help + " May be repeated." : o.Help))], width);
        }

        if (command.Examples.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Examples:");
            foreach (string example in command.Examples)
            {
                output.WriteLine($"{new string(' ', Indent)}{Program} {example}");
            }
        }

        output.WriteLine();
        output.WriteLine("Exit codes:");
        IEnumerable<(int Code, string Meaning)> codes =
        [
            (ExitCode.Done, "done"), (ExitCode.Failed, "failed, an error says why"), (ExitCode.WrongArguments, "wrong arguments"),
            (ExitCode.Cancelled, "cancelled"), (ExitCode.Terminated, "ended by SIGTERM"),
        ];
        Table(output, [.. codes.Where(c => command.ExitCodes.All(own => own.Code != c.Code)).Concat(command.ExitCodes).OrderBy(static c => c.Code).Select(static c => ($"{c.Code}", c.Meaning))], width);
    }

    /// <summary>Writes two columns, the second one wrapped.</summary>
    private static void Table(TextWriter output, IReadOnlyList<(string Left, string Right)> rows, int width)
    {
        int column = Indent + rows.Max(static r => r.Left.Length) + 2;
        foreach ((string left, string right) in rows)
        {
            List<string> lines = Wrap(right, Math.Max(30, width - column));
            output.WriteLine(string.Concat(new string(' ', Indent), left.PadRight(column - Indent), lines[0]));
            foreach (string line in lines.Skip(1))
            {
                output.WriteLine(string.Concat(new string(' ', column), line));
            }
        }
    }

    private static void Paragraph(TextWriter output, string text, int indent, int width)
    {
        foreach (string line in Wrap(text, Math.Max(30, width - indent)))
        {
            output.WriteLine(new string(' ', indent) + line);
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        List<string> lines = [];
        StringBuilder line = new();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }
}
