using System;
using System.Globalization;
using System.Text;

namespace PipelineDsl;

/// <summary><c>strftime_now</c>: the date of a rendering in a format of C's strftime. The date is an option, never the clock, so that the same input gives the same tokens.</summary>
internal static class JinjaClock
{
    private static readonly string[] s_days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly string[] s_months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>A date in a format, with the names of the C locale.</summary>
    /// <exception cref="JinjaException">The format has a directive that is not known.</exception>
    public static string Format(DateTime date, string format)
    {
        StringBuilder text = new();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            bool bare = format[i] == '-' && i + 1 < format.Length;
            i += bare ? 1 : 0;
            string value = Directive(date, format[i]);
            text.Append(bare && value.Length > 1 ? value.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0" : value);
        }

        return text.ToString();
    }

    private static string Directive(DateTime date, char directive) => directive switch
    {
        'Y' => Number(date.Year, 4),
        'y' => Number(date.Year % 100, 2),
        'm' => Number(date.Month, 2),
        'd' => Number(date.Day, 2),
        'e' => date.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'j' => Number(date.DayOfYear, 3),
        'H' => Number(date.Hour, 2),
        'I' => Number(date.Hour % 12 == 0 ? 12 : date.Hour % 12, 2),
        'M' => Number(date.Minute, 2),
        'S' => Number(date.Second, 2),
        'p' => date.Hour < 12 ? "AM" : "PM",
        'A' => s_days[(int)date.DayOfWeek],
        'a' => s_days[(int)date.DayOfWeek][..3],
        'B' => s_months[date.Month - 1],
        'b' or 'h' => s_months[date.Month - 1][..3],
        'w' => Number((int)date.DayOfWeek, 1),
        'u' => Number(date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek, 1),
        'F' => $"{Number(date.Year, 4)}-{Number(date.Month, 2)}-{Number(date.Day, 2)}",
        'T' => $"{Number(date.Hour, 2)}:{Number(date.Minute, 2)}:{Number(date.Second, 2)}",
        'D' => $"{Number(date.Month, 2)}/{Number(date.Day, 2)}/{Number(date.Year % 100, 2)}",
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => throw new JinjaException($"strftime_now does not know '%{directive}'"),
    };

    private static string Number(int value, int digits) => value.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
}
