using System.IO;

// Writes the tables of characters. Run by hand from the repository root, and commit what it writes:
//   dotnet run --project build/TextTables [-- FOLDER [ENTITIES]]
// Source: the files of Unicode 15.0 in FOLDER, by default where Debian's package unicode-data 15.0.0-1 puts them, and the character references of HTML in ENTITIES, by default where libpython3.11-stdlib does.

UnicodeFiles unicode = new(args is [string folder, ..] ? folder : "/usr/share/unicode");
const string Text = "src/PipelineDsl/Text";
ScannerTable.Write(unicode, Path.Combine(Text, "CharacterTable.Tables.cs"));
CategoryTable.Write(unicode, Path.Combine(Text, "Unicode", "CategoryPages.Tables.cs"));
CaseTable.Write(unicode, Path.Combine(Text, "Unicode"));
BreakTable.Write(unicode, Path.Combine(Text, "Unicode"));
NormalizationTable.Write(unicode, Path.Combine(Text, "Unicode"));
ScriptTable.Write(unicode, Path.Combine(Text, "Unicode"));
AlphabeticMarkTable.Write(unicode, Path.Combine(Text, "Unicode"));
EmojiTable.Write(unicode, Path.Combine(Text, "Unicode"));
EntityTable.Write(unicode, args is [_, string entities] ? entities : "/usr/lib/python3.11/html/entities.py", "src/PipelineDsl/Mappers/Encoding");
