using System;
using System.Numerics;

namespace PipelineDsl;

/// <summary>Finds the matches of a pattern in a text. Not thread-safe: each worker has its own, whose memory is reused.</summary>
/// <remarks>
/// <para>
/// A backtracking matcher over a small program: it takes the first branch that the next byte allows and keeps the others on a stack. For the patterns of tokenizers, whose runs are possessive and whose
/// branches begin differently, that is about one step for each character.
/// </para>
/// <para>
/// Some patterns and texts need far more: (a|a)*b over a's doubles the steps with each letter, a+b|a looks at the rest of the run at each of them. So steps are counted, and when a text has taken
/// many more than it has bytes, failures are remembered from there on: a state (a choice or a run) that failed at a place fails there again, whichever way it is reached and wherever the
/// search began, since nothing refers back to what was matched before. Parts that are run by themselves (looks, atomic groups) remember their ends, too. Then each state is tried once at
/// each place, and the work is bounded by the length of the text times the number of states.
/// </para>
/// </remarks>
internal sealed unsafe partial class PatternMatcher
{
    private static readonly CharacterSet s_word = CharacterProperties.Word(PatternDialect.Oniguruma).Build();

    // Steps that a text may take before failures are remembered: some, and so many for each byte that is done with.
    private const long DefaultFreeSteps = 1 << 16;
    private const long StepsPerByte = 64;

    private readonly PatternProgram _program;
    private readonly PatternInstruction[] _code;
    private readonly CharacterSet[] _sets;
    private readonly PatternFailures _memory;
    private readonly long _freeSteps;
    private Frame[] _frames = new Frame[64];
    private int _depth;
    private byte* _start;
    private byte* _end;
    private byte* _searchStart;
    private long _budget;
    private bool _remembers;
    private bool _isExhausted;
    private bool _mustClear;

    /// <summary>Creates a matcher.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="freeSteps">How many steps a text may take, besides those for its bytes, before failures are remembered. Matches do not depend on it.</param>
    public PatternMatcher(TextPattern pattern, long freeSteps = DefaultFreeSteps)
    {
        _freeSteps = freeSteps;
        _program = pattern.Program;
        _code = _program.Code;
        _sets = _program.Sets;
        _memory = new PatternFailures(Math.Max(1, _program.States));
    }

    private enum FrameKind
    {
        /// <summary>Other branches of a choice.</summary>
        Branches,

        /// <summary>A run that may give characters back.</summary>
        Run,

        /// <summary>A run that may take more characters.</summary>
        LazyRun,

        /// <summary>A run that may not: its failure is to be remembered.</summary>
        PossessiveRun,

        /// <summary>A state whose failure is to be remembered.</summary>
        State,
    }

    /// <summary>A way back.</summary>
    private struct Frame
    {
        public byte* Place;

        /// <summary>The least place of a run.</summary>
        public byte* Low;

        /// <summary>The branches left, or how many characters a lazy run may still take.</summary>
        public ulong Rest;

        public int At;

        public FrameKind Kind;
    }

    /// <summary>All steps taken since the matcher was made: what tests of the worst case count.</summary>
    public long Steps { get; private set; }

    /// <summary>Begins a text, or a piece of one that looks and anchors do not see beyond.</summary>
    public void Begin(byte* start, byte* end)
    {
        _start = start;
        _end = end;
        _budget = _freeSteps;
        _remembers = false;
        if (_mustClear)
        {
            _memory.Clear();
            _mustClear = false;
        }
    }

    /// <summary>Finds the leftmost match that begins at <paramref name="from"/> or behind it.</summary>
    public bool Find(byte* from, out byte* start, out byte* end)
    {
        _searchStart = from;
        if (_remembers)
        {
            if (_program.UsesSearchStart)
            {
                _memory.Clear();
            }
            else
            {
                _memory.ForgetBefore(from - _start);
            }
        }

        bool[] first = _program.First;
        for (byte* p = from; p < _end; p += CharacterSet.LengthAt(p, _end))
        {
            _budget += StepsPerByte;
            if (first[*p] && Match(p) is var matchEnd && matchEnd != null)
            {
                _budget += StepsPerByte * (matchEnd - p);
                start = p;
                end = matchEnd;
                return true;
            }
        }

        start = _end;
        end = first[256] ? Match(_end) : null;
        return end != null;
    }

