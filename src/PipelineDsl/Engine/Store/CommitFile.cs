using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PipelineDsl.Engine;

/// <summary>The form of a commit in a file: JSON that ends with a hash of what it says, so that a garbled one is not believed.</summary>
internal static class CommitFile
{
    /// <summary>The version of the form, and of what keys are made of.</summary>
    public const int Format = 2;

    /// <summary>The bytes of a commit's file.</summary>
    public static byte[] Write(ActionCommit commit)
    {
        // By hand: a writer of JSON with its encoder costs a task more than all that is written here.
        TextBuffer json = new();
        json.Append("{\n  \"format\": "u8);
        json.Append(Encoding.UTF8.GetBytes(Format.ToString(CultureInfo.InvariantCulture)));
        Member(json, ",\n  \"action\": "u8, commit.Title);
        Member(json, ",\n  \"key\": "u8, Hex(commit.Key));
        json.Append(",\n  \"parts\": ["u8);
        for (int i = 0; i < commit.Parts.Count; i++)
        {
            KeyPart part = commit.Parts[i];
            Member(json, i == 0 ? "\n    {\n      \"name\": "u8 : ",\n    {\n      \"name\": "u8, part.Name);
            Member(json, ",\n      \"hash\": "u8, Hex(part.Hash));
            json.Append("\n    }"u8);
        }

        json.Append(commit.Parts.Count == 0 ? "]"u8 : "\n  ]"u8);
        Member(json, ",\n  \"attempt\": "u8, Hex(commit.Attempt));
        json.Append(",\n  \"files\": ["u8);
        for (int i = 0; i < commit.Files.Count; i++)
        {
            Artifact file = commit.Files[i];
            Member(json, i == 0 ? "\n    {\n      \"name\": "u8 : ",\n    {\n      \"name\": "u8, file.Name);
            json.Append(",\n      \"bytes\": "u8);
            json.Append(Encoding.UTF8.GetBytes(file.Bytes.ToString(CultureInfo.InvariantCulture)));
            Member(json, ",\n      \"xxh128\": "u8, Hex(file.Hash));
            json.Append("\n    }"u8);
        }

        json.Append(commit.Files.Count == 0 ? "]"u8 : "\n  ]"u8);
        Member(json, ",\n  \"result\": "u8, Convert.ToBase64String(commit.Result.Span));
        Member(json, ",\n  \"check\": "u8, Hex(Check(commit)));
        json.Append("\n}\n"u8);
        return json.Bytes.ToArray();
    }

    /// <summary>The commit in a file's bytes; null if they are not what was written for this key.</summary>
    public static ActionCommit? Read(ActionStore store, Hash128 key, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            if (root.GetProperty("format"u8).GetInt32() != Format || Hash(root.GetProperty("key"u8)) != key)
            {
                return null;
            }

            List<KeyPart> parts = [];
            foreach (JsonElement part in root.GetProperty("parts"u8).EnumerateArray())
            {
                parts.Add(new KeyPart(Text(part.GetProperty("name"u8)), Hash(part.GetProperty("hash"u8))));
            }

            List<Artifact> files = [];
            foreach (JsonElement file in root.GetProperty("files"u8).EnumerateArray())
            {
                files.Add(new Artifact(Text(file.GetProperty("name"u8)), file.GetProperty("bytes"u8).GetInt64(), Hash(file.GetProperty("xxh128"u8))));
            }

            ulong attempt = ulong.Parse(Text(root.GetProperty("attempt"u8)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            ActionCommit commit = new(store, Text(root.GetProperty("action"u8)), key, parts, attempt, files, root.GetProperty("result"u8).GetBytesFromBase64());
            return Hash(root.GetProperty("check"u8)) == Check(commit) && files.TrueForAll(static f => Artifact.IsName(f.Name)) ? commit : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static void Member(TextBuffer json, ReadOnlySpan<byte> before, string value)
    {
        json.Append(before);
        JsonString.Append(Encoding.UTF8.GetBytes(value), json);
    }

    private static Hash128 Check(ActionCommit commit)
    {
        HashWriter hash = new();
        hash.Int(Format);
        hash.Text(commit.Title);
        hash.Wide(commit.Key);
        hash.Int(commit.Parts.Count);
        foreach (KeyPart part in commit.Parts)
        {
            hash.Text(part.Name);
            hash.Wide(part.Hash);
        }

        hash.Wide(new Hash128(0, commit.Attempt));
        hash.Wide(commit.ContentHash);
        return hash.Hash;
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new FormatException();

    private static Hash128 Hash(JsonElement element) => Hash128.Parse(Text(element));

    private static string Hex(Hash128 hash) => hash.ToString();

    private static string Hex(ulong attempt) => attempt.ToString("x16", CultureInfo.InvariantCulture);
}
