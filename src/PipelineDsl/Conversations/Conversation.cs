using System;

namespace PipelineDsl;

/// <summary>
/// A conversation: its turns, in order, and the tools that the model may call. Reused for every record; its text lies in one buffer, so that the steady state allocates nothing.
/// </summary>
/// <remarks>Records keep it as JSON in the field <see cref="FieldName"/>, in the form of OpenAI's messages; see <see cref="WriteJson"/>.</remarks>
public sealed class Conversation
{
    /// <summary>The field of a document that holds its conversation.</summary>
    public const string FieldName = "conversation";

    private readonly TextBuffer _bytes = new();
    private TurnState[] _turns = new TurnState[16];
    private ToolCallState[] _calls = new ToolCallState[8];
    private int _callCount;

    /// <summary>The number of turns.</summary>
    public int Count { get; private set; }

    /// <summary>A turn.</summary>
    /// <param name="index">Its place, from 0.</param>
    public Turn this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return new Turn(this, index);
        }
    }

    /// <summary>The tools, UTF-8: an array of JSON, each <c>{"type":"function","function":{…}}</c>; empty if there are none.</summary>
    public ReadOnlySpan<byte> Tools => Bytes(ToolsSlice);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _bytes.Clear();
        Count = 0;
        _callCount = 0;
        ToolsSlice = default;
    }

    /// <summary>Appends a turn.</summary>
    /// <param name="role">Who speaks.</param>
    /// <param name="content">What is said, UTF-8.</param>
    public void Add(TurnRole role, ReadOnlySpan<byte> content) => Add(new TurnState { Role = role, Content = Store(content), CallStart = _callCount });

    /// <summary>Reads a conversation in the form of <see cref="WriteJson"/>.</summary>
    /// <param name="json">The object, UTF-8.</param>
    /// <exception cref="System.IO.InvalidDataException">It is none.</exception>
    public void ReadJson(ReadOnlySpan<byte> json)
    {
        try
        {
            Clear();
            ConversationJson.Read(json, this);
        }
        catch (ConversationException exception)
        {
            throw new System.IO.InvalidDataException($"the field '{FieldName}' holds no conversation: {exception.Message}");
        }
    }

    /// <summary>
    /// Appends the conversation as JSON: <c>{"messages":[{"role":"user","content":"…"},…],"tools":[…]}</c>, with <c>reasoning_content</c>, <c>name</c>, <c>tool_calls</c>,
    /// <c>tool_call_id</c> and <c>weight</c> where a turn has them.
    /// </summary>
    /// <param name="output">Where to append.</param>
    public void WriteJson(TextBuffer output)
    {
        ArgumentNullException.ThrowIfNull(output);
        ConversationJson.Write(this, output);
    }

    /// <summary>Appends what is said in all turns, with a blank line between two.</summary>
    /// <param name="output">Where to append.</param>
    public void WriteText(TextBuffer output)
    {
        ArgumentNullException.ThrowIfNull(output);
        bool any = false;
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> content = Bytes(_turns[i].Content);
            if (content.IsEmpty)
            {
                continue;
            }

            if (any)
            {
                output.Append("\n\n"u8);
            }

            output.Append(content);
            any = true;
        }
    }

    /// <summary>Where the tools lie.</summary>
    internal ConversationSlice ToolsSlice { get; set; }

    /// <summary>The number of calls of all turns.</summary>
    internal int CallCount => _callCount;

    /// <summary>The buffer that the strings of turns are written to before the turn is added.</summary>
    internal TextBuffer Buffer => _bytes;

    internal ReadOnlySpan<byte> Bytes(ConversationSlice slice) => slice.IsThere ? _bytes.Bytes.Slice(slice.Start, slice.Length) : default;

    internal ref readonly TurnState State(int index) => ref _turns[index];

    internal ref readonly ToolCallState CallState(int index) => ref _calls[index];

    /// <summary>Keeps a string.</summary>
    internal ConversationSlice Store(ReadOnlySpan<byte> bytes)
    {
        int start = _bytes.Length;
        _bytes.Append(bytes);
        return new ConversationSlice(start, bytes.Length);
    }

    /// <summary>Appends a turn whose strings are in the buffer.</summary>
    internal void Add(in TurnState turn)
    {
        if (Count == _turns.Length)
        {
            Array.Resize(ref _turns, 2 * Count);
        }

        _turns[Count++] = turn;
    }

    /// <summary>Appends a call whose strings are in the buffer; the turn that it belongs to is added after it.</summary>
    internal void AddCall(in ToolCallState call)
    {
        if (_callCount == _calls.Length)
        {
            Array.Resize(ref _calls, 2 * _callCount);
        }

        _calls[_callCount++] = call;
    }

    /// <summary>Takes turns out.</summary>
    internal void Remove(int start, int count)
    {
        Array.Copy(_turns, start + count, _turns, start, Count - start - count);
        Count -= count;
    }
}
