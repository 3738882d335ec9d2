using System.Collections.Generic;
using System.Linq;
using System.Text;

/// <summary>A class for every code point, in the two-stage form that all tables of characters have: pages of blocks, blocks of classes.</summary>
internal sealed class PageTable
{
    public const int CodePoints = 0x110000;

    private const int Block = 64; // the code points that differ in the last byte of their UTF-8 form
    private const int Page = 64; // blocks that share the upper bits
    private const int BasicPages = 16;

    private readonly List<string> _blocks = [];
    private readonly List<string> _pages = [];
    private readonly int[] _pageOf = new int[CodePoints / Block / Page];

    /// <param name="classes">For each code point a printable ASCII character that stands for its class.</param>
    public PageTable(char[] classes)
    {
        int[] blockOf = [.. Enumerable.Range(0, CodePoints / Block).Select(b => Index(_blocks, new string(classes, b * Block, Block)))];
        for (int p = 0; p < _pageOf.Length; p++)
        {
            // The pages of the BMP stand in order, so that three-byte characters need no look-up of the page.
            string page = string.Join(", ", blockOf.Skip(p * Page).Take(Page));
            if (p < BasicPages)
            {
                _pages.Add(page);
                _pageOf[p] = p;
            }
            else
            {
                _pageOf[p] = Index(_pages, page);
            }
        }
    }

    public string Size => $"{_blocks.Count} blocks, {_pages.Count} pages";

    /// <summary>Writes the three arrays as members of a class, and the class's end.</summary>
    public void AppendTo(StringBuilder text, string classesSummary, string access = "private")
    {
        text.Append("    /// <summary>By code point / 4096: which page of <see cref=\"Blocks\"/>. The first sixteen are 0 to 15.</summary>\n");
        text.Append($"    {access} static ReadOnlySpan<byte> Pages =>\n    [\n");
        foreach (int[] row in _pageOf.Chunk(32))
        {
            text.Append("        ").AppendJoin(", ", row).Append(",\n");
        }

        text.Append("    ];\n\n    /// <summary>By page and block of the page: which block of <see cref=\"Classes\"/>.</summary>\n");
        text.Append($"    {access} static ReadOnlySpan<ushort> Blocks =>\n    [\n");
        foreach (string page in _pages)
        {
            text.Append("        ").Append(page).Append(",\n");
        }

        text.Append($"    ];\n\n    /// <summary>{classesSummary}</summary>\n    {access} static ReadOnlySpan<byte> Classes =>\n");
        for (int b = 0; b < _blocks.Count; b++)
        {
            text.Append("        ").Append(b == 0 ? "" : "+ ").Append('"').Append(_blocks[b]).Append(b == _blocks.Count - 1 ? "\"u8;\n" : "\"u8\n");
        }

        text.Append("}\n");
    }

    private static int Index(List<string> known, string item)
    {
        int at = known.IndexOf(item);
        if (at < 0)
        {
            at = known.Count;
            known.Add(item);
        }

        return at;
    }
}
