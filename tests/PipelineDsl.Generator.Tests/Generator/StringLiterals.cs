using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace PipelineDsl.Generator.Tests.Generator;

/// <summary>The string literals that an assembly's code uses.</summary>
internal static class StringLiterals
{
    /// <summary>All literals, one a line.</summary>
    public static string Of(Assembly assembly)
    {
        using FileStream file = File.OpenRead(assembly.Location);
        using PEReader portable = new(file);
        MetadataReader reader = portable.GetMetadataReader();
        StringBuilder literals = new();
        for (UserStringHandle handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = reader.GetNextHandle(handle))
        {
            literals.Append(reader.GetUserString(handle)).Append('\n');
        }

        return literals.ToString();
    }
}
