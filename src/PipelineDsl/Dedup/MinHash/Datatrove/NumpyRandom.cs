using System.Numerics;

namespace PipelineDsl;

/// <summary>NumPy's <c>RandomState(seed)</c>: the Mersenne Twister MT19937, from which every MinHash of the Python world draws its permutations.</summary>
/// <remarks>Source: numpy/random/src/mt19937 and <c>RandomState.randint</c> with <c>dtype=uint64</c> (masked rejection).</remarks>
internal sealed class NumpyRandom
{
    private const int Size = 624;
    private const int Shift = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    /// <summary>Seeds the generator.</summary>
    public NumpyRandom(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < Size; i++)
        {
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }
    }

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/> - 1: <c>randint(low, high, dtype=uint64)</c>.</summary>
    public ulong Between(ulong low, ulong high)
    {
        ulong most = high - low - 1;
        if (most == 0)
        {
            return low;
        }

        ulong mask = ulong.MaxValue >> BitOperations.LeadingZeroCount(most);
        ulong value;
        do
        {
            value = most <= uint.MaxValue ? Next32() & mask : Next64() & mask;
        }
        while (value > most);
        return low + value;
    }

    private ulong Next64()
    {
        ulong high = Next32();
        return (high << 32) | Next32();
    }

    private uint Next32()
    {
        if (_next == Size)
        {
            Twist();
        }

        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < Size; i++)
        {
            uint y = (_state[i] & 0x80000000) | (_state[(i + 1) % Size] & 0x7FFFFFFF);
            _state[i] = _state[(i + Shift) % Size] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908B0DF);
        }

        _next = 0;
    }
}
