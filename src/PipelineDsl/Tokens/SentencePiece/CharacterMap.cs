using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;

namespace PipelineDsl;

/// <summary>SentencePiece's compiled normalisation map: which strings of the text are replaced by which others. Immutable.</summary>
/// <remarks>
/// The blob is the size in bytes of a double array, the double array, and the replacements, each ended by a zero byte. A unit of the double array has 32 bits: the label in the lower
/// eight and the uppermost one, whether a leaf follows in bit 8, and the offset to the children in bits 10 to 30, shifted left by eight more if bit 9 is set; a leaf's value is the
/// place of the replacement (github.com/s-yata/darts-clone).
/// </remarks>
internal sealed class CharacterMap
{
    private readonly uint[] _units;
    private readonly byte[] _replacements;
    private readonly bool[] _mayBegin = new bool[1 << 16];

    /// <summary>Reads a map.</summary>
    /// <param name="blob">The field <c>precompiled_charsmap</c>, not empty.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public CharacterMap(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(blob) is var size && (size >= blob.Length - 4 || size % 4 != 0 || size == 0))
        {
            throw new InvalidDataException("the normalisation map (precompiled_charsmap) is damaged: its double array is longer than itself");
        }

        _units = new uint[size / 4];
        blob.Slice(4, (int)size).CopyTo(MemoryMarshal.AsBytes(_units.AsSpan()));
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(_units, _units);
        }

        _replacements = blob[(4 + (int)size)..].ToArray();
        if (_replacements[^1] != 0)
        {
            throw new InvalidDataException("the normalisation map (precompiled_charsmap) is damaged: its last replacement is cut off");
        }

        FindBeginnings();
    }

    /// <summary>Whether some string that is replaced may begin with two bytes; of a text's last byte the second is 0.</summary>
    public bool MayBegin(byte first, byte second) => _mayBegin[(first << 8) | second];

    /// <summary>Finds the longest string that a text begins with and that is replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The string's length in bytes.</param>
    /// <param name="replacement">What stands instead.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryReplace(ReadOnlySpan<byte> text, out int length, out ReadOnlySpan<byte> replacement) => TryReplace(text, false, out length, out replacement);

    /// <summary>The same for the shortest such string, which Hugging Face's tokenizers take.</summary>
    public bool TryReplaceShortest(ReadOnlySpan<byte> text, out int length, out ReadOnlySpan<byte> replacement) => TryReplace(text, true, out length, out replacement);

    private bool TryReplace(ReadOnlySpan<byte> text, bool shortest, out int length, out ReadOnlySpan<byte> replacement)
    {
        length = 0;
        int found = 0;
        uint node = Offset(_units[0]);
        for (int i = 0; i < text.Length && !(shortest && length > 0); i++)
        {
            if (!TryStep(ref node, text[i], out int value))
            {
                break;
            }

            if (value >= 0)
            {
                found = value;
                length = i + 1;
            }
        }

        if (length == 0 || found >= _replacements.Length)
        {
            length = 0;
            replacement = default;
            return false;
        }

        replacement = _replacements.AsSpan(found);
        replacement = replacement[..replacement.IndexOf((byte)0)];
        return true;
    }

    /// <summary>Goes to a child.</summary>
    /// <param name="node">Where the children of the node are; then where those of the child are.</param>
    /// <param name="label">The byte.</param>
    /// <param name="value">The value of the string that ends with the byte, or -1.</param>
    private bool TryStep(ref uint node, byte label, out int value)
    {
        value = -1;
        uint at = node ^ label;
        if (at >= _units.Length || (_units[at] & 0x8000_00FF) != label)
        {
            return false;
        }

        uint unit = _units[at];
        node = at ^ Offset(unit);
        if ((unit >> 8 & 1) != 0)
        {
            value = node < _units.Length ? (int)(_units[node] & 0x7FFF_FFFF) : int.MaxValue;
        }

        return true;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1 << 9)) >> 6);

    private void FindBeginnings()
    {
        for (int first = 0; first < 256; first++)
        {
            uint node = Offset(_units[0]);
            if (!TryStep(ref node, (byte)first, out int value))
            {
                continue;
            }

            for (int second = 0; second < 256; second++)
            {
                uint child = node;
                _mayBegin[(first << 8) | second] = value >= 0 || TryStep(ref child, (byte)second, out _);
            }
        }
    }
}
