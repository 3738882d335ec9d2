using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace PipelineDsl.Tests.Mappers.PersonalData;

/// <summary>Recall and precision on synthetic sentences with labelled spans.</summary>
public class PersonalDataGoldTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, PersonalDataKind> s_types = new()
    {
        ["EMAIL_ADDRESS"] = PersonalDataKind.Email,
        ["IP_ADDRESS"] = PersonalDataKind.IpAddress,
        ["PHONE_NUMBER"] = PersonalDataKind.Phone,
        ["CREDIT_CARD"] = PersonalDataKind.PaymentCard,
        ["US_SSN"] = PersonalDataKind.NationalId,
        ["IBAN_CODE"] = PersonalDataKind.BankAccount,
    };

    [Fact]
    public void FindsWhatIsLabelled()
    {
        if (!SharedData.TryFind("data/pii/presidio-synth.jsonl.gz", output, out string path))
        {
            return;
        }

        int kinds = PersonalDataKinds.Count;
        int[] labelled = new int[kinds];
        int[] hit = new int[kinds];
        int[] found = new int[kinds];
        int[] right = new int[kinds];
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument row = JsonDocument.Parse(line);
            string text = row.RootElement.GetProperty("text").GetString()!;
            List<PersonalDataMatch> ours = PersonalDataTests.Find(text);
            List<(PersonalDataKind Kind, int Start, int End)> theirs = [.. row.RootElement.GetProperty("spans").EnumerateArray()
                .Where(static span => s_types.ContainsKey(span.GetProperty("type").GetString()!))
                .Select(span => (s_types[span.GetProperty("type").GetString()!], ByteOffset(text, span.GetProperty("start").GetInt32()), ByteOffset(text, span.GetProperty("end").GetInt32())))];
            foreach ((PersonalDataKind kind, int start, int end) in theirs)
            {
                bool covered = ours.Exists(match => match.Start <= start && match.End >= end);
                labelled[(int)kind]++;
                hit[(int)kind] += covered ? 1 : 0;
                if (!covered)
                {
                    output.WriteLine($"missed {kind}: {row.RootElement.GetProperty("text").GetString()}");
                }
            }

            foreach (PersonalDataMatch match in ours)
            {
                bool labelledToo = theirs.Exists(span => span.Start < match.End && match.Start < span.End);
                found[(int)match.Kind]++;
                right[(int)match.Kind] += labelledToo ? 1 : 0;
                if (!labelledToo)
                {
                    output.WriteLine($"wrong {match.Kind}: {Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)[match.Start..match.End])} in {text}");
                }
            }
        }

        for (int kind = 0; kind < kinds; kind++)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(PersonalDataKind)kind}: recall {hit[kind]}/{labelled[kind]}, precision {right[kind]}/{found[kind]}"));
        }

        AssertShare(1.0, hit, labelled, PersonalDataKind.Email);
        AssertShare(0.99, hit, labelled, PersonalDataKind.BankAccount);
        AssertShare(0.9, hit, labelled, PersonalDataKind.PaymentCard);
        AssertShare(0.8, hit, labelled, PersonalDataKind.NationalId);
        AssertShare(0.5, hit, labelled, PersonalDataKind.Phone);
        Assert.True(right.Sum() >= 0.95 * found.Sum(), "precision");
    }

    private static void AssertShare(double least, int[] part, int[] all, PersonalDataKind kind)
        => Assert.True(part[(int)kind] >= least * all[(int)kind], $"{kind}: {part[(int)kind]} of {all[(int)kind]}");

    private static int ByteOffset(string text, int characters) => text.EnumerateRunes().Take(characters).Sum(static rune => rune.Utf8SequenceLength);
}
