using System;
using System.Runtime.CompilerServices;

namespace PipelineDsl;

/// <summary>Walks over a text and finds personal data, from left to right and without overlaps: one pass that marks candidates, many bytes at a time, and an exact check of each.</summary>
internal unsafe ref struct PersonalDataFinder
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly PersonalDataKinds _kinds;
    private readonly TextKernel _kernel;
    private ulong _candidates;
    private int _block = -64;
    private int _done; // the end of the last match
    private bool _digitBefore;

    /// <summary>Starts at the beginning of a text.</summary>
    public PersonalDataFinder(ReadOnlySpan<byte> text, PersonalDataKinds kinds, TextKernel kernel)
    {
        _text = text;
        _kinds = kinds;
        _kernel = kernel;
    }

    /// <summary>Finds the next piece of personal data.</summary>
    public bool Next(out PersonalDataMatch match)
    {
        while (true)
        {
            while (_candidates == 0)
            {
                _block += 64;
                if (_block >= _text.Length)
                {
                    match = default;
                    return false;
                }

                _candidates = Candidates();
            }

            int at = _block + PersonalDataCandidates.Take(ref _candidates);
            if (at >= _done && at < _text.Length && Check(at, out match))
            {
                _done = match.End;
                return true;
            }
        }
    }

    private ulong Candidates() => _kernel switch
    {
        TextKernel.Vector512 => Candidates<ByteBlock512>(),
        TextKernel.Vector256 => Candidates<ByteBlock256>(),
        TextKernel.Vector128 => Candidates<ByteBlock128>(),
        _ => Candidates<ByteBlockScalar>(),
    };

    private ulong Candidates<TBlock>()
        where TBlock : struct, IByteBlock<TBlock>
    {
        const int Needed = 64 + PersonalDataCandidates.Beyond;
        ReadOnlySpan<byte> rest = _text[_block..];
        if (rest.Length >= Needed)
        {
            fixed (byte* p = rest)
            {
                return PersonalDataCandidates.Find<TBlock>(p, _kinds, ref _digitBefore);
            }
        }

        byte* tail = stackalloc byte[Needed];
        Span<byte> padded = new(tail, Needed);
        padded.Fill((byte)' ');
        rest.CopyTo(padded);
        return PersonalDataCandidates.Find<TBlock>(tail, _kinds, ref _digitBefore);
    }

    private readonly bool Check(int at, out PersonalDataMatch match)
    {
        byte value = _text[at];
        int start = at;
        int end = 0;
        PersonalDataKind kind = PersonalDataKind.Email;
        switch (value)
        {
            case (byte)'@':
                _ = EmailAddress.Find(_text, _done, at, out start, out end);
                break;
            case (byte)':':
                kind = PersonalDataKind.IpAddress;
                if (at + 1 < _text.Length && (_text[at + 1] == (byte)':' || char.IsAsciiHexDigit((char)_text[at + 1])) && !IpAddress6.Find(_text, _done, at, _kinds.OnlyPublicIpAddresses, out start, out end))
                {
                    end = 0;
                }

                break;
            case >= (byte)'0' and <= (byte)'9':
                return CheckNumber(at, out match);
            default:
                kind = PersonalDataKind.Secret;
                end = SecretKey.End(_text, at);
                break;
        }

        match = new PersonalDataMatch(kind, start, end);
        return end > 0;
    }

    /// <summary>The kinds that begin with digits, the one with the strongest check first.</summary>
    [SkipLocalsInit]
    private readonly bool CheckNumber(int at, out PersonalDataMatch match)
    {
        if (_kinds.Has(PersonalDataKind.BankAccount) && at >= _done + 2 && char.IsAsciiLetter((char)_text[at - 1]) && char.IsAsciiLetter((char)_text[at - 2])
            && NumberBounds.StartsAt(_text, at - 2) && BankAccount.End(_text, at - 2) is > 0 and int accountEnd && NumberBounds.EndsAt(_text, accountEnd))
        {
            match = new PersonalDataMatch(PersonalDataKind.BankAccount, at - 2, accountEnd);
            return true;
        }

        match = default;
        if (!MayBeLong(at))
        {
            return false; // years, prices and page numbers, that is, most numbers
        }

        DigitGroups groups = default;
        DigitGroups.Read(_text, at, ref groups);
        if (groups.Count == 0)
        {
            return false;
        }

        if (_kinds.Has(PersonalDataKind.IpAddress) && groups.Length(0) <= 3 && groups.Separator(0) == (byte)'.' && IpEnd(at) is > 0 and int addressEnd)
        {
            match = new PersonalDataMatch(PersonalDataKind.IpAddress, at, addressEnd);
            return true;
        }

        if (groups.Digits.Length < 7 || char.IsAsciiLetter((char)(at > 0 ? _text[at - 1] : (byte)' ')))
        {
            return false;
        }

        if (NumberBounds.StartsAt(_text, at))
        {
            if (_kinds.Has(PersonalDataKind.NationalId) && NationalIdEnd(at, groups) is > 0 and int idEnd)
            {
                match = new PersonalDataMatch(PersonalDataKind.NationalId, at, idEnd);
                return true;
            }

            if (_kinds.Has(PersonalDataKind.PaymentCard) && PaymentCard.IsNumber(groups, out int cardGroups) && NumberBounds.EndsAt(_text, groups.End(cardGroups - 1)))
            {
                match = new PersonalDataMatch(PersonalDataKind.PaymentCard, at, groups.End(cardGroups - 1));
                return true;
            }
        }

        if (_kinds.Has(PersonalDataKind.Phone) && PhoneNumber.Find(_text, at, groups, out int start, out int end) && start >= _done)
        {
            match = new PersonalDataMatch(PersonalDataKind.Phone, start, end);
            return true;
        }

        return false;
    }

    /// <summary>Whether a number may have seven digits: its first group does, or another group may follow.</summary>
    private readonly bool MayBeLong(int at)
    {
        ReadOnlySpan<byte> rest = _text[at..];
        int length = 1;
        while (length < 7 && length < rest.Length && char.IsAsciiDigit((char)rest[length]))
        {
            length++;
        }

        if (length == 7 || length + 1 >= rest.Length)
        {
            return length == 7;
        }

        byte next = rest[length];
        return next is (byte)' ' or (byte)'-' or (byte)'.' ? char.IsAsciiDigit((char)rest[length + 1]) || rest[length + 1] is (byte)'(' or (byte)')'
            : next is (byte)')' or (byte)'(' or 0xC2 or 0xE2;
    }

    private readonly int NationalIdEnd(int at, in DigitGroups groups)
    {
        if (groups.Length(0) is 17 or 18)
        {
            int end = at + 18;
            return end <= _text.Length && NationalId.IsResidentId(_text[at..end]) && NumberBounds.EndsAt(_text, end) ? end : 0;
        }

        return NationalId.IsSocialSecurityNumber(groups) && NumberBounds.EndsAt(_text, groups.End(2)) ? groups.End(2) : 0;
    }

    /// <summary>The end of an IPv4 address that is no version and no part of a longer row of numbers; those for documentation never count.</summary>
    private readonly int IpEnd(int at)
    {
        int end = at;
        for (int dots = 0; end < _text.Length && end - at <= 15; end++)
        {
            if (_text[end] == (byte)'.')
            {
                if (++dots == 4)
                {
                    break;
                }
            }
            else if (!char.IsAsciiDigit((char)_text[end]))
            {
                break;
            }
        }

        if (_text[end - 1] == (byte)'.')
        {
            end--;
        }

        bool alone = (at == 0 || !(WordCharacter.IsAscii(_text[at - 1]) || (_text[at - 1] is (byte)'.' or (byte)'-' && at > 1 && char.IsAsciiLetterOrDigit((char)_text[at - 2]))))
            && (end == _text.Length || !(WordCharacter.IsAscii(_text[end]) || (_text[end] is (byte)'.' or (byte)'-' && end + 1 < _text.Length && char.IsAsciiDigit((char)_text[end + 1]))));
        return alone && IpAddress4.TryParse(_text[at..end], out uint address) && !IpAddress4.IsDocumentation(address) && (!_kinds.OnlyPublicIpAddresses || IpAddress4.IsGlobal(address))
            && !IsVersion(_text[..at]) ? end : 0;
    }

    private static bool IsVersion(ReadOnlySpan<byte> before)
    {
        before = TextSpace.TrimEnd(before[Math.Max(0, before.Length - 16)..]);
        return EndsWith(before, "version"u8) || EndsWith(before, "release"u8) || EndsWith(before, "section"u8) || EndsWith(before, "ver"u8) || EndsWith(before, "ver."u8);
    }

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
        => text.Length >= lower.Length && System.Text.Ascii.EqualsIgnoreCase(text[^lower.Length..], lower);
}
