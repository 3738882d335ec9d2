using System.Linq;
using System.Text;

/// <summary>The general category of every character.</summary>
internal static class CategoryTable
{
    public static void Write(UnicodeFiles unicode, string path)
    {
        StringBuilder text = TableFile.Begin("internal readonly partial struct CategoryPages");
        new PageTable([.. unicode.Categories.Select(static c => (char)('0' + (int)c))]).AppendTo(text, "By block and place in the block: '0' plus the category.", "public");
        TableFile.End(text, path);
    }
}
