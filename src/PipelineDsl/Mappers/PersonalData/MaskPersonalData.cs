using System;
using System.Text;

namespace PipelineDsl;

/// <summary>Replaces personal data by placeholders where there is little of it, and drops documents where there is much.</summary>
/// <remarks>
/// <para>What is found: e-mail addresses; IPv4 and IPv6 addresses; telephone numbers (see <see cref="MaskPersonalDataAttribute"/> for the forms); numbers of payment cards (issuer, length and Luhn's check);
/// US social security numbers; Chinese resident identity numbers (date and check character); IBANs (country, length, MOD 97); API keys, access tokens, JSON web tokens and private keys by their known
/// beginnings. What stands inside of a word, a longer number, a path or a query is left alone.</para>
/// <para>The n-th distinct value of a kind in a document gets the n-th placeholder of its list, which starts over at its end: equal values stay equal, and no document depends on another.</para>
/// <para>The outgoing text is searched again until nothing is found; <see cref="NothingLeft"/> drops a document where something remains after sixteen rounds (addresses without a space between them need one each). Placeholders must therefore be nothing that
/// is looked for; the default ones are addresses and numbers that are kept for documentation. Doing it twice changes no more than doing it once.</para>
/// </remarks>
[Mapper]
public sealed class MaskPersonalData
{
    private const int MaxRounds = 16;

    /// <summary>Rewrites the text; false if nothing is found.</summary>
    [Map]
    public static bool Apply(
        [Text] ReadOnlySpan<byte> text,
        TextBuffer output,
        PersonalDataCounts counts,
        bool emails,
        bool ipAddresses,
        bool phones,
        bool paymentCards,
        bool nationalIds,
        bool bankAccounts,
        bool secrets,
        bool onlyPublicIpAddresses,
        string emailPlaceholders,
        string ipAddressPlaceholders,
        string phonePlaceholders,
        string paymentCardPlaceholders,
        string nationalIdPlaceholders,
        string bankAccountPlaceholders,
        string secretPlaceholders)
    {
        int bits = Bit(emails, PersonalDataKind.Email) | Bit(ipAddresses, PersonalDataKind.IpAddress) | Bit(phones, PersonalDataKind.Phone) | Bit(paymentCards, PersonalDataKind.PaymentCard)
            | Bit(nationalIds, PersonalDataKind.NationalId) | Bit(bankAccounts, PersonalDataKind.BankAccount) | Bit(secrets, PersonalDataKind.Secret);
        PersonalDataKinds kinds = new(bits, onlyPublicIpAddresses);
        Placeholders placeholders = new(
            emailPlaceholders, ipAddressPlaceholders, phonePlaceholders, paymentCardPlaceholders, nationalIdPlaceholders, bankAccountPlaceholders, secretPlaceholders);
        counts.Begin();
        if (Replace(text, output, counts, kinds, placeholders) == 0)
        {
            return false;
        }

        for (int round = 1; ; round++)
        {
            TextBuffer next = counts.Cleared();
            counts.Left = Replace(output.Bytes, next, counts, kinds, placeholders);
            if (counts.Left == 0 || round == MaxRounds)
            {
                return !output.Bytes.SequenceEqual(text);
            }

            output.Clear();
            output.Append(next.Bytes);
        }
    }

    /// <summary>E-mail addresses ≤ <paramref name="maxEmails"/>.</summary>
    [Rule]
    public static Check FewEmails(PersonalDataCounts counts, int maxEmails) => Check.AtMost(counts[PersonalDataKind.Email], maxEmails);

    /// <summary>IP addresses ≤ <paramref name="maxIpAddresses"/>.</summary>
    [Rule]
    public static Check FewIpAddresses(PersonalDataCounts counts, int maxIpAddresses) => Check.AtMost(counts[PersonalDataKind.IpAddress], maxIpAddresses);

    /// <summary>Telephone numbers ≤ <paramref name="maxPhones"/>.</summary>
    [Rule]
    public static Check FewPhones(PersonalDataCounts counts, int maxPhones) => Check.AtMost(counts[PersonalDataKind.Phone], maxPhones);

    /// <summary>Numbers of payment cards ≤ <paramref name="maxPaymentCards"/>.</summary>
    [Rule]
    public static Check FewPaymentCards(PersonalDataCounts counts, int maxPaymentCards) => Check.AtMost(counts[PersonalDataKind.PaymentCard], maxPaymentCards);

    /// <summary>National identity numbers ≤ <paramref name="maxNationalIds"/>.</summary>
    [Rule]
    public static Check FewNationalIds(PersonalDataCounts counts, int maxNationalIds) => Check.AtMost(counts[PersonalDataKind.NationalId], maxNationalIds);

    /// <summary>IBANs ≤ <paramref name="maxBankAccounts"/>.</summary>
    [Rule]
    public static Check FewBankAccounts(PersonalDataCounts counts, int maxBankAccounts) => Check.AtMost(counts[PersonalDataKind.BankAccount], maxBankAccounts);

    /// <summary>Secrets ≤ <paramref name="maxSecrets"/>.</summary>
    [Rule]
    public static Check FewSecrets(PersonalDataCounts counts, int maxSecrets) => Check.AtMost(counts[PersonalDataKind.Secret], maxSecrets);

    /// <summary>Nothing that is looked for is left in the outgoing text.</summary>
    [Rule]
    public static Check NothingLeft(PersonalDataCounts counts) => Check.AtMost(counts.Left, 0);

    private static int Bit(bool wanted, PersonalDataKind kind) => wanted ? 1 << (int)kind : 0;

    private static int Replace(ReadOnlySpan<byte> text, TextBuffer output, PersonalDataCounts counts, PersonalDataKinds kinds, in Placeholders placeholders)
    {
        int found = 0;
        int done = 0;
        PersonalDataFinder finder = new(text, kinds, TextKernels.Best);
        while (finder.Next(out PersonalDataMatch match))
        {
            found++;
            int ordinal = counts.Add(match.Kind, text[match.Start..match.End]);
            output.Append(text[done..match.Start]);
            Append(output, Choose(placeholders.Of(match.Kind), ordinal));
            done = match.End;
        }

        if (found > 0)
        {
            output.Append(text[done..]);
        }

        return found;
    }

    /// <summary>The placeholder of a comma-separated list.</summary>
    private static ReadOnlySpan<char> Choose(ReadOnlySpan<char> list, int ordinal)
    {
        ordinal %= list.Count(',') + 1;
        for (; ordinal > 0; ordinal--)
        {
            list = list[(list.IndexOf(',') + 1)..];
        }

        int end = list.IndexOf(',');
        return end < 0 ? list : list[..end];
    }

    private static void Append(TextBuffer output, ReadOnlySpan<char> text)
        => output.Advance(Encoding.UTF8.GetBytes(text, output.Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));

    private readonly ref struct Placeholders(string emails, string ips, string phones, string cards, string ids, string accounts, string secrets)
    {
        public string Of(PersonalDataKind kind) => kind switch
        {
            PersonalDataKind.Email => emails,
            PersonalDataKind.IpAddress => ips,
            PersonalDataKind.Phone => phones,
            PersonalDataKind.PaymentCard => cards,
            PersonalDataKind.NationalId => ids,
            PersonalDataKind.BankAccount => accounts,
            _ => secrets,
        };
    }
}
