using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>Compiles a parsed expression, from its end to its start: each part knows what may follow it.</summary>
/// <remarks>
/// So a choice knows by the next byte which of its branches can match at all, and a run of characters that nothing behind it could take over is made possessive: it needs no way back. Bounded
/// repetitions of anything but one character are written out.
/// </remarks>
internal sealed class PatternCompiler
{
    private const int MaxInstructions = 20_000;
    private const int MaxBranches = 64;

    private readonly List<PatternInstruction> _code = [];
    private readonly List<CharacterSet> _sets = [];
    private readonly List<PatternChoice> _choices = [];
    private readonly List<PatternLookBehind[]> _looksBehind = [];
    private int _states;
    private int _behind;
    private bool _usesSearchStart;

    private PatternCompiler()
    {
    }

    /// <summary>An instruction, and what a match from it on may begin with.</summary>
    private readonly record struct Place(int At, FirstCharacters First);

    /// <summary>Compiles.</summary>
    /// <exception cref="InvalidDataException">The program would be too long, or a look behind has no fixed length.</exception>
    public static PatternProgram Compile(PatternNode node)
    {
        PatternCompiler compiler = new();
        Place start = compiler.EmitPart(node);
        return new PatternProgram(
            [.. compiler._code],
            start.At,
            [.. compiler._sets],
            [.. compiler._choices],
            [.. compiler._looksBehind],
            compiler._states,
            start.First.ByByte(),
            compiler._usesSearchStart);
    }

    /// <summary>Emits a program or a part that is run by itself.</summary>
    private Place EmitPart(PatternNode node) => Emit(node, new Place(Add(new PatternInstruction { Operation = PatternOperation.Match }), FirstCharacters.Any));

    private Place Emit(PatternNode node, Place next)
    {
        switch (node)
        {
            case PatternNode.Character character:
                return EmitCharacter(character.CodePoint, next);
            case PatternNode.Characters characters:
                return new Place(
                    Add(new PatternInstruction { Operation = characters.Set.IsEmpty ? PatternOperation.Fail : PatternOperation.Set, Set = Index(characters.Set), Next = next.At }),
                    FirstCharacters.Of(characters.Set));
            case PatternNode.Sequence sequence:
                for (int i = sequence.Parts.Count - 1; i >= 0; i--)
                {
                    next = Emit(sequence.Parts[i], next);
                }

                return next;
            case PatternNode.Choice choice:
                return EmitChoice([.. choice.Branches.Select(branch => Emit(branch, next))]);
            case PatternNode.Repetition repetition:
                return EmitRepetition(repetition, next);
            case PatternNode.Atomic atomic:
                return EmitAtomic(atomic, next);
            case PatternNode.LookAhead look:
                return EmitLookAhead(look, next);
            case PatternNode.LookBehind look:
                return EmitLookBehind(look, next);
            case PatternNode.Anchor anchor:
                _usesSearchStart |= anchor.Place == PatternAnchor.SearchStart;
                return next with { At = Add(new PatternInstruction { Operation = PatternOperation.Anchor, Operand = (int)anchor.Place, Next = next.At }) };
            default:
                throw new InvalidOperationException();
        }
    }

    private Place EmitCharacter(int codePoint, Place next)
    {
        Span<byte> bytes = stackalloc byte[4];
        int length = new Rune(codePoint).EncodeToUtf8(bytes);
        int at = next.At;
        for (int i = length - 1; i >= 0; i--)
        {
            at = Add(new PatternInstruction { Operation = PatternOperation.Byte, Operand = bytes[i], Next = at });
        }

        return new Place(at, FirstCharacters.Of(codePoint));
    }

    private Place EmitChoice(ReadOnlySpan<Place> branches)
    {
        if (branches.Length == 0)
        {
            return new Place(Add(new PatternInstruction { Operation = PatternOperation.Fail }), FirstCharacters.None);
        }

        if (branches.Length == 1)
        {
            return branches[0];
        }

        if (branches.Length > MaxBranches)
        {
            // A choice of choices, in the same order.
            List<Place> groups = [];
            for (int i = 0; i < branches.Length; i += MaxBranches)
            {
                groups.Add(EmitChoice(branches[i..Math.Min(i + MaxBranches, branches.Length)]));
            }

            return EmitChoice([.. groups]);
        }

        int index = AddChoice(out int at);
        return new Place(at, Fill(index, branches));
    }

    private int AddChoice(out int at)
    {
        int index = _choices.Count;
        _choices.Add(new PatternChoice([], []));
        at = Add(new PatternInstruction { Operation = PatternOperation.Choice, Operand = index, State = NewState() });
        return index;
    }

    private FirstCharacters Fill(int index, ReadOnlySpan<Place> branches)
    {
        ulong[] masks = new ulong[257];
        int[] targets = new int[branches.Length];
        FirstCharacters all = FirstCharacters.None;
        for (int b = 0; b < branches.Length; b++)
        {
            targets[b] = branches[b].At;
            all = all.Or(branches[b].First);
            bool[] first = branches[b].First.ByByte();
            for (int i = 0; i < first.Length; i++)
            {
                masks[i] |= first[i] ? 1UL << b : 0;
            }
        }

        _choices[index] = new PatternChoice(targets, masks);
        return all;
    }

