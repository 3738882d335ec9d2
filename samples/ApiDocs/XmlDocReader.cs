using System.Buffers;
using PipelineDsl;

namespace ApiDocs;

/// <summary>Reads the XML documentation files that compilers write: one document per member.</summary>
public sealed class XmlDocsAttribute([SourcePattern] string pattern) : SourceAttribute<XmlDocReader>(pattern);

/// <summary>Cuts a documentation file at its members and turns each one's XML into plain text.</summary>
[Reader]
public sealed class XmlDocReader
{
    private static readonly SearchValues<byte> s_markup = SearchValues.Create("<& \t\r\n"u8);

    [Read]
    public static void Read(RecordInput input, Record record)
    {
        TextBuffer text = new();
        while (input.TryReadThrough("</member>"u8, out ReadOnlySpan<byte> piece))
        {
            // The last one in the piece: members before it are empty tags, which document nothing.
            int start = piece.LastIndexOf("<member name=\""u8);
            ReadOnlySpan<byte> member = start < 0 ? default : piece[(start + "<member name=\"".Length)..];
            int nameEnd = member.IndexOf((byte)'"');
            if (nameEnd < 0 || member[nameEnd..].StartsWith("\" />"u8))
            {
                continue;
            }

            if (!member.EndsWith("</member>"u8))
            {
                record.Reject(RejectReason.Malformed, "the file ends inside a member");
                continue;
            }

            text.Clear();
            AppendText(member[(nameEnd + 2)..^"</member>".Length], text);
            record.Set("member"u8, member[..nameEnd]);
            record.SetText(text.Bytes);
            record.Emit();
        }
    }

    /// <summary>Drops the tags (a reference leaves the name it refers to), decodes entities, and makes white space one space.</summary>
    private static void AppendText(ReadOnlySpan<byte> xml, TextBuffer text)
    {
        while (!xml.IsEmpty)
        {
            int length = 1;
            switch (xml[0])
            {
                case (byte)'<' when xml.IndexOf((byte)'>') is > 0 and int end:
                    AppendReference(xml[1..end], text);
                    length = end + 1;
                    break;
                case (byte)'&' when xml.IndexOf((byte)';') is > 0 and int end:
                    text.Append(Entity(xml[1..end]));
                    length = end + 1;
                    break;
                case <= (byte)' ':
                    length = xml.IndexOfAnyExcept(" \t\r\n"u8) is > 0 and int run ? run : xml.Length;
                    AppendSpace(text);
                    break;
                default:
                    length = xml.IndexOfAny(s_markup) is > 0 and int plain ? plain : xml.Length;
                    text.Append(xml[..length]);
                    break;
            }

            xml = xml[length..];
        }
    }

    private static void AppendReference(ReadOnlySpan<byte> tag, TextBuffer text)
    {
        int open = tag.IndexOf("=\""u8);
        if (open < 0 || !tag.EndsWith("/"u8) || tag[(open + 2)..].IndexOf((byte)'"') is not (> 0 and int length))
        {
            AppendSpace(text);
            return;
        }

        ReadOnlySpan<byte> name = tag.Slice(open + 2, length);
        name = name.IndexOf((byte)'(') is > 0 and int parameters ? name[..parameters] : name;
        text.Append(name[(name.LastIndexOfAny(".:"u8) + 1)..]);
    }

    private static void AppendSpace(TextBuffer text)
    {
        if (text.Length > 0 && text.Bytes[^1] != (byte)' ')
        {
            text.Append((byte)' ');
        }
    }

    private static ReadOnlySpan<byte> Entity(ReadOnlySpan<byte> name)
        => name.SequenceEqual("lt"u8) ? "<"u8 : name.SequenceEqual("gt"u8) ? ">"u8 : name.SequenceEqual("quot"u8) ? "\""u8
            : name.SequenceEqual("apos"u8) ? "'"u8 : name.SequenceEqual("amp"u8) ? "&"u8 : " "u8;
}
