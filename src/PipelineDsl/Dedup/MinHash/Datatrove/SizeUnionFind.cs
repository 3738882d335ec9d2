namespace PipelineDsl;

/// <summary>Disjoint sets as datatrove joins them: the root of the larger set stays root, on equal sizes that of the first. Which document is root depends on the order of the unions. 12 bytes a document.</summary>
/// <param name="count">The number of documents, below 2³¹.</param>
internal sealed class SizeUnionFind(long count)
{
    private readonly uint[] _parents = new uint[checked((int)count)]; // plus one; 0 is a root
    private readonly uint[] _sizes = new uint[checked((int)count)]; // of roots, less one
    private readonly uint[] _firsts = new uint[checked((int)count)]; // the least member of a root's set, plus one

    /// <summary>The number of documents.</summary>
    public int Count => _parents.Length;

    /// <summary>The root of a document's set.</summary>
    public int Find(int document)
    {
        uint at = (uint)document;
        while (_parents[at] != 0)
        {
            uint parent = _parents[at] - 1;
            if (_parents[parent] == 0)
            {
                return (int)parent;
            }

            _parents[at] = _parents[parent];
            at = parent;
        }

        return (int)at;
    }

    /// <summary>Joins the sets of two documents.</summary>
    public void Union(int first, int second)
    {
        int a = Find(first);
        int b = Find(second);
        if (a == b)
        {
            return;
        }

        if (_sizes[a] < _sizes[b])
        {
            (a, b) = (b, a);
        }

        _parents[b] = (uint)a + 1;
        _sizes[a] += _sizes[b] + 1;
        _firsts[a] = uint.Min(FirstOf(a), FirstOf(b)) + 1;
    }

    /// <summary>The number of documents in a root's set.</summary>
    public long SizeOf(int root) => _sizes[root] + 1L;

    /// <summary>The least document of a root's set.</summary>
    public uint FirstOf(int root) => _firsts[root] == 0 ? (uint)root : _firsts[root] - 1;
}
