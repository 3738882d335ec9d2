namespace PipelineDsl;

/// <summary>The characters with the property Emoji of Unicode 15.0, from the library's own tables; digits, <c>#</c>, <c>*</c> and the regional indicators are among them.</summary>
internal static partial class EmojiCharacters;
