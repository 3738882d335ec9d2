namespace PipelineDsl;

/// <summary>What a piece of personal data is.</summary>
internal enum PersonalDataKind
{
    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>An IPv4 or IPv6 address.</summary>
    IpAddress,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>The number of a payment card.</summary>
    PaymentCard,

    /// <summary>A US social security number or a Chinese resident identity number.</summary>
    NationalId,

    /// <summary>An IBAN.</summary>
    BankAccount,

    /// <summary>An API key, a token or a private key.</summary>
    Secret,
}

/// <summary>A set of <see cref="PersonalDataKind"/>, and how it is looked for.</summary>
/// <param name="Bits">A bit for each kind.</param>
/// <param name="OnlyPublicIpAddresses">Whether only globally routed addresses count.</param>
internal readonly record struct PersonalDataKinds(int Bits, bool OnlyPublicIpAddresses)
{
    /// <summary>The number of kinds.</summary>
    public const int Count = 7;

    /// <summary>Whether the set holds a kind that begins with digits.</summary>
    public bool HasNumbers => (Bits & ~(1 << (int)PersonalDataKind.Email | 1 << (int)PersonalDataKind.Secret)) != 0;

    /// <summary>Whether the set holds a kind.</summary>
    public bool Has(PersonalDataKind kind) => (Bits >> (int)kind & 1) != 0;
}

/// <summary>A piece of personal data in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts, in bytes.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct PersonalDataMatch(PersonalDataKind Kind, int Start, int End);
