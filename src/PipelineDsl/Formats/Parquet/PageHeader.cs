using System;

namespace PipelineDsl;

/// <summary>What stands before a page.</summary>
internal readonly struct PageHeader
{
    public const int Data = 0;
    public const int Dictionary = 2;
    public const int Data2 = 3;

    private PageHeader(int kind, int length, int unpacked, int? checksum, int values, int encoding, int levels, int levelBytes, int repetitionBytes, bool isPacked)
    {
        Kind = kind;
        Length = length;
        Unpacked = unpacked;
        Checksum = checksum;
        Values = values;
        Encoding = encoding;
        Levels = levels;
        LevelBytes = levelBytes;
        RepetitionBytes = repetitionBytes;
        IsPacked = isPacked;
    }

    /// <summary>What the page is.</summary>
    public int Kind { get; }

    /// <summary>Its length in bytes.</summary>
    public int Length { get; }

    /// <summary>The same when it is decompressed.</summary>
    public int Unpacked { get; }

    /// <summary>The CRC-32 of its bytes, if the writer left it.</summary>
    public int? Checksum { get; }

    /// <summary>The number of its values, nulls too.</summary>
    public int Values { get; }

    /// <summary>How the values are written.</summary>
    public int Encoding { get; }

    /// <summary>How the levels are written, in a page of version 1.</summary>
    public int Levels { get; }

    /// <summary>How long the levels are, in a page of version 2.</summary>
    public int LevelBytes { get; }

    /// <summary>How long those of lists are, in a page of version 2.</summary>
    public int RepetitionBytes { get; }

    /// <summary>Whether it is compressed, if its column is.</summary>
    public bool IsPacked { get; }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">Begin with it.</param>
    /// <param name="header">The header.</param>
    /// <returns>How long it is; 0 if more bytes are needed.</returns>
    /// <exception cref="CorruptInputException">It makes no sense.</exception>
    public static int TryRead(ReadOnlySpan<byte> bytes, out PageHeader header)
    {
        ThriftReader thrift = new(bytes);
        int kind = -1;
        int length = -1;
        int unpacked = -1;
        int? checksum = null;
        int values = 0;
        int encoding = 0;
        int levels = 3;
        int levelBytes = 0;
        int repetitionBytes = 0;
        bool isPacked = true;
        int field = 0;
        while (thrift.Field(ref field) is > 0 and int type)
        {
            switch (field)
            {
                case 1:
                    kind = thrift.Int();
                    break;
                case 2:
                    unpacked = thrift.Int();
                    break;
                case 3:
                    length = thrift.Int();
                    break;
                case 4:
                    checksum = thrift.Int();
                    break;
                case 5 or 7 or 8 when type == ThriftReader.Struct:
                    int member = 0;
                    while (thrift.Field(ref member) is > 0 and int inner)
                    {
                        switch (field, member)
                        {
                            case (_, 1):
                                values = thrift.Int();
                                break;
                            case (5 or 7, 2) or (8, 4):
                                encoding = thrift.Int();
                                break;
                            case (5, 3):
                                levels = thrift.Int();
                                break;
                            case (8, 5):
                                levelBytes = thrift.Int();
                                break;
                            case (8, 6):
                                repetitionBytes = thrift.Int();
                                break;
                            case (8, 7):
                                isPacked = inner == ThriftReader.True;
                                break;
                            default:
                                thrift.Skip(inner);
                                break;
                        }
                    }

                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }

        header = new PageHeader(kind, length, unpacked, checksum, values, encoding, levels, levelBytes, repetitionBytes, isPacked);
        if (thrift.IsShort)
        {
            return 0;
        }

        return kind >= 0 && length >= 0 && unpacked >= 0 && values >= 0 && levelBytes >= 0 && repetitionBytes >= 0 && (long)levelBytes + repetitionBytes <= Math.Min(length, unpacked)
            ? thrift.Position
            : throw new CorruptInputException("the header of a page makes no sense");
    }
}
