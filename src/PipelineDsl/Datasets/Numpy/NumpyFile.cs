using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text;

namespace PipelineDsl;

/// <summary>A file in the NPY format, version 1.0, whose shape is filled in when it is known (numpy/lib/format.py).</summary>
/// <remarks>
/// <c>\x93NUMPY</c>, version 1 and 0 (bytes), length of the rest of the header (uint16), a Python dictionary in ASCII with <c>descr</c>, <c>fortran_order</c> and <c>shape</c>, filled up with spaces and
/// ended by a line feed so that the header has a multiple of 64 bytes: 128 here. Then the elements, row by row.
/// </remarks>
internal sealed class NumpyFile
{
    private const int HeaderBytes = 128;
    private readonly DatasetFile _file;
    private readonly string _type;

    /// <summary>Creates a file.</summary>
    /// <param name="file">The file, empty.</param>
    /// <param name="type">The elements' type, such as <c>&lt;u2</c>.</param>
    public NumpyFile(DatasetFile file, string type)
    {
        _file = file;
        _type = type;
        file.Write(Header("(0,)"));
    }

    /// <summary>Where the elements go.</summary>
    public Stream Elements => _file;

    /// <summary>Fills in the shape.</summary>
    /// <param name="length">The number of elements, or of rows.</param>
    /// <param name="columns">The elements of a row, or 0 for an array of one dimension.</param>
    public void Finish(long length, int columns)
    {
        _file.Patch(0, Header(columns == 0
            ? string.Create(CultureInfo.InvariantCulture, $"({length},)")
            : string.Create(CultureInfo.InvariantCulture, $"({length}, {columns})")));
        _file.Dispose();
    }

    private byte[] Header(string shape)
    {
        byte[] header = new byte[HeaderBytes];
        header.AsSpan().Fill((byte)' ');
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), HeaderBytes - 10);
        Encoding.ASCII.GetBytes($"{{'descr': '{_type}', 'fortran_order': False, 'shape': {shape}, }}").CopyTo(header, 10);
        header[^1] = (byte)'\n';
        return header;
    }
}
