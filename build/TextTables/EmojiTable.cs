using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

/// <summary>The characters with the property Emoji, as ranges.</summary>
internal static class EmojiTable
{
    public static void Write(UnicodeFiles unicode, string folder)
    {
        bool[] emoji = unicode.Set("emoji/emoji-data.txt", "Emoji");
        List<int> starts = [.. Enumerable.Range(0, PageTable.CodePoints).Where(c => emoji[c] && (c == 0 || !emoji[c - 1]))];
        List<int> ends = [.. Enumerable.Range(0, PageTable.CodePoints).Where(c => emoji[c] && (c + 1 == PageTable.CodePoints || !emoji[c + 1]))];
        StringBuilder text = TableFile.Begin("internal static partial class EmojiCharacters");
        text.AppendList("Where each range begins.", "public static ReadOnlySpan<int> Starts", starts);
        text.AppendList("Where each range ends, its last character.", "public static ReadOnlySpan<int> Ends", ends);
        text.Append("}\n");
        TableFile.End(text, Path.Combine(folder, "EmojiCharacters.Tables.cs"));
    }
}