    private byte* Match(byte* p)
    {
        _depth = 0;
        byte* end = Run(_program.Start, p, isPart: false);
        if (_isExhausted)
        {
            _isExhausted = false;
            _remembers = true;
            _mustClear = true;
            _depth = 0;
            end = Run(_program.Start, p, isPart: false);
        }

        return end;
    }

    /// <summary>Runs the program, or a part of it that is run by itself.</summary>
    /// <returns>The end of the match; null if there is none, or if too many steps were taken.</returns>
    private byte* Run(int at, byte* p, bool isPart)
    {
        int floor = _depth;
        byte* end = _end;
        while (true)
        {
            Steps++;
            _budget--;
            ref readonly PatternInstruction instruction = ref _code[at];
            bool matched;
            switch (instruction.Operation)
            {
                case PatternOperation.Match:
                    return Succeed(floor, p, isPart);
                case PatternOperation.Byte:
                    matched = p < end && *p == instruction.Operand;
                    p++;
                    break;
                case PatternOperation.Set:
                    int length = 0;
                    matched = p < end && _sets[instruction.Set].At(p, end, out length);
                    p += length;
                    break;
                case PatternOperation.Run or PatternOperation.LazyRun or PatternOperation.PossessiveRun:
                    byte* known = null;
                    matched = _remembers && instruction.State >= 0
                        ? BeginRemembered(at, in instruction, ref p, isPart, out known)
                        : Begin(at, in instruction, ref p);
                    if (known != null)
                    {
                        return Succeed(floor, known, isPart);
                    }

                    break;
                case PatternOperation.Choice:
                    if (_remembers && instruction.State >= 0)
                    {
                        if (isPart && _memory.TryGetEnd(instruction.State, p - _start, out long partEnd))
                        {
                            return Succeed(floor, _start + partEnd, isPart);
                        }

                        if (_memory.HasFailed(instruction.State, p - _start))
                        {
                            matched = false;
                            break;
                        }

                        Push(FrameKind.State, at, p);
                    }

                    PatternChoice choice = _program.Choices[instruction.Operand];
                    ulong branches = choice.Masks[p < end ? *p : 256];
                    if (branches == 0)
                    {
                        matched = false;
                        break;
                    }

                    at = Choose(choice, branches, at, p);
                    continue;
                case PatternOperation.Atomic:
                    p = Run(instruction.Operand, p, isPart: true);
                    matched = p != null;
                    break;
                case PatternOperation.LookAhead:
                    matched = Run(instruction.Operand, p, isPart: true) != null != instruction.IsNegative;
                    break;
                case PatternOperation.LookAheadSet:
                    matched = (p < end && _sets[instruction.Set].At(p, end, out _)) != instruction.IsNegative;
                    break;
                case PatternOperation.LookBehind:
                    matched = LookBehind(_program.LooksBehind[instruction.Operand], p) != instruction.IsNegative;
                    break;
                case PatternOperation.Anchor:
                    matched = IsAt((PatternAnchor)instruction.Operand, p);
                    break;
                default:
                    matched = false;
                    break;
            }

            if ((_budget < 0 && !_remembers) || _isExhausted)
            {
                _isExhausted = true;
                _depth = floor;
                return null;
            }

            if (matched)
            {
                at = instruction.Next;
            }
            else if (!GoBack(floor, ref at, ref p))
            {
                return null;
            }
        }
    }

    /// <summary>The first of some branches; the others are kept.</summary>
    private int Choose(PatternChoice choice, ulong branches, int at, byte* p)
    {
        int branch = BitOperations.TrailingZeroCount(branches);
        branches &= branches - 1;
        if (branches != 0)
        {
            Push(FrameKind.Branches, at, p, null, branches);
        }

        return choice.Targets[branch];
    }

