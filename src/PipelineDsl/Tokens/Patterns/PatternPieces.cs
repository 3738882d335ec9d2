namespace PipelineDsl;

/// <summary>Cuts a text at the borders of a pattern's matches: what lies between two matches is a piece of its own, as with the behaviour Isolated of Hugging Face's <c>Split</c>. One per worker.</summary>
/// <remarks>An empty match cuts where it stands, unless directly behind another match.</remarks>
internal sealed unsafe class PatternPieces(TextPattern pattern)
{
    private readonly PatternMatcher _matcher = new(pattern);

    // The match found when what is before it was cut off.
    private byte* _matchStart;
    private byte* _matchEnd;

    /// <summary>Begins a text.</summary>
    public void Begin(byte* start, byte* end)
    {
        _matcher.Begin(start, end);
        _matchStart = null;
    }

    /// <summary>The end of the piece that begins at <paramref name="start"/>, which is before <paramref name="end"/>: the start of the text or the end of the piece before.</summary>
    public byte* Next(byte* start, byte* end)
    {
        if (_matchStart == start && _matchEnd > start)
        {
            return _matchEnd;
        }

        bool found = _matcher.Find(start, out _matchStart, out _matchEnd);
        if (found && _matchEnd == start)
        {
            // An empty match here cuts nothing off; what another branch would match here is not asked for.
            byte* next = start + CharacterSet.LengthAt(start, end);
            found = next < end && _matcher.Find(next, out _matchStart, out _matchEnd);
        }

        return !found ? end : _matchStart == start ? _matchEnd : _matchStart;
    }
}
