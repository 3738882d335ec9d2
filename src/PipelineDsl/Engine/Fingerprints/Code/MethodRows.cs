using System.Reflection.Metadata;

namespace PipelineDsl.Engine;

/// <summary>What methods' rows do not say by themselves.</summary>
internal static class MethodRows
{
    /// <summary>The number of a method's parameters, from its signature (ECMA-335, II.23.2.1).</summary>
    public static int GetParameterCount(this in MethodDefinition method, MetadataReader metadata)
    {
        BlobReader signature = metadata.GetBlobReader(method.Signature);
        if (signature.ReadSignatureHeader().IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        return signature.ReadCompressedInteger();
    }
}