    /// <summary>Takes a run.</summary>
    private bool Begin(int at, ref readonly PatternInstruction run, ref byte* p)
    {
        CharacterSet set = _sets[run.Set];
        byte* low = p;
        int count = 0;
        int most = run.Operation == PatternOperation.LazyRun ? run.Operand : run.Most;
        byte* q = p;
        while (count < most && q < _end && set.At(q, _end, out int length))
        {
            q += length;
            count++;
            low = count == run.Operand ? q : low;
        }

        Count(count);
        if (count < run.Operand)
        {
            return false;
        }

        if (run.Operation == PatternOperation.LazyRun)
        {
            Push(FrameKind.LazyRun, at, q, q, run.Most == int.MaxValue ? ulong.MaxValue : (ulong)(run.Most - count));
        }
        else if (run.Operation == PatternOperation.Run && q != low)
        {
            Push(FrameKind.Run, at, q, low);
        }

        p = q;
        return true;
    }

    /// <summary>Takes a run where failures are remembered. A run without an upper bound has a state at each place behind its least number of characters: to take more, or to go on.</summary>
    private bool BeginRemembered(int at, ref readonly PatternInstruction run, ref byte* p, bool isPart, out byte* known)
    {
        known = null;
        bool isOpen = run.Most == int.MaxValue;
        if (!isOpen)
        {
            if (isPart && _memory.TryGetEnd(run.State, p - _start, out long end))
            {
                known = _start + end;
                return true;
            }

            if (_memory.HasFailed(run.State, p - _start))
            {
                return false;
            }

            Push(FrameKind.State, at, p);
            return Begin(at, in run, ref p);
        }

        CharacterSet set = _sets[run.Set];
        byte* low = null;
        byte* last = null;
        byte* q = p;
        bool isBlocked = false;
        for (int count = 0; ; count++)
        {
            Count(1);
            if (count >= run.Operand)
            {
                low = low == null ? q : low;
                if (_memory.HasFailed(run.State, q - _start))
                {
                    isBlocked = true;
                    break;
                }

                if (isPart && _memory.TryGetEnd(run.State, q - _start, out long end))
                {
                    known = _start + end;
                    for (byte* place = low; place < q; place += CharacterSet.LengthAt(place, _end))
                    {
                        Count(1);
                        _memory.SetEnd(run.State, place - _start, end);
                    }

                    return true;
                }

                last = q;
                if (run.Operation == PatternOperation.LazyRun)
                {
                    break;
                }
            }

            if (q >= _end || !set.At(q, _end, out int length))
            {
                break;
            }

            q += length;
        }

        if (last == null)
        {
            return false;
        }

        if (run.Operation == PatternOperation.PossessiveRun && isBlocked)
        {
            Remember(run.State, low, last);
            return false;
        }

        FrameKind kind = run.Operation switch
        {
            PatternOperation.LazyRun => FrameKind.LazyRun,
            PatternOperation.PossessiveRun => FrameKind.PossessiveRun,
            _ => FrameKind.Run,
        };
        Push(kind, at, last, low, ulong.MaxValue);
        p = last;
        return true;
    }

    /// <summary>Takes the last way back; false if there is none.</summary>
    private bool GoBack(int floor, ref int at, ref byte* p)
    {
        while (_depth > floor)
        {
            Count(1);
            ref Frame frame = ref _frames[_depth - 1];
            ref readonly PatternInstruction instruction = ref _code[frame.At];
            bool remembers = _remembers && instruction.State >= 0;
            switch (frame.Kind)
            {
                case FrameKind.Branches:
                    p = frame.Place;
                    int branch = BitOperations.TrailingZeroCount(frame.Rest);
                    frame.Rest &= frame.Rest - 1;
                    _depth -= frame.Rest == 0 ? 1 : 0;
                    at = _program.Choices[instruction.Operand].Targets[branch];
                    return true;
                case FrameKind.Run:
                    bool isOpen = remembers && instruction.Most == int.MaxValue;
                    if (isOpen)
                    {
                        _memory.SetFailed(instruction.State, frame.Place - _start);
                    }

                    if (frame.Place == frame.Low)
                    {
                        _depth--;
                        continue;
                    }

                    p = Before(frame.Place, frame.Low);
                    frame.Place = p;
                    _depth -= p == frame.Low && !isOpen ? 1 : 0;
                    at = instruction.Next;
                    return true;
                case FrameKind.LazyRun:
                    if (TakeMore(ref frame, in instruction, remembers))
                    {
                        p = frame.Place;
                        at = instruction.Next;
                        return true;
                    }

                    _depth--;
                    continue;
                case FrameKind.PossessiveRun:
                    Remember(instruction.State, frame.Low, frame.Place);
                    _depth--;
                    continue;
                default:
                    _memory.SetFailed(instruction.State, frame.Place - _start);
                    _depth--;
                    continue;
            }
        }

        return false;
    }

