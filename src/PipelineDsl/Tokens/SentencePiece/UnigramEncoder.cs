using System;

namespace PipelineDsl;

/// <summary>The most probable pieces of a text, by the algorithm of Viterbi.</summary>
/// <remarks>
/// <para>
/// For each place in the text, the best path to it is the best of the paths to where its last piece begins, plus that piece (as SentencePiece's and Hugging Face's optimized encoders have it: of
/// two equally good ones the first found, that is the one whose last piece begins first).
/// </para>
/// <para>Works from border to border, since every path goes through these; the sum goes on, so that it is rounded as that of the whole text is.</para>
/// </remarks>
internal sealed unsafe class UnigramEncoder(UnigramModel model) : TokenEncoder
{
    // What is bigger is freed after use.
    private const int KeptLength = 1 << 16;

    private readonly PieceCutter _cutter = new(model.Borders);
    private NativeArray<Node> _nodes = new(1024);

    private struct Node
    {
        /// <summary>The sum of the scores of the best path to here.</summary>
        public double Score;

        /// <summary>Where the last piece of that path begins; -1 if no path leads here.</summary>
        public int Start;

        /// <summary>The last piece, or -1: unknown.</summary>
        public int Id;
    }

    /// <inheritdoc/>
    public override void Encode(PaddedText text, TokenBuffer output)
    {
        byte* p = text.Start;
        byte* end = p + text.Length;
        double score = 0;
        bool afterUnknown = false;
        while (p < end)
        {
            byte* border = _cutter.Next(p, end);
            border = border > end ? end : border;
            Encode(p, checked((int)(border - p)), ref score, ref afterUnknown, output);
            p = border;
        }

        GC.KeepAlive(model.Borders);
    }

    /// <inheritdoc/>
    public override void Free() => _nodes.Free();

    private void Encode(byte* text, int length, ref double score, ref bool afterUnknown, TokenBuffer output)
    {
        if (_nodes.Length <= length)
        {
            _nodes.Free();
            _nodes = new NativeArray<Node>(checked((2 * length) + 1), zeroed: false);
        }

        Node* nodes = _nodes.Start;
        for (int i = 1; i <= length; i++)
        {
            nodes[i].Start = -1;
        }

        nodes[0].Score = score;
        DoubleArray trie = model.Trie;
        double[] scores = model.Scores;
        bool isSingle = model.IsSingle;
        for (int start = 0; start < length;)
        {
            double here = nodes[start].Score;
            _ = Utf8Character.Read(text + start, text + length, out int character);
            bool known = false;
            int node = 0;
            for (int at = start; at < length && trie.TryStep(ref node, text[at], out int id);)
            {
                at++;
                if (id >= 0)
                {
                    Offer(nodes + at, here + scores[id], start, id, isSingle);
                    known |= at == start + character;
                }
            }

            if (!known)
            {
                double unknown = here + model.UnknownScore;
                Offer(nodes + start + character, isSingle ? (float)unknown : unknown, start, -1, isSingle);
            }

            start += character;
        }

        score = nodes[length].Score;
        Write(text, length, ref afterUnknown, output);
        if (_nodes.Length > KeptLength)
        {
            _nodes.Free();
            _nodes = new NativeArray<Node>(1024);
        }
    }

    private static void Offer(Node* node, double score, int start, int id, bool isSingle)
    {
        if (node->Start < 0 || score > node->Score)
        {
            node->Score = isSingle ? (float)score : score;
            node->Start = start;
            node->Id = id;
        }
    }

    /// <summary>Writes the pieces of the best path, turning its links around first.</summary>
    private void Write(byte* text, int length, ref bool afterUnknown, TokenBuffer output)
    {
        Node* nodes = _nodes.Start;
        PieceOptions options = model.Options;
        int to = length;
        int next = -1;
        while (to > 0)
        {
            // From where the last piece begins to where the next one ends.
            int from = nodes[to].Start;
            nodes[to].Start = next;
            next = to;
            to = from;
        }

        for (int from = 0; next >= 0; from = next, next = nodes[next].Start)
        {
            int id = nodes[next].Id;
            if (id >= 0)
            {
                output.Append(id);
                afterUnknown = false;
            }
            else if (options.ByteIds is { } byteIds && AreAllKnown(text + from, next - from, byteIds))
            {
                ReadOnlySpan<byte> bytes = Bytes(text + from, next - from);
                foreach (byte value in bytes)
                {
                    output.Append(byteIds[value]);
                }

                afterUnknown = false;
            }
            else if (options.UnknownId >= 0)
            {
                if (!(afterUnknown && options.FusesUnknown))
                {
                    output.Append(options.UnknownId);
                }

                afterUnknown = true;
            }
        }
    }

    private bool AreAllKnown(byte* text, int length, int[] byteIds)
    {
        foreach (byte value in Bytes(text, length))
        {
            if (byteIds[value] < 0)
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<byte> Bytes(byte* text, int length)
        => length == 1 && *text == ' ' && model.Options.EscapesSpaces ? PieceOptions.SpaceSymbol : new ReadOnlySpan<byte>(text, length);
}
