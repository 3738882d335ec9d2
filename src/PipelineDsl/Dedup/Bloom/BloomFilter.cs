using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace PipelineDsl;

/// <summary>A set of 128-bit keys in fixed memory that forgets none but may claim keys that were never added: Bloom's filter in blocks of one cache line.</summary>
/// <remarks>
/// <para>
/// A key belongs to one block of 512 bits and sets up to 16 of them, so that a look-up costs one access to memory (Putze, Sanders and Singler 2007). The size is any number of blocks, not only powers of
/// two. Which bits a key sets depends on the key and the seed alone: the filter is the same on every machine and for any order in which the same keys are added.
/// </para>
/// <para>Not thread-safe while keys are added.</para>
/// </remarks>
public sealed unsafe class BloomFilter : IDisposable
{
    private const int BlockBytes = BloomSize.BlockBits / 8;
    private const int BlockWords = BlockBytes / sizeof(uint);
    private const int HeadBytes = 256;
    private const int SettingsAt = 64;
    private const int PrefetchDistance = 16; // keys
    private const int Version = 1;

    /// <summary>The size of the largest filter: 128 GiB less a block.</summary>
    internal const long MostBytes = (long)BlockBytes * int.MaxValue;

    private readonly NativeArray<Block> _blocks;
    private readonly TextKernel _kernel;

    private struct Block
    {
        public fixed uint Words[BlockWords];
    }

    /// <summary>Creates an empty filter.</summary>
    /// <param name="bytes">Its size; rounded up to a multiple of 64. Less than 128 GiB.</param>
    /// <param name="hashes">Bits of a key, 1 to 16; see <see cref="BloomSize.BestHashes"/>.</param>
    /// <param name="seed">Which bits these are.</param>
    public BloomFilter(long bytes, int hashes, ulong seed = 0)
        : this(bytes, hashes, seed, TextKernels.Best)
    {
    }

    internal BloomFilter(long bytes, int hashes, ulong seed, TextKernel kernel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, MostBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(hashes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hashes, BloomBits.Most);
        _blocks = new NativeArray<Block>((int)((bytes + BlockBytes - 1) / BlockBytes));
        _kernel = kernel;
        Hashes = hashes;
        Seed = seed;
    }

    /// <summary>The size in bytes.</summary>
    public long Bytes => (long)_blocks.Length * BlockBytes;

    /// <summary>Bits of a key.</summary>
    public int Hashes { get; }

    /// <summary>Which bits these are.</summary>
    public ulong Seed { get; }

    /// <summary>How many keys were added that the filter did not have before, or claimed not to.</summary>
    public long Items { get; private set; }

    /// <summary>Creates an empty filter of the least size that holds so many keys at so low a rate of false positives.</summary>
    /// <param name="items">Different keys that the filter is to hold.</param>
    /// <param name="falsePositiveRate">The rate, 10⁻¹² to 0.5.</param>
    /// <param name="seed">Which bits a key sets.</param>
    public static BloomFilter For(long items, double falsePositiveRate, ulong seed = 0)
    {
        long bytes = BloomSize.Bytes(items, falsePositiveRate);
        return new BloomFilter(bytes, BloomSize.BestHashes(bytes, items), seed);
    }

    /// <summary>Whether a key was added, or seems to have been.</summary>
    public bool Contains(UInt128 key) => Contains(BlockOf(key), BitsOf(key));

    /// <summary>Adds a key; false if it was there already, or seems to have been.</summary>
    public bool Add(UInt128 key)
    {
        uint* block = BlockOf(key);
        ulong bits = BitsOf(key);
        if (Contains(block, bits))
        {
            return false;
        }

        BloomBits.Set(block, bits, Hashes);
        Items++;
        return true;
    }

    /// <summary>Looks up many keys: memory is read ahead.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="found">Receives for each whether it was added, or seems to have been.</param>
    /// <returns>How many were found.</returns>
    public int Contains(ReadOnlySpan<UInt128> keys, Span<bool> found)
    {
        int count = 0;
        for (int i = 0; i < Math.Min(PrefetchDistance, keys.Length); i++)
        {
            Prefetch(keys[i]);
        }

        for (int i = 0; i < keys.Length; i++)
        {
            if (i + PrefetchDistance < keys.Length)
            {
                Prefetch(keys[i + PrefetchDistance]);
            }

            found[i] = Contains(keys[i]);
            count += found[i] ? 1 : 0;
        }

        return count;
    }

    /// <summary>The share of bits that are set, and the rate of false positives that follows from how they are spread.</summary>
    /// <remarks>Unlike <see cref="BloomSize.FalsePositiveRate"/> this looks at the bits: a key that was never added is found in a block with the probability (set bits / 512)^hashes.</remarks>
    public (double Fill, double FalsePositiveRate) Measure()
    {
        Span<long> blocksWith = stackalloc long[BloomSize.BlockBits + 1];
        blocksWith.Clear();
        for (int i = 0; i < _blocks.Length; i++)
        {
            ulong* words = (ulong*)(_blocks.Start + i);
            int set = 0;
            for (int word = 0; word < BlockBytes / sizeof(ulong); word++)
            {
                set += BitOperations.PopCount(words[word]);
            }

            blocksWith[set]++;
        }

        double bits = 0;
        double rate = 0;
        for (int set = 0; set < blocksWith.Length; set++)
        {
            double share = set / (double)BloomSize.BlockBits;
            double power = 1;
            for (int i = 0; i < Hashes; i++)
            {
                power *= share;
            }

            bits += blocksWith[set] * share;
            rate += blocksWith[set] * power;
        }

        return (bits / _blocks.Length, rate / _blocks.Length);
    }

