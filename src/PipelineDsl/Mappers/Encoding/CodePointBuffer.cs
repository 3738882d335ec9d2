using System;

namespace PipelineDsl;

/// <summary>A growing list of code points, reused. A byte that is no UTF-8 stands in it as <see cref="InvalidByte"/> and its value.</summary>
internal sealed class CodePointBuffer
{
    /// <summary>Added to a byte that is no UTF-8: beyond all characters.</summary>
    public const int InvalidByte = 0x1000_0000;

    private int[] _items = new int[256];

    /// <summary>The number of code points.</summary>
    public int Length { get; private set; }

    /// <summary>The code points.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, Length);

    /// <summary>Forgets all.</summary>
    public void Clear() => Length = 0;

    /// <summary>Adds one.</summary>
    public void Append(int item)
    {
        if (Length == _items.Length)
        {
            Array.Resize(ref _items, 2 * Length);
        }

        _items[Length++] = item;
    }

    /// <summary>Adds several.</summary>
    public void Append(ReadOnlySpan<int> items)
    {
        if (Length + items.Length > _items.Length)
        {
            Array.Resize(ref _items, Math.Max(2 * _items.Length, Length + items.Length));
        }

        items.CopyTo(_items.AsSpan(Length));
        Length += items.Length;
    }

    /// <summary>Replaces all by the code points of a text.</summary>
    public unsafe void Decode(ReadOnlySpan<byte> text)
    {
        Clear();
        if (text.Length > _items.Length)
        {
            _items = new int[Math.Max(text.Length, 2 * _items.Length)];
        }

        fixed (byte* start = text)
        {
            byte* end = start + text.Length;
            int count = 0;
            for (byte* p = start; p < end;)
            {
                int character = Utf8Character.Read(p, end, out int length);
                _items[count++] = character >= 0 ? character : InvalidByte + *p;
                p += length;
            }

            Length = count;
        }
    }

    /// <summary>Writes the code points as UTF-8.</summary>
    public void Encode(TextBuffer output)
    {
        Span<byte> room = output.Reserve(4 * Length);
        int at = 0;
        foreach (int item in Items)
        {
            if (item < 0x80)
            {
                room[at++] = (byte)item;
            }
            else if (item < 0x800)
            {
                room[at++] = (byte)(0xC0 | item >> 6);
                room[at++] = (byte)(0x80 | item & 0x3F);
            }
            else if (item < 0x10000)
            {
                room[at++] = (byte)(0xE0 | item >> 12);
                room[at++] = (byte)(0x80 | item >> 6 & 0x3F);
                room[at++] = (byte)(0x80 | item & 0x3F);
            }
            else if (item < InvalidByte)
            {
                room[at++] = (byte)(0xF0 | item >> 18);
                room[at++] = (byte)(0x80 | item >> 12 & 0x3F);
                room[at++] = (byte)(0x80 | item >> 6 & 0x3F);
                room[at++] = (byte)(0x80 | item & 0x3F);
            }
            else
            {
                room[at++] = (byte)item;
            }
        }

        output.Advance(at);
    }

    /// <summary>Exchanges the contents of two buffers.</summary>
    public static void Swap(CodePointBuffer first, CodePointBuffer second)
    {
        (first._items, second._items) = (second._items, first._items);
        (first.Length, second.Length) = (second.Length, first.Length);
    }
}
