using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

/// <summary>The files of the Unicode Character Database, of one version: Debian's package <c>unicode-data</c> 15.0.0-1 puts them into /usr/share/unicode.</summary>
internal sealed class UnicodeFiles
{
    private const string Version = "15.0.0";

    /// <summary>The two-letter names in the order of <see cref="UnicodeCategory"/>.</summary>
    private static readonly string[] s_categories =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private readonly string _folder;

    public UnicodeFiles(string folder)
    {
        _folder = folder;
        if (!File.ReadLines(PathOf("DerivedAge.txt")).First().Contains($"-{Version}.txt", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{folder} does not hold the files of Unicode {Version}");
        }

        Array.Fill(Categories, UnicodeCategory.OtherNotAssigned);
        int rangeStart = 0;
        foreach (string line in File.ReadLines(PathOf("UnicodeData.txt")))
        {
            string[] fields = line.Split(';');
            int c = CodePoint(fields[0]);
            rangeStart = fields[1].EndsWith(", Last>", StringComparison.Ordinal) ? rangeStart : c;
            for (; rangeStart <= c; rangeStart++)
            {
                Categories[rangeStart] = (UnicodeCategory)Array.IndexOf(s_categories, fields[2]);
                CombiningClasses[rangeStart] = byte.Parse(fields[3], CultureInfo.InvariantCulture);
            }

            rangeStart = c; // of a line that ends with ", First>"
            if (fields[5].Length > 0)
            {
                string[] mapping = fields[5].Split(' ');
                bool compatibility = mapping[0].StartsWith('<');
                Decompositions.Add(c, (compatibility, CodePoints(compatibility ? mapping[1..] : mapping)));
            }

            if (fields[13].Length > 0)
            {
                Lower.Add(c, CodePoint(fields[13]));
            }
        }
    }

    public UnicodeCategory[] Categories { get; } = new UnicodeCategory[PageTable.CodePoints];

    public byte[] CombiningClasses { get; } = new byte[PageTable.CodePoints];

    /// <summary>Simple lower-casing.</summary>
    public SortedDictionary<int, int> Lower { get; } = [];

    /// <summary>One step of decomposition, as UnicodeData.txt has it.</summary>
    public SortedDictionary<int, (bool Compatibility, int[] Target)> Decompositions { get; } = [];

    /// <summary>The lines of a file of properties: code points, and the fields behind them.</summary>
    public IEnumerable<(int First, int Last, string[] Fields)> Lines(string file)
    {
        foreach (string line in File.ReadLines(PathOf(file)))
        {
            string[] fields = line.Split('#')[0].Split(';', StringSplitOptions.TrimEntries);
            if (fields[0].Length > 0)
            {
                string[] range = fields[0].Split("..");
                yield return (CodePoint(range[0]), CodePoint(range[^1]), fields[1..]);
            }
        }
    }

    /// <summary>The value of a property by code point, as its place in <paramref name="values"/>; what no line names has the first.</summary>
    public byte[] Property(string file, string[] values)
    {
        byte[] property = new byte[PageTable.CodePoints];
        foreach ((int first, int last, string[] fields) in Lines(file))
        {
            int value = Array.IndexOf(values, fields[0]);
            if (value < 0)
            {
                throw new InvalidDataException($"{file} has a value {fields[0]} that is not known here");
            }

            property.AsSpan(first, last - first + 1).Fill((byte)value);
        }

        return property;
    }

    /// <summary>Which code points have a property of two values.</summary>
    public bool[] Set(string file, string name)
    {
        bool[] set = new bool[PageTable.CodePoints];
        foreach ((int first, int last, string[] fields) in Lines(file).Where(l => l.Fields[0] == name))
        {
            set.AsSpan(first, last - first + 1).Fill(true);
        }

        return set;
    }

    public static int CodePoint(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static int[] CodePoints(IEnumerable<string> hex) => [.. hex.Select(CodePoint)];

    private string PathOf(string file) => Path.Combine(_folder, file);
}
