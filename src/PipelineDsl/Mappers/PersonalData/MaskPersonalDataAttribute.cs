namespace PipelineDsl;

/// <summary>Replaces personal data by placeholders where there is little of it, and drops documents where there is much. See <see cref="MaskPersonalData"/>.</summary>
/// <param name="emails">Whether e-mail addresses are looked for (default: yes).</param>
/// <param name="ipAddresses">Whether IPv4 and IPv6 addresses are (default: yes).</param>
/// <param name="phones">
/// Whether telephone numbers are (default: yes): international ones with + or 00; North American ones with hyphens, full stops or brackets; Chinese mobile numbers; European ones with their leading 0
/// in three or more groups; and what a word like "phone" announces.
/// </param>
/// <param name="paymentCards">Whether numbers of payment cards are (default: yes).</param>
/// <param name="nationalIds">Whether US social security numbers and Chinese resident identity numbers are (default: yes).</param>
/// <param name="bankAccounts">Whether IBANs are (default: yes).</param>
/// <param name="secrets">Whether API keys, access tokens, JSON web tokens and private keys are (default: yes).</param>
/// <param name="onlyPublicIpAddresses">Whether only globally routed IP addresses are looked for (default: yes).</param>
/// <param name="maxEmails">Most e-mail addresses in a document that is kept (default 5, as Dolma).</param>
/// <param name="maxIpAddresses">Most IP addresses (default 5).</param>
/// <param name="maxPhones">Most telephone numbers (default 5).</param>
/// <param name="maxPaymentCards">Most numbers of payment cards (default 5).</param>
/// <param name="maxNationalIds">Most national identity numbers (default 5).</param>
/// <param name="maxBankAccounts">Most IBANs (default 5).</param>
/// <param name="maxSecrets">Most secrets (default 5).</param>
/// <param name="emailPlaceholders">What stands for the distinct e-mail addresses of a document, in turn, separated by commas (default: FineWeb's two).</param>
/// <param name="ipAddressPlaceholders">The same for IP addresses (default: addresses for documentation, RFC 5737).</param>
/// <param name="phonePlaceholders">The same for telephone numbers (default: North America's fictitious numbers).</param>
/// <param name="paymentCardPlaceholders">The same for numbers of payment cards.</param>
/// <param name="nationalIdPlaceholders">The same for national identity numbers.</param>
/// <param name="bankAccountPlaceholders">The same for IBANs.</param>
/// <param name="secretPlaceholders">The same for secrets.</param>
/// <param name="profile">
/// <c>datatrove-0.10</c>: <see cref="DatatrovePersonalData"/>, e-mail and IPv4 addresses, nothing is dropped. <c>dolma-1.5</c>: <see cref="DolmaPersonalData"/>, e-mail and IPv4 addresses and
/// US telephone numbers, more than five drop the document. Options that a profile does not know are not looked at.
/// </param>
[StepProfile("datatrove-0.10", typeof(DatatrovePersonalData))]
[StepProfile("dolma-1.5", typeof(DolmaPersonalData))]
public sealed class MaskPersonalDataAttribute(
    bool emails = true,
    bool ipAddresses = true,
    bool phones = true,
    bool paymentCards = true,
    bool nationalIds = true,
    bool bankAccounts = true,
    bool secrets = true,
    bool onlyPublicIpAddresses = true,
    [OptionRange(0, int.MaxValue)] int maxEmails = 5,
    [OptionRange(0, int.MaxValue)] int maxIpAddresses = 5,
    [OptionRange(0, int.MaxValue)] int maxPhones = 5,
    [OptionRange(0, int.MaxValue)] int maxPaymentCards = 5,
    [OptionRange(0, int.MaxValue)] int maxNationalIds = 5,
    [OptionRange(0, int.MaxValue)] int maxBankAccounts = 5,
    [OptionRange(0, int.MaxValue)] int maxSecrets = 5,
    string emailPlaceholders = "email@example.com,firstname.lastname@example.org",
    string ipAddressPlaceholders = "192.0.2.1,198.51.100.1,203.0.113.1",
    string phonePlaceholders = "555-0100,555-0123,555-0142,555-0199",
    string paymentCardPlaceholders = "0000 0000 0000 0000",
    string nationalIdPlaceholders = "000-00-0000",
    string bankAccountPlaceholders = "XX00 0000 0000 0000 0000",
    string secretPlaceholders = "[secret]",
    [Profile] string? profile = null) : MapAttribute<MaskPersonalData>
{
    /// <summary>Whether e-mail addresses are looked for.</summary>
    public bool Emails { get; } = emails;

    /// <summary>Whether IP addresses are looked for.</summary>
    public bool IpAddresses { get; } = ipAddresses;

    /// <summary>Whether telephone numbers are looked for.</summary>
    public bool Phones { get; } = phones;

    /// <summary>Whether numbers of payment cards are looked for.</summary>
    public bool PaymentCards { get; } = paymentCards;

    /// <summary>Whether national identity numbers are looked for.</summary>
    public bool NationalIds { get; } = nationalIds;

    /// <summary>Whether IBANs are looked for.</summary>
    public bool BankAccounts { get; } = bankAccounts;

    /// <summary>Whether secrets are looked for.</summary>
    public bool Secrets { get; } = secrets;

    /// <summary>Whether only globally routed IP addresses are looked for.</summary>
    public bool OnlyPublicIpAddresses { get; } = onlyPublicIpAddresses;

    /// <summary>Most e-mail addresses.</summary>
    public int MaxEmails { get; } = maxEmails;

    /// <summary>Most IP addresses.</summary>
    public int MaxIpAddresses { get; } = maxIpAddresses;

    /// <summary>Most telephone numbers.</summary>
    public int MaxPhones { get; } = maxPhones;

    /// <summary>Most numbers of payment cards.</summary>
    public int MaxPaymentCards { get; } = maxPaymentCards;

    /// <summary>Most national identity numbers.</summary>
    public int MaxNationalIds { get; } = maxNationalIds;

    /// <summary>Most IBANs.</summary>
    public int MaxBankAccounts { get; } = maxBankAccounts;

    /// <summary>Most secrets.</summary>
    public int MaxSecrets { get; } = maxSecrets;

    /// <summary>What stands for e-mail addresses.</summary>
    public string EmailPlaceholders { get; } = emailPlaceholders;

    /// <summary>What stands for IP addresses.</summary>
    public string IpAddressPlaceholders { get; } = ipAddressPlaceholders;

    /// <summary>What stands for telephone numbers.</summary>
    public string PhonePlaceholders { get; } = phonePlaceholders;

    /// <summary>What stands for numbers of payment cards.</summary>
    public string PaymentCardPlaceholders { get; } = paymentCardPlaceholders;

    /// <summary>What stands for national identity numbers.</summary>
    public string NationalIdPlaceholders { get; } = nationalIdPlaceholders;

    /// <summary>What stands for IBANs.</summary>
    public string BankAccountPlaceholders { get; } = bankAccountPlaceholders;

    /// <summary>What stands for secrets.</summary>
    public string SecretPlaceholders { get; } = secretPlaceholders;

    /// <summary>The named set of choices, or null.</summary>
    public string? Profile { get; } = profile;
}
