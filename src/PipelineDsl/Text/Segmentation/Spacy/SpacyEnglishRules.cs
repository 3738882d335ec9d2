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
    private readonly Dictionary<(int Node, int Token), int> _steps = [];
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
        }

        foreach ((string key, string[] pieces) in exceptions)
        {
            ref Known known = ref _known[numbers[key]];
            known.Pieces = (byte)pieces.Length;
            int cut = 0;
            for (int i = 0; i < pieces.Length; i++)
            {
                known.Leads |= (byte)(_known[numbers[pieces[i]]].Node != 0 ? 1 << i : 0);
                cut += Encoding.UTF8.GetByteCount(pieces[i]);
                known.First = i == 0 ? (byte)cut : known.First;
                known.Second = i == 1 ? (byte)cut : known.Second;
            }
        }
    }

    /// <summary>The rules, made when they are first needed.</summary>
    public static SpacyEnglishRules Shared { get; } = new(SpacyEnglishExceptions.Create());

    /// <summary>Strings that mean something.</summary>
    public ShortKeys Keys => _keys;

    /// <summary>What is known of the string with a number.</summary>
    public ref readonly Known this[int number] => ref _known[number];

    /// <summary>The node of the sequences that <paramref name="token"/> leads to; 0 if none goes on like this.</summary>
    public int Step(int node, int token) => _steps.GetValueOrDefault((node, token));

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
            if (!_steps.TryGetValue((node, token), out int next))
            {
                next = _cases.Count;
                _cases.Add(0);
                _changes.Add(false);
                _steps.Add((node, token), next);
            }

            node = next;
        }

        _cases[node] = special;
        _changes[node] = changes;
    }

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

        /// <summary>A bit for each piece that sequences of the second pass begin with.</summary>
        public byte Leads;

        /// <summary>The node of the sequences that begin with this string as a token; 0 if none does.</summary>
        public ushort Node;
    }
}
