using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Tokens;

/// <summary>Models are read as they are written, and damaged ones are turned down with a reason.</summary>
public class SentencePieceFileTests(ITestOutputHelper output)
{
    [Fact]
    public void ASmallModelIsRead()
    {
        Tokenizer tokenizer = SentencePieceFile.Read(Model(2), "small");
        Assert.Equal([3, 4], GoldIds.Encode(tokenizer.CreateEncoder(), "ab a"));
        Assert.Equal("ab a", GoldIds.Decode(tokenizer, [3, 4]));
        Assert.Equal(1, tokenizer.Vocabulary.BeginOfText);
        Assert.Equal(2, tokenizer.Vocabulary.EndOfText);
        Assert.Equal(TokenKind.Unknown, tokenizer.Vocabulary.Kind(0));
        Assert.Equal([1, 4, 2], GoldIds.Encode(tokenizer.CreateEncoder(AddedTokenMatching.All), "<s>a</s>"));
    }

    [Fact]
    public void UnknownCharactersBecomeOnePiece()
    {
        TokenEncoder encoder = SentencePieceFile.Read(Model(2), "small").CreateEncoder();
        Assert.Equal([4, 0, 3], GoldIds.Encode(encoder, "a\u6F22\u5B57 ab"));
    }

    [Fact]
    public void TheHashTellsModelsApart()
    {
        string hash = SentencePieceFile.Read(Model(2), "small").Hash;
        Assert.Equal(hash, SentencePieceFile.Read(Model(2), "other name").Hash);
        Assert.NotEqual(hash, SentencePieceFile.Read(Model(1), "small").Hash);
        Assert.NotEqual(hash, SentencePieceFile.Read(Model(2), "small", prefix: SpacePrefix.None).Hash);
    }

