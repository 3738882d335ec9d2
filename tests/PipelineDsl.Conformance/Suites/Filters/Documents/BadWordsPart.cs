using System.IO;

namespace PipelineDsl.Conformance;

/// <summary>C4's bad words, with the list beside the documents.</summary>
internal sealed class BadWordsPart : IFilterPart
{
    /// <inheritdoc/>
    public void Run(string directory, Report report)
    {
        string path = Path.Combine(directory, "badwords_en.txt");
        if (!File.Exists(path))
        {
            return;
        }

        Agreement agreement = new(report);
        BadWordList words = BadWordList.Load(new ServiceRequest(Path.GetFullPath(path)));
        LowerText lower = new();
        foreach (GoldDocument document in GoldDocument.Read(directory))
        {
            if (document.TryReason("any", "c4_badwords", out string? reason))
            {
                agreement.Note("c4_badwords/any", document.Id, BadWords.NoBadWord(document.Text, words, lower) ? "kept" : "document_removed_with_badwords", reason ?? "kept");
            }
        }

        agreement.Report();
    }
}