    private Place EmitRepetition(PatternNode.Repetition repetition, Place next)
    {
        if (repetition.Most == 0)
        {
            return next;
        }

        if (SetOf(repetition.Body) is { } set)
        {
            return EmitRun(set, repetition, next, isPossessive: false);
        }

        PatternNode body = repetition.Body;
        if (repetition.Most == int.MaxValue)
        {
            // What matches the empty text again and again would never end.
            PatternNode more = body.NonEmpty();
            int choice = AddChoice(out int at);
            FirstCharacters first = First(more, FirstCharacters.None).Or(next.First);
            Place again = Emit(more, new Place(at, first));
            _ = Fill(choice, repetition.IsLazy ? [next, again] : [again, next]);
            next = new Place(at, first);
        }
        else
        {
            Place end = next;
            for (int i = repetition.Least; i < repetition.Most; i++)
            {
                Place one = Emit(body, next);
                next = EmitChoice(repetition.IsLazy ? [end, one] : [one, end]);
            }
        }

        for (int i = 0; i < repetition.Least; i++)
        {
            next = Emit(body, next);
        }

        return next;
    }

    private Place EmitRun(CharacterSet set, PatternNode.Repetition repetition, Place next, bool isPossessive)
    {
        bool isLast = _code[next.At].Operation == PatternOperation.Match && _behind == 0;
        isPossessive |= !repetition.IsLazy && (isLast || next.First.IsDisjoint(set));
        PatternInstruction run = new()
        {
            Operation = isPossessive ? PatternOperation.PossessiveRun : repetition.IsLazy ? PatternOperation.LazyRun : PatternOperation.Run,
            Operand = repetition.Least,
            Most = repetition.Most,
            Set = Index(set),
            Next = next.At,
            State = NewState(),
        };
        FirstCharacters first = FirstCharacters.Of(set);
        return new Place(Add(run), repetition.Least == 0 ? first.Or(next.First) : first);
    }

    private Place EmitAtomic(PatternNode.Atomic atomic, Place next)
    {
        if (atomic.Body is PatternNode.Repetition { IsLazy: false, Most: > 0 } repetition && SetOf(repetition.Body) is { } set)
        {
            return EmitRun(set, repetition, next, isPossessive: true);
        }

        if (SetOf(atomic.Body) is not null)
        {
            return Emit(atomic.Body, next);
        }

        Place part = EmitPart(atomic.Body);
        return new Place(Add(new PatternInstruction { Operation = PatternOperation.Atomic, Operand = part.At, Next = next.At }), First(atomic.Body, next.First));
    }

    private Place EmitLookAhead(PatternNode.LookAhead look, Place next)
    {
        PatternInstruction instruction = new() { Operation = PatternOperation.LookAheadSet, IsNegative = look.IsNegative, Next = next.At };
        if (SetOf(look.Body) is { } set)
        {
            instruction.Set = Index(set);
        }
        else if (_behind > 0)
        {
            throw new InvalidDataException("a look ahead inside a look behind may hold only one character");
        }
        else
        {
            instruction.Operation = PatternOperation.LookAhead;
            instruction.Operand = EmitPart(look.Body).At;
        }

        return next with { At = Add(instruction) };
    }

    private Place EmitLookBehind(PatternNode.LookBehind look, Place next)
    {
        IReadOnlyList<PatternNode> branches = look.Body is PatternNode.Choice choice ? choice.Branches : [look.Body];
        List<PatternLookBehind> looks = [];
        _behind++;
        foreach (PatternNode branch in branches)
        {
            int length = branch.FixedLength();
            if (length < 0)
            {
                throw new InvalidDataException("a look behind ('(?<=' or '(?<!') may hold only branches of a fixed length");
            }

            looks.Add(new PatternLookBehind(length, EmitPart(branch).At));
        }

        _behind--;
        _looksBehind.Add([.. looks]);
        return next with
        {
            At = Add(new PatternInstruction { Operation = PatternOperation.LookBehind, Operand = _looksBehind.Count - 1, IsNegative = look.IsNegative, Next = next.At }),
        };
    }

    /// <summary>What a part may begin with, given what may follow it.</summary>
    private static FirstCharacters First(PatternNode node, FirstCharacters next)
    {
        switch (node)
        {
            case PatternNode.Character character:
                return FirstCharacters.Of(character.CodePoint);
            case PatternNode.Characters characters:
                return FirstCharacters.Of(characters.Set);
            case PatternNode.Sequence sequence:
                for (int i = sequence.Parts.Count - 1; i >= 0; i--)
                {
                    next = First(sequence.Parts[i], next);
                }

                return next;
            case PatternNode.Choice choice:
                return choice.Branches.Aggregate(FirstCharacters.None, (all, branch) => all.Or(First(branch, next)));
            case PatternNode.Repetition repetition:
                FirstCharacters body = repetition.Most == 0 ? FirstCharacters.None : First(repetition.Body, next);
                return repetition.Least == 0 ? body.Or(next) : body;
            case PatternNode.Atomic atomic:
                return First(atomic.Body, next);
            default:
                return next;
        }
    }

    /// <summary>The set of a part that is one character, else null.</summary>
    private static CharacterSet? SetOf(PatternNode node) => node switch
    {
        PatternNode.Characters characters => characters.Set,
        PatternNode.Character character => CharacterSetBuilder.OfRanges(character.CodePoint, character.CodePoint).Build(),
        _ => null,
    };

    private int Index(CharacterSet set)
    {
        _sets.Add(set);
        return _sets.Count - 1;
    }

    // What is looked at behind a place is of fixed length: nothing need be remembered of it.
    private int NewState() => _behind > 0 ? -1 : _states++;

    private int Add(PatternInstruction instruction)
    {
        if (_code.Count == MaxInstructions)
        {
            throw new InvalidDataException($"its repetitions, written out, have more than {MaxInstructions} steps");
        }

        _code.Add(instruction);
        return _code.Count - 1;
    }
}
