namespace PipelineDsl.Engine;

/// <summary>A file that an action made.</summary>
/// <param name="Name">Its name, unique among the action's files; no path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Hash">The XXH3-128 of its bytes.</param>
internal sealed record Artifact(string Name, long Bytes, Hash128 Hash)
{
    /// <summary>Whether a name can be an artifact's: a file name on every system, and none of the store's own, which begin with a dot.</summary>
    public static bool IsName(string name)
    {
        if (name.Length is 0 or > 200 || name[0] == '.')
        {
            return false;
        }

        // One by one: names are short, and a search for sets of characters would be compiled by each task first.
        foreach (char c in name)
        {
            if (c is <= '\x1f' or '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|')
            {
                return false;
            }
        }

        return true;
    }
}
