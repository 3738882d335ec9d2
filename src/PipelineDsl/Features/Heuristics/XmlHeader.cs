using System;

namespace PipelineDsl;

/// <summary>Whether a text is XML, whatever its name says: <c>&lt;?xml version=</c> stands within its first 100 characters (StarCoder, Li et al. 2023).</summary>
[Feature(cost: FeatureCost.Characters)]
public struct XmlHeader : IDocumentVisitor
{
    private const int PrefixCharacters = 100;

    /// <summary>Whether the text has the header.</summary>
    public bool Found;

    /// <inheritdoc/>
    public void OnDocument(ReadOnlySpan<byte> text)
    {
        int end = 0;
        for (int characters = 0; end < text.Length; end++)
        {
            characters += (text[end] & 0xC0) != 0x80 ? 1 : 0;
            if (characters > PrefixCharacters)
            {
                break;
            }
        }

        Found = text[..end].IndexOf("<?xml version="u8) >= 0;
    }
}
