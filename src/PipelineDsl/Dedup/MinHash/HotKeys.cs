using System.Threading;

namespace PipelineDsl;

/// <summary>The keys whose groups have more different sets than are compared with each other. A bitmap of fixed size: a key may be found that is not hot, which costs comparisons and changes nothing.</summary>
internal sealed class HotKeys
{
    private const int Bits = 1 << 23;

    private readonly ulong[] _bits = new ulong[Bits / 64];

    /// <summary>Notes the hot keys of some records. Several threads may.</summary>
    /// <param name="records">The records.</param>
    /// <param name="most">The different sets of a group that is not hot, at most.</param>
    public void Find(SortedRunReader<SetRecord> records, int most)
    {
        SetRecord last = default;
        int different = 0;
        while (records.TryRead(out SetRecord record))
        {
            if (record.Key != last.Key)
            {
                different = 1;
            }
            else if (record.Size != last.Size || record.High != last.High || record.Low != last.Low)
            {
                different++;
                if (different == most + 1)
                {
                    Interlocked.Or(ref _bits[PlaceOf(record.Key)], 1UL << (int)(record.Key & 63));
                }
            }

            last = record;
        }
    }

    /// <summary>Whether a key may be hot.</summary>
    public bool Contains(ulong key) => (_bits[PlaceOf(key)] & (1UL << (int)(key & 63))) != 0;

    private static int PlaceOf(ulong key) => (int)((key >> 6) & ((Bits / 64) - 1));
}
