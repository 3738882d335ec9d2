using System;
using System.Collections.Generic;

namespace PipelineDsl.Engine;

/// <summary>What is known of an input file's content.</summary>
/// <param name="Stamp">What the file system said of the file when it was read.</param>
/// <param name="Hash">The XXH3-128 of its bytes; of the lengths and hashes of its slices if it has several; of address, version and length if it was not read.</param>
/// <param name="Slices">Its slices, in order; at least one.</param>
internal sealed record ScannedFile(FileStamp Stamp, Hash128 Hash, IReadOnlyList<InputSlice> Slices)
{
    /// <summary>Puts together what was read of a file.</summary>
    /// <remarks>A file that is cut is known by its slices, so that no thread need see all of it.</remarks>
    /// <param name="stamp">What the file system said of it.</param>
    /// <param name="stretches">What it holds, from front to back.</param>
    public static ScannedFile Of(FileStamp stamp, ReadOnlySpan<ScannedStretch> stretches)
    {
        List<InputSlice> slices = [];
        long lines = 0;
        long records = 0;
        foreach (ScannedStretch stretch in stretches)
        {
            foreach (InputSlice slice in stretch.Slices)
            {
                slices.Add(slice with { FirstLine = slice.FirstLine + lines, FirstRecord = slice.FirstRecord + records });
            }

            lines += stretch.Lines;
            records += stretch.Records;
        }

        return new ScannedFile(stamp, slices.Count == 1 ? slices[0].Hash : HashOf(slices), slices);
    }

    /// <summary>What a file is known by that has several slices: the XXH3-128 of their number, and of the length and hash of each.</summary>
    public static Hash128 HashOf(IReadOnlyList<InputSlice> slices)
    {
        HashWriter hash = new();
        hash.Int(slices.Count);
        foreach (InputSlice slice in slices)
        {
            hash.Long(slice.Length);
            hash.Wide(slice.Hash);
        }

        return hash.Hash;
    }
}

/// <summary>A part of a file that begins and ends between two lines, or a whole file.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="FirstLine">The number of its first line in the file, from 1.</param>
/// <param name="FirstRecord">The number of its first record in the file, from 0.</param>
/// <param name="Records">The number of its records, or -1 if only its reader can say.</param>
/// <param name="Hash">The XXH3-128 of its bytes, or of address, version and length if it was not read.</param>
internal readonly record struct InputSlice(long Offset, long Length, long FirstLine, long FirstRecord, long Records, Hash128 Hash);
