using System;

namespace PipelineDsl;

/// <summary>An element of a Parquet file's schema.</summary>
internal readonly ref struct SchemaElement
{
    private const int Repeated = 2;

    private SchemaElement(ReadOnlySpan<byte> name, int type, int repetition, int children, int converted, int logical)
    {
        Name = name;
        Type = (ParquetType)Math.Max(0, type);
        IsLeaf = children == 0 && type >= 0;
        IsOptional = repetition == 1;
        Children = children;
        IsUnsigned = converted is >= 11 and <= 14; // UINT_8 to UINT_64
        Unfit = !IsLeaf ? (converted is 3 || logical is 3 ? "a list" : converted is 1 or 2 || logical is 2 ? "a map" : "a group")
            : repetition == Repeated ? "a list"
            : (converted, logical) switch
            {
                (5, _) or (_, 5) => "a decimal",
                (6, _) or (_, 6) => "a date",
                ((>= 7 and <= 10) or 21, _) or (_, 7 or 8) => "a time",
                _ => Type switch
                {
                    ParquetType.Int96 => "a time",
                    ParquetType.FixedLengthByteArray => "bytes of a fixed length",
                    _ => null,
                },
            };
    }

    /// <summary>Its name, UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Whether it has values itself; else it is a group.</summary>
    public bool IsLeaf { get; }

    /// <summary>How its values are stored, if it has any.</summary>
    public ParquetType Type { get; }

    /// <summary>Whether values may be null.</summary>
    public bool IsOptional { get; }

    /// <summary>Whether integers are without a sign.</summary>
    public bool IsUnsigned { get; }

    /// <summary>How many elements are right below it.</summary>
    public int Children { get; }

    /// <summary>What it holds, if no field can take it.</summary>
    public string? Unfit { get; }

    /// <summary>Reads an element.</summary>
    /// <exception cref="CorruptInputException">It makes no sense.</exception>
    public static SchemaElement Read(ref ThriftReader thrift)
    {
        ReadOnlySpan<byte> name = [];
        int type = -1;
        int repetition = 0;
        int children = 0;
        int converted = -1;
        int logical = -1;
        int field = 0;
        while (thrift.Field(ref field) is > 0 and int kind)
        {
            switch (field)
            {
                case 1:
                    type = thrift.Int();
                    break;
                case 3:
                    repetition = thrift.Int();
                    break;
                case 4:
                    name = thrift.Bytes();
                    break;
                case 5:
                    children = thrift.Int();
                    break;
                case 6:
                    converted = thrift.Int();
                    break;
                case 10 when kind == ThriftReader.Struct: // a union: a struct with one field
                    int choice = 0;
                    while (thrift.Field(ref choice) is > 0 and int member)
                    {
                        logical = choice;
                        thrift.Skip(member);
                    }

                    break;
                default:
                    thrift.Skip(kind);
                    break;
            }
        }

        return children >= 0 && type is >= -1 and <= 7
            ? new SchemaElement(name, type, repetition, children, converted, logical)
            : throw new CorruptInputException("the schema has a column of an unknown type");
    }
}
