using System;
using System.Buffers.Text;

namespace PipelineDsl;

/// <summary>The ranks behind the options of the built-in deduplications: which of several duplicates survives. Of equal ranks it is the first in the corpus's order.</summary>
public static class DocumentRank
{
    /// <summary>The rank by the first option that is set: a date, a score, the length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The field that <c>keepNewest</c> names, or empty: ISO 8601, such as <c>2024-05-17</c> or <c>2024-05-17T08:00:00Z</c>. What is no date comes last.</param>
    /// <param name="score">The field that <c>keepHighest</c> names, or NaN. What is no number comes last.</param>
    /// <param name="keepLongest">Whether the longest text survives.</param>
    /// <param name="keepNewest">The name of the date's field, or null.</param>
    /// <param name="keepHighest">The name of the score's field, or null.</param>
    public static double Of(ReadOnlySpan<byte> text, ReadOnlySpan<byte> date, double score, bool keepLongest, string? keepNewest, string? keepHighest)
        => keepNewest is not null ? OfDate(date)
            : keepHighest is not null ? score
            : keepLongest ? text.Length
            : 0;

    /// <summary>The seconds from year 1 to a date, fractions included; NaN for what is none. A time without zone counts as UTC.</summary>
    public static double OfDate(ReadOnlySpan<byte> date)
    {
        if (date.Length < 10 || date[4] != '-' || date[7] != '-' || !Number(date[..4], out int year) || !Number(date.Slice(5, 2), out int month) || !Number(date.Slice(8, 2), out int day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return double.NaN;
        }

        double seconds = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks / (double)TimeSpan.TicksPerSecond;
        ReadOnlySpan<byte> rest = date[10..];
        return rest.IsEmpty ? seconds : seconds + TimeOfDay(rest);
    }

    private static double TimeOfDay(ReadOnlySpan<byte> time)
    {
        if (time.Length < 6 || time[0] is not ((byte)'T' or (byte)'t' or (byte)' ') || time[3] != ':' || !Number(time.Slice(1, 2), out int hours) || !Number(time.Slice(4, 2), out int minutes))
        {
            return double.NaN;
        }

        double seconds = (hours * 3600) + (minutes * 60);
        time = time[6..];
        if (time.Length >= 3 && time[0] == ':' && Number(time.Slice(1, 2), out int whole))
        {
            seconds += whole;
            time = time[3..];
            double unit = 0.1;
            for (time = !time.IsEmpty && time[0] is (byte)'.' or (byte)',' ? time[1..] : time; !time.IsEmpty && time[0] is >= (byte)'0' and <= (byte)'9'; time = time[1..])
            {
                seconds += (time[0] - '0') * unit;
                unit /= 10;
            }
        }

        return time.IsEmpty || time.SequenceEqual("Z"u8) || time.SequenceEqual("z"u8) ? seconds
            : time.Length >= 6 && time[0] is (byte)'+' or (byte)'-' && time[3] == ':' && Number(time.Slice(1, 2), out int zoneHours) && Number(time.Slice(4, 2), out int zoneMinutes)
                ? seconds + ((time[0] == '+' ? -1 : 1) * ((zoneHours * 3600) + (zoneMinutes * 60)))
            : double.NaN;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value) => Utf8Parser.TryParse(digits, out value, out int used, 'D') && used == digits.Length && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