    [Theory]
    [InlineData(3, "type 3")]
    [InlineData(4, "type 4")]
    public void OtherTypesOfModelsAreTurnedDown(int type, string reason)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => SentencePieceFile.Read(Model(type), "small")).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatIsWrongIsSaid()
    {
        AssertWrong("has no pieces", []);
        AssertWrong("no unknown piece", Piece("a", 0, 1), Trainer(2));
        AssertWrong("two unknown pieces, 0 and 1", Piece("<unk>", 0, 2), Piece("<unk2>", 0, 2), Trainer(2));
        AssertWrong("piece 1 of the SentencePiece model is empty", Piece("<unk>", 0, 2), Piece("", 0, 1));
        AssertWrong("has the type 9", Piece("a", 0, 9));
        AssertWrong("is there twice", Piece("<unk>", 0, 2), Piece("a", 0, 1), Piece("a", -1, 1), Trainer(2));
        AssertWrong("no piece <0x01>", Piece("<unk>", 0, 2), Piece("<0x00>", 0, 6), Bytes(2, [0x18, 2, 0x98, 2, 1]));
        AssertWrong("not of the form", Piece("<unk>", 0, 2), Piece("<0xyz>", 0, 6), Trainer(2));
        AssertWrong("precompiled_charsmap", Piece("<unk>", 0, 2), Piece("a", 0, 1), Trainer(2), Bytes(3, Bytes(2, [200, 0, 0, 0, 1])));
        AssertWrong("wire type 7", [0x0F]);
        AssertWrong("cut off", [0x0A, 5, 0x0A]);
    }

    [Fact]
    public void DamagedModelsGiveAnErrorOrATokenizer()
        => Gen.Select(Gen.Int[0, 400], Gen.Byte, Gen.Int[0, 400]).Sample(
            (at, value, length) =>
            {
                byte[] model = Model(2);
                model[at % model.Length] = value;
                model = model[..Math.Max(1, model.Length - (length % 40))];
                try
                {
                    _ = SentencePieceFile.Read(model, "damaged").Vocabulary.Size;
                }
                catch (InvalidDataException exception)
                {
                    Assert.NotEmpty(exception.Message);
                }
            },
            iter: 2000,
            threads: 1);

    [Fact]
    public void TheFileIsNamedInErrors()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".model");
        try
        {
            File.WriteAllBytes(path, Model(2)[..^3]);
            string message = Assert.Throws<InvalidDataException>(() => Tokenizer.Load(path)).Message;
            Assert.Contains(path, message, StringComparison.Ordinal);
            Assert.Contains("cut off", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The map of ChatGLM-6B (nmt_nfkc) replaces what NFKC replaces, but for what it is known to leave, and white space becomes single spaces.</summary>
    [Fact]
    public void TheCompiledMapNormalizes()
    {
        if (!SharedData.TryFind("tokenizers/chatglm/ice_text.model", output, out string path))
        {
            return;
        }

        Tokenizer tokenizer = Tokenizer.Load(path);
        TokenEncoder encoder = tokenizer.CreateEncoder();
        foreach ((string text, string normalized) in new[] { ("\uFF21\uFF22\uFF11", "AB1"), ("  a \t\n b  ", "a b"), ("\uFF5E", "\uFF5E"), ("e\u0301", "\u00E9"), ("\u2460", "1"), ("", ""), (" \n ", "") })
        {
            Assert.Equal(normalized, GoldIds.Decode(tokenizer, GoldIds.Encode(encoder, text)));
            Assert.Equal(GoldIds.Encode(encoder, normalized), GoldIds.Encode(encoder, text));
        }
    }

    [Fact]
    public void BytesThatAreNoTextBecomeReplacementCharacters()
    {
        Tokenizer tokenizer = SentencePieceFile.Read(Model(2), "small");
        TokenEncoder encoder = tokenizer.CreateEncoder();
        Assert.Equal(GoldIds.Encode(encoder, "a\uFFFD\uFFFDab"), GoldIds.Encode(encoder, [(byte)'a', 0xE6, 0xBC, (byte)'a', (byte)'b']));
    }

    [Theory]
    [InlineData(nameof(SpacePrefix.None), "ab", "ab")]
    [InlineData(nameof(SpacePrefix.Always), "ab", " ab")]
    [InlineData(nameof(SpacePrefix.Always), " ab", "  ab")]
    [InlineData(nameof(SpacePrefix.Always), "", "")]
    [InlineData(nameof(SpacePrefix.Missing), " ab", " ab")]
    [InlineData(nameof(SpacePrefix.Missing), "\u2581ab", " ab")]
    [InlineData(nameof(SpacePrefix.Missing), "ab", " ab")]
    [InlineData(nameof(SpacePrefix.MissingAtStart), "ab", "ab")]
    [InlineData(nameof(SpacePrefix.Behind), "ab", "ab ")]
    public void ASpaceIsPutWhereItIsAskedFor(string prefix, string text, string normalized)
    {
        TextBuffer input = new();
        input.Append(Encoding.UTF8.GetBytes(text));
        TextBuffer result = new();
        bool changed = new SentencePieceNormalizer { Prefix = Enum.Parse<SpacePrefix>(prefix) }.TryNormalize(input.Text, isStart: false, new TextBuffer(), result);
        Assert.Equal(normalized, changed ? Encoding.UTF8.GetString(result.Bytes) : text);
    }

    private static void AssertWrong(string reason, params byte[][] parts)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => SentencePieceFile.Read(parts.SelectMany(static part => part).ToArray(), "wrong")).Message, StringComparison.Ordinal);

    private static byte[] Model(int type)
    {
        List<byte> model = [.. Piece("<unk>", 0, 2), .. Piece("<s>", 0, 3), .. Piece("</s>", 0, 3)];
        string[] pieces = ["\u2581ab", "\u2581a", "ab", "\u2581", "a", "b"];
        for (int i = 0; i < pieces.Length; i++)
        {
            model.AddRange(Piece(pieces[i], -i, 1));
        }

        model.AddRange(Trainer(type));
        model.AddRange(Bytes(3, [0x20, 0])); // all spaces are kept
        return [.. model];
    }

    private static byte[] Piece(string text, float score, byte type)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(number, score);
        return Bytes(1, [.. Bytes(1, Encoding.UTF8.GetBytes(text)), 0x15, .. number, 0x18, type]);
    }

    private static byte[] Trainer(int type) => Bytes(2, [0x18, (byte)type]);

    private static byte[] Bytes(int field, byte[] value) => [(byte)((field << 3) | 2), (byte)value.Length, .. value];
}
