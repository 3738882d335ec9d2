using System.Buffers.Text;
using PipelineDsl;

namespace CustomSteps;

/// <summary>Reads reviews: header lines (<c>title:</c>, <c>stars:</c>), a blank line, the text, and a line of dashes.</summary>
public sealed class ReviewsAttribute([SourcePattern] string pattern) : SourceAttribute<ReviewReader>(pattern);

[Reader]
public sealed class ReviewReader
{
    [Read]
    public static void Read(RecordInput input, Record record)
    {
        while (input.TryReadThrough("\n---\n"u8, out ReadOnlySpan<byte> piece))
        {
            ReadOnlySpan<byte> review = piece.EndsWith("\n---\n"u8) ? piece[..^"\n---\n".Length] : piece.TrimEnd("\n"u8);
            if (review.IsEmpty)
            {
                continue;
            }

            int body = review.IndexOf("\n\n"u8);
            if (body < 0)
            {
                record.Reject(RejectReason.Malformed, "a review needs a blank line between its header and its text");
                continue;
            }

            foreach (Range line in review[..body].Split((byte)'\n'))
            {
                ReadHeader(review[line], record);
            }

            record.SetText(review[(body + 2)..]);
            record.Emit();
        }
    }

    private static void ReadHeader(ReadOnlySpan<byte> line, Record record)
    {
        int colon = line.IndexOf((byte)':');
        int slot = colon < 0 ? -1 : record.Find(line[..colon]);
        if (slot < 0)
        {
            return; // a header that no step names
        }

        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim((byte)' ');
        if (record.Kind(slot) == FieldKind.Utf8)
        {
            record.Set(slot, value);
        }
        else if (Utf8Parser.TryParse(value, out long number, out int used) && used == value.Length)
        {
            record.SetInteger(slot, number);
        }
        else
        {
            record.SetWrongType(slot, "text");
        }
    }
}
