using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace PipelineDsl;

/// <summary>The hash of everything that a tokenizer's ids depend on; see <see cref="Tokenizer.Hash"/>.</summary>
internal sealed class TokenizerHash
{
    private readonly XxHash128 _hash = new();

    /// <summary>Begins with the name of the algorithm and its rules.</summary>
    public TokenizerHash(string rules) => Add(rules);

    /// <summary>Adds a text and its length.</summary>
    public TokenizerHash Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        _hash.Append(bytes);
        return this;
    }

    /// <summary>Adds bytes, without their length.</summary>
    public TokenizerHash Add(ReadOnlySpan<byte> bytes)
    {
        _hash.Append(bytes);
        return this;
    }

    /// <summary>Adds a number.</summary>
    public TokenizerHash Add(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _hash.Append(bytes);
        return this;
    }

    /// <summary>Adds all tokens with their kinds.</summary>
    public TokenizerHash Add(TokenVocabulary vocabulary)
    {
        byte[] header = new byte[5 * vocabulary.Size];
        for (int id = 0; id < vocabulary.Size; id++)
        {
            TokenKind kind = vocabulary.Kind(id);
            header[5 * id] = (byte)kind;
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan((5 * id) + 1), kind == TokenKind.None ? 0 : vocabulary.Bytes(id).Length);
        }

        _hash.Append(header);
        for (int id = 0; id < vocabulary.Size; id++)
        {
            if (vocabulary.Kind(id) != TokenKind.None)
            {
                _hash.Append(vocabulary.Bytes(id));
            }
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());
}
