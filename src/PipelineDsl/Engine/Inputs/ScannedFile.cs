using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>What is known of an input file's content.</summary>
/// <param name="Stamp">What the file system said of the file when it was read.</param>
/// <param name="Hash">The XXH3-128 of its bytes, or of address, version and length if it was not read.</param>
/// <param name="Slices">Its slices, in order; at least one.</param>
internal sealed record ScannedFile(FileStamp Stamp, Hash128 Hash, IReadOnlyList<InputSlice> Slices);

/// <summary>A part of a file that begins and ends between two lines, or a whole file.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="FirstLine">The number of its first line in the file, from 1.</param>
/// <param name="FirstRecord">The number of its first record in the file, from 0.</param>
/// <param name="Records">The number of its records, or -1 if only its reader can say.</param>
/// <param name="Hash">The XXH3-128 of its bytes, or of address, version and length if it was not read.</param>
internal readonly record struct InputSlice(long Offset, long Length, long FirstLine, long FirstRecord, long Records, Hash128 Hash);
