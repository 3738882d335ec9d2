using System.IO;

namespace PipelineDsl;

/// <summary>The values of a column in a row group.</summary>
/// <param name="Offset">Where its first page begins.</param>
/// <param name="Length">How long its pages are.</param>
/// <param name="Values">How many values there are, nulls too.</param>
/// <param name="Codec">How its pages are compressed.</param>
internal sealed record ParquetChunk(long Offset, long Length, long Values, int Codec)
{
    /// <summary>Reads what a footer says of a chunk.</summary>
    /// <param name="thrift">The footer.</param>
    /// <param name="column">The column.</param>
    /// <param name="end">Where the footer begins.</param>
    /// <exception cref="CorruptInputException">It lies nowhere in the file.</exception>
    /// <exception cref="IOException">It is in another file.</exception>
    public static ParquetChunk Read(ref ThriftReader thrift, ParquetColumnInfo column, long end)
    {
        long dictionary = 0;
        long data = -1;
        long length = -1;
        long values = -1;
        int codec = 0;
        int field = 0;
        while (thrift.Field(ref field) is > 0 and int type)
        {
            if (field == 1)
            {
                throw new IOException($"column \"{column.Name}\" lies in another file; write files that are complete");
            }

            if (field != 3)
            {
                thrift.Skip(type);
                continue;
            }

            int member = 0;
            while (thrift.Field(ref member) is > 0 and int kind)
            {
                switch (member)
                {
                    case 4:
                        codec = thrift.Int();
                        break;
                    case 5:
                        values = thrift.Integer();
                        break;
                    case 7:
                        length = thrift.Integer();
                        break;
                    case 9:
                        data = thrift.Integer();
                        break;
                    case 11:
                        dictionary = thrift.Integer();
                        break;
                    default:
                        thrift.Skip(kind);
                        break;
                }
            }
        }

        // Some writers leave 0 where there is no dictionary.
        long offset = dictionary > 0 && dictionary < data ? dictionary : data;
        return thrift.IsShort || (offset >= 0 && length >= 0 && values >= 0 && length <= end && offset <= end - length)
            ? new ParquetChunk(offset, length, values, codec)
            : throw new CorruptInputException($"column \"{column.Name}\" does not lie in the file");
    }
}
