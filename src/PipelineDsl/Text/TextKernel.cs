using System.Collections.Generic;

namespace PipelineDsl;

/// <summary>The instruction sets that <see cref="ClassMasks"/> has loops for.</summary>
internal enum TextKernel
{
    /// <summary><see cref="ByteBlockScalar"/>.</summary>
    Scalar,

    /// <summary><see cref="ByteBlock128"/>.</summary>
    Vector128,

    /// <summary><see cref="ByteBlock256"/>.</summary>
    Vector256,

    /// <summary><see cref="ByteBlock512"/>.</summary>
    Vector512,
}

/// <summary>The kernels of this machine.</summary>
internal static class TextKernels
{
    /// <summary>All kernels that this machine can run, the best first.</summary>
    public static IReadOnlyList<TextKernel> Available { get; } = Find();

    /// <summary>The one that is used.</summary>
    public static TextKernel Best { get; } = Available[0];

    private static List<TextKernel> Find()
    {
        List<TextKernel> found = [];
        Add<ByteBlock512>(TextKernel.Vector512);
        Add<ByteBlock256>(TextKernel.Vector256);
        Add<ByteBlock128>(TextKernel.Vector128);
        Add<ByteBlockScalar>(TextKernel.Scalar);
        return found;

        void Add<TBlock>(TextKernel kernel)
            where TBlock : struct, IByteBlock<TBlock>
        {
            if (TBlock.IsSupported)
            {
                found.Add(kernel);
            }
        }
    }
}
