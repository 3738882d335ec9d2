namespace PipelineDsl;

/// <summary>What an instruction does.</summary>
internal enum PatternOperation : byte
{
    /// <summary>The end of the program or of a part of it that is run by itself.</summary>
    Match,

    /// <summary>Fails.</summary>
    Fail,

    /// <summary>One byte, <see cref="PatternInstruction.Operand"/>.</summary>
    Byte,

    /// <summary>One character of the set.</summary>
    Set,

    /// <summary>As many characters of the set as there are, within the bounds; then fewer.</summary>
    Run,

    /// <summary>As few characters of the set as suffice; then more.</summary>
    LazyRun,

    /// <summary>As many characters of the set as there are, and no fewer.</summary>
    PossessiveRun,

    /// <summary>The branches of <see cref="PatternProgram.Choices"/> that the next byte allows, in their order.</summary>
    Choice,

    /// <summary>The part at <see cref="PatternInstruction.Operand"/>, in the first way only.</summary>
    Atomic,

    /// <summary>Whether the part at <see cref="PatternInstruction.Operand"/> matches here.</summary>
    LookAhead,

    /// <summary>Whether a character of the set stands here.</summary>
    LookAheadSet,

    /// <summary>Whether one of the parts of <see cref="PatternProgram.LooksBehind"/> ends here.</summary>
    LookBehind,

    /// <summary>Whether the place is a <see cref="PatternAnchor"/>.</summary>
    Anchor,
}

/// <summary>One step of a compiled expression.</summary>
internal struct PatternInstruction
{
    /// <summary>What it does.</summary>
    public PatternOperation Operation;

    /// <summary>Whether a look must fail.</summary>
    public bool IsNegative;

    /// <summary>A byte, the start of a part, an index into a table, an anchor, or how many characters a run has at least.</summary>
    public int Operand;

    /// <summary>How many characters a run has at most; <see cref="int.MaxValue"/> for any number.</summary>
    public int Most;

    /// <summary>The index of the set.</summary>
    public int Set;

    /// <summary>The instruction behind it.</summary>
    public int Next;

    /// <summary>Which of the states it is whose failures are remembered where a match takes long; -1 for none.</summary>
    public int State;
}

/// <summary>The branches of a choice.</summary>
/// <param name="Targets">The instruction that each branch begins with; at most 64.</param>
/// <param name="Masks">By the next byte, and at 256 for the end of the text: which branches may match.</param>
internal sealed record PatternChoice(int[] Targets, ulong[] Masks);

/// <summary>A branch of a look behind.</summary>
/// <param name="Length">How many characters it matches.</param>
/// <param name="Start">Its first instruction.</param>
internal readonly record struct PatternLookBehind(int Length, int Start);

/// <summary>A compiled expression.</summary>
/// <param name="Code">The instructions.</param>
/// <param name="Start">The first one.</param>
/// <param name="Sets">The sets.</param>
/// <param name="Choices">The choices.</param>
/// <param name="LooksBehind">The looks behind.</param>
/// <param name="States">How many states there are; see <see cref="PatternInstruction.State"/>.</param>
/// <param name="First">By byte, and at 256 for the end of the text: whether a match may begin with it.</param>
/// <param name="UsesSearchStart">Whether it has <c>\G</c>, so that what fails in one search may match in another.</param>
internal sealed record PatternProgram(
    PatternInstruction[] Code,
    int Start,
    CharacterSet[] Sets,
    PatternChoice[] Choices,
    PatternLookBehind[][] LooksBehind,
    int States,
    bool[] First,
    bool UsesSearchStart);
