namespace PipelineDsl;

/// <summary>Byte by byte: for machines without vectors, and what the other kernels are tested against.</summary>
internal readonly unsafe struct JsonStringScalar : IJsonStringKernel
{
    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static byte* Skip(byte* source)
    {
        while (true)
        {
            byte c = *source;
            if (c == '"')
            {
                return source + 1;
            }

            if (c < 0x20)
            {
                return null;
            }

            if (c != '\\')
            {
                source++;
            }
            else if ((source = JsonEscape.Skip(source)) is null)
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public static byte* Unescape(byte* source, ref byte* target, out bool isUtf8)
    {
        byte* d = target;
        byte all = 0;
        isUtf8 = false;
        while (true)
        {
            byte c = *source;
            if (c == '"')
            {
                break;
            }

            if (c < 0x20)
            {
                return null;
            }

            if (c != '\\')
            {
                all |= c;
                *d++ = c;
                source++;
            }
            else if ((source = JsonEscape.Unescape(source, ref d)) is null)
            {
                return null;
            }
        }

        isUtf8 = all < 0x80;
        target = d;
        return source + 1;
    }
}
