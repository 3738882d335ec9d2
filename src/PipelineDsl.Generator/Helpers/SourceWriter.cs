using System.Text;

namespace PipelineDsl.Generator;

/// <summary>Writes C# with indentation; lines end in <c>\n</c> on every machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;
    private bool _needsBlank;
    private bool _opened;

    /// <summary>Writes lines; a multi-line text is indented as a whole.</summary>
    public void Line(string text)
    {
        _opened = false;
        if (_needsBlank)
        {
            _text.Append('\n');
            _needsBlank = false;
        }

        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', 4 * _indent).Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Asks for an empty line before the next line of this block, unless that is the first or there is none.</summary>
    public void Blank() => _needsBlank = !_opened;

    /// <summary>Writes a line and an opening brace.</summary>
    public void Open(string header)
    {
        Line(header);
        Line("{");
        _indent++;
        _opened = true;
    }

    /// <summary>Writes a closing brace.</summary>
    public void Close(string trailer = "")
    {
        _needsBlank = false;
        _indent--;
        Line("}" + trailer);
    }

    public override string ToString() => _text.ToString();
}
