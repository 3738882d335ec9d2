using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PipelineDsl;

/// <summary>The special cases in the forms in which the tokenizer looks them up: whole strings, and the sequences of tokens that its second pass looks for.</summary>
internal sealed class SpacyEnglishRules
{
    private readonly ShortKeys _keys;
    private readonly Known[] _known;
    private readonly int[] _ascii = new int[128];
    private readonly Dictionary<int, int> _steps = []; // from a node and the number of a token
    private readonly List<int> _cases = [0]; // of each node: the number of the special case that ends there
    private readonly List<bool> _changes = [false];

    /// <summary>The rules without special cases.</summary>
    private SpacyEnglishRules()
    {
        _keys = new ShortKeys([]);
        _known = new Known[1];
    }

    private SpacyEnglishRules(Dictionary<string, string[]> exceptions)
    {
        List<(string Key, string[] Tokens)> sequences = [];
        SpacyEnglishWords plain = new(new SpacyEnglishRules());
        foreach (string key in exceptions.Keys.Where(static key => !string.IsNullOrWhiteSpace(key)))
        {
            string[] tokens = Cut(plain, key);
            if (tokens.Length > 1) // one token is replaced by itself
            {
                sequences.Add((key, tokens));
            }
        }

        string[] all = [.. exceptions.Keys.Concat(sequences.SelectMany(static s => s.Tokens)).Concat(exceptions.Values.SelectMany(static pieces => pieces)).Distinct(StringComparer.Ordinal)];
        Dictionary<string, int> numbers = all.Select(static (key, i) => (key, i)).ToDictionary(static pair => pair.key, static pair => pair.i + 1, StringComparer.Ordinal);
        _keys = new ShortKeys([.. all.Select(Encoding.UTF8.GetBytes)]);
        _known = new Known[all.Length + 1];
        foreach ((string key, string[] tokens) in sequences)
        {
            Add(tokens.Select(token => numbers[token]), numbers[key], !tokens.SequenceEqual(exceptions[key]));
        }

        foreach ((string key, int number) in numbers)
        {
            _known[number].Node = (ushort)Step(0, number);
            if (key.Length == 1 && char.IsAscii(key[0]))
            {
                _ascii[key[0]] = number;
            }
        }

        foreach ((_, string[] tokens) in sequences)
        {
            _known[numbers[tokens[0]]].Followers |= Bit(Encoding.UTF8.GetBytes(tokens[1])[0]);
        }

        foreach ((string key, string[] pieces) in exceptions)
        {
            ref Known known = ref _known[numbers[key]];
            known.Pieces = (byte)pieces.Length;
            known.First = (byte)Encoding.UTF8.GetByteCount(pieces[0]);
            known.FirstNumber = (ushort)numbers[pieces[0]];
            if (pieces.Length > 1)
            {
                known.Second = (byte)(known.First + Encoding.UTF8.GetByteCount(pieces[1]));
                known.SecondNumber = (ushort)numbers[pieces[1]];
                known.ThirdNumber = (ushort)(pieces.Length > 2 ? numbers[pieces[2]] : 0);
            }
        }
    }

    /// <summary>The rules, made when they are first needed.</summary>
    public static SpacyEnglishRules Shared { get; } = new(SpacyEnglishExceptions.Create());

    /// <summary>Strings that mean something.</summary>
    public ShortKeys Keys => _keys;

    /// <summary>What is known of the string with a number.</summary>
    public ref readonly Known this[int number] => ref _known[number];

    /// <summary>The number of a string of one ASCII character.</summary>
    public int OfAscii(byte character) => _ascii[character];

    /// <summary>Whether what follows a token may go on as a sequence does. One U+0020 may lie between.</summary>
    /// <param name="number">The token.</param>
    /// <param name="end">Its end in the text.</param>
    public unsafe bool MayLead(int number, byte* end) => (_known[number].Followers & Bit(*end == ' ' ? end[1] : *end)) != 0;

    /// <summary>The node of the sequences that <paramref name="token"/> leads to; 0 if none goes on like this.</summary>
    public int Step(int node, int token) => _steps.GetValueOrDefault(StepKey(node, token));

    /// <summary>The special case that a sequence is; 0 if it is only the beginning of one.</summary>
    /// <param name="node">The sequence.</param>
    /// <param name="changes">Whether its pieces are others than the tokens of the sequence.</param>
    public int CaseOf(int node, out bool changes)
    {
        changes = _changes[node];
        return _cases[node];
    }

    private void Add(IEnumerable<int> tokens, int special, bool changes)
    {
        int node = 0;
        foreach (int token in tokens)
        {
            if (!_steps.TryGetValue(StepKey(node, token), out int next))
            {
                next = _cases.Count;
                _cases.Add(0);
                _changes.Add(false);
                _steps.Add(StepKey(node, token), next);
            }

            node = next;
        }

        _cases[node] = special;
        _changes[node] = changes;
    }

    private static int StepKey(int node, int token) => (node << 16) | token;

    private static ulong Bit(byte first) => 1UL << (first & 63);

    private static string[] Cut(SpacyEnglishWords words, string text)
    {
        TextBuffer buffer = new(64);
        buffer.Append(Encoding.UTF8.GetBytes(text));
        SegmentList list = new();
        words.Split(buffer.Text, list);
        string[] pieces = new string[list.Count];
        for (int i = 0; i < pieces.Length; i++)
        {
            pieces[i] = Encoding.UTF8.GetString(buffer.Bytes[list.Starts[i]..list.Ends[i]]);
        }

        return pieces;
    }

    /// <summary>What is known of a string.</summary>
    internal struct Known
    {
        /// <summary>The number of pieces of a special case; 0 if it is none.</summary>
        public byte Pieces;

        /// <summary>Where the first piece ends, in bytes.</summary>
        public byte First;

        /// <summary>Where the second piece ends.</summary>
        public byte Second;

        /// <summary>The numbers of the pieces of a special case.</summary>
        public ushort FirstNumber;

        /// <inheritdoc cref="FirstNumber"/>
        public ushort SecondNumber;

        /// <inheritdoc cref="FirstNumber"/>
        public ushort ThirdNumber;

        /// <summary>The node of the sequences that begin with this string as a token; 0 if none does.</summary>
        public ushort Node;

        /// <summary>The first bytes of the tokens that follow this one in sequences, as bits: the byte modulo 64.</summary>
        public ulong Followers;
    }
}