    /// <summary>Writes the filter: magic, version, hashes, seed, size, items, a checksum and, from byte 64 on, the settings, in 256 bytes, then its bits; little-endian.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="settings">What the keys are made of: whoever loads the filter must have the same. At most 192 bytes.</param>
    public void Save(Stream stream, string settings)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] text = Encoding.UTF8.GetBytes(settings);
        if (text.Length > HeadBytes - SettingsAt)
        {
            throw new ArgumentException($"the settings of a filter have at most {HeadBytes - SettingsAt} bytes", nameof(settings));
        }

        Span<byte> head = stackalloc byte[HeadBytes];
        head.Clear();
        "PDSLBLOM"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], Hashes);
        BinaryPrimitives.WriteUInt64LittleEndian(head[16..], Seed);
        BinaryPrimitives.WriteInt64LittleEndian(head[24..], Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(head[32..], Items);
        text.CopyTo(head[SettingsAt..]);
        XxHash128 checksum = new();
        for (long at = 0; at < Bytes; at += Part(at).Length)
        {
            checksum.Append(Part(at));
        }

        BinaryPrimitives.WriteUInt128LittleEndian(head[40..], checksum.GetCurrentHashAsUInt128());
        stream.Write(head);
        for (long at = 0; at < Bytes; at += Part(at).Length)
        {
            stream.Write(Part(at));
        }
    }

    /// <summary>Reads a filter that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="settings">What the keys must be made of.</param>
    /// <exception cref="InvalidDataException">It is none, of another version, of other settings, or damaged.</exception>
    public static BloomFilter Load(Stream stream, string settings)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> head = stackalloc byte[HeadBytes];
        if (stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || !head.StartsWith("PDSLBLOM"u8))
        {
            throw new InvalidDataException("it is no Bloom filter; name a file that [BloomDedup] with the option 'index' has written");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(head[8..]);
        int hashes = BinaryPrimitives.ReadInt32LittleEndian(head[12..]);
        long bytes = BinaryPrimitives.ReadInt64LittleEndian(head[24..]);
        if (version != Version)
        {
            throw new InvalidDataException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"its version is {version}, this library reads {Version}; write it again"));
        }

        if (hashes is < 1 or > BloomBits.Most || bytes <= 0 || bytes % BlockBytes != 0 || bytes > MostBytes)
        {
            throw new InvalidDataException("its head is damaged; write it again");
        }

        string found = Encoding.UTF8.GetString(head[SettingsAt..]).TrimEnd('\0');
        if (found != settings)
        {
            throw new InvalidDataException($"it was made for '{found}', the step needs '{settings}'; give both steps the same options");
        }

        BloomFilter filter = new(bytes, hashes, BinaryPrimitives.ReadUInt64LittleEndian(head[16..])) { Items = BinaryPrimitives.ReadInt64LittleEndian(head[32..]) };
        XxHash128 checksum = new();
        for (long at = 0; at < bytes; at += filter.Part(at).Length)
        {
            Span<byte> part = filter.Part(at);
            if (stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
            {
                filter.Dispose();
                throw new InvalidDataException("its file is cut short; write it again");
            }

            checksum.Append(part);
        }

        if (checksum.GetCurrentHashAsUInt128() != BinaryPrimitives.ReadUInt128LittleEndian(head[40..]))
        {
            filter.Dispose();
            throw new InvalidDataException("its bits do not match its checksum; write it again");
        }

        return filter;
    }

    /// <inheritdoc/>
    public void Dispose() => _blocks.Free();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Contains(uint* block, ulong bits) => _kernel switch
    {
        TextKernel.Vector512 => BloomProbe512.Contains(block, bits, Hashes),
        TextKernel.Vector256 => BloomProbe256.Contains(block, bits, Hashes),
        TextKernel.Vector128 => BloomProbe128.Contains(block, bits, Hashes),
        _ => BloomProbeScalar.Contains(block, bits, Hashes),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(UInt128 key)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(BlockOf(key));
        }
    }

    /// <summary>The block, by the upper half of a product, which needs no power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint* BlockOf(UInt128 key)
    {
        ulong hash = TextHash.Combine((ulong)key, (ulong)(key >> 64) ^ Seed);
        return _blocks.Start[(int)Math.BigMul(hash, (ulong)_blocks.Length, out _)].Words;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong BitsOf(UInt128 key) => TextHash.Combine((ulong)(key >> 64), (ulong)key ^ Seed);

    /// <summary>A megabyte, or what is left.</summary>
    private Span<byte> Part(long at) => new((byte*)_blocks.Start + at, (int)Math.Min(1 << 20, Bytes - at));
}