    private bool TakeMore(ref Frame frame, ref readonly PatternInstruction run, bool remembers)
    {
        bool isOpen = remembers && run.Most == int.MaxValue;
        byte* p = frame.Place;
        if (frame.Rest > 0 && p < _end && _sets[run.Set].At(p, _end, out int length) && !(isOpen && _memory.HasFailed(run.State, p + length - _start)))
        {
            frame.Place = p + length;
            frame.Rest--;
            return true;
        }

        if (isOpen)
        {
            Remember(run.State, frame.Low, p);
        }

        return false;
    }

    /// <summary>Notes that a run failed at each of some places.</summary>
    private void Remember(int state, byte* low, byte* high)
    {
        for (byte* p = low; p <= high; p += p < _end ? CharacterSet.LengthAt(p, _end) : 1)
        {
            Count(1);
            _memory.SetFailed(state, p - _start);
        }
    }

    /// <summary>Ends a run of the program: forgets the ways back. Of a part, all states on the way are known to lead to its end.</summary>
    private byte* Succeed(int floor, byte* matchEnd, bool isPart)
    {
        if (isPart && _remembers)
        {
            for (int i = floor; i < _depth; i++)
            {
                ref Frame frame = ref _frames[i];
                ref readonly PatternInstruction instruction = ref _code[frame.At];
                if (instruction.State < 0 || frame.Kind == FrameKind.Branches)
                {
                    continue;
                }

                bool isState = frame.Kind == FrameKind.State;
                if (!isState && instruction.Most != int.MaxValue)
                {
                    continue;
                }

                for (byte* p = isState ? frame.Place : frame.Low; p <= frame.Place; p += p < _end ? CharacterSet.LengthAt(p, _end) : 1)
                {
                    Count(1);
                    _memory.SetEnd(instruction.State, p - _start, matchEnd - _start);
                }
            }
        }

        _depth = floor;
        return matchEnd;
    }

    private bool LookBehind(PatternLookBehind[] branches, byte* p)
    {
        foreach (PatternLookBehind branch in branches)
        {
            byte* start = p;
            int left = branch.Length;
            while (left > 0 && start > _start)
            {
                start = Before(start, _start);
                left--;
            }

            if (left == 0 && Run(branch.Start, start, isPart: true) == p)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAt(PatternAnchor place, byte* p) => place switch
    {
        PatternAnchor.TextStart => p == _start,
        PatternAnchor.TextEnd => p == _end,
        PatternAnchor.LastLineEnd => p == _end || (p == _end - 1 && *p == '\n'),
        PatternAnchor.LineStart => p == _start || p[-1] == '\n',
        PatternAnchor.LineEnd => p == _end || *p == '\n',
        PatternAnchor.SearchStart => p == _searchStart,
        PatternAnchor.WordBorder => IsWordBefore(p) != IsWordAt(p),
        _ => IsWordBefore(p) == IsWordAt(p),
    };

    private bool IsWordAt(byte* p) => p < _end && s_word.At(p, _end, out _);

    private bool IsWordBefore(byte* p) => p > _start && s_word.At(Before(p, _start), p, out _);

    /// <summary>The start of the character that ends at <paramref name="p"/>, which is behind <paramref name="low"/>.</summary>
    private static byte* Before(byte* p, byte* low)
    {
        p--;
        while (p > low && (*p & 0xC0) == 0x80)
        {
            p--;
        }

        return p;
    }

    private void Count(int steps)
    {
        Steps += steps;
        _budget -= steps;
    }

    private void Push(FrameKind kind, int at, byte* place, byte* low = null, ulong rest = 0)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, 2 * _depth);
        }

        ref Frame frame = ref _frames[_depth++];
        frame.Kind = kind;
        frame.At = at;
        frame.Place = place;
        frame.Low = low;
        frame.Rest = rest;
    }
}
