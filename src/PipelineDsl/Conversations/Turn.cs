using System;

namespace PipelineDsl;

/// <summary>A turn of a conversation. Valid as long as the conversation is not changed.</summary>
public readonly struct Turn
{
    private readonly Conversation _conversation;
    private readonly int _index;

    internal Turn(Conversation conversation, int index)
    {
        _conversation = conversation;
        _index = index;
    }

    /// <summary>Who speaks.</summary>
    public TurnRole Role => State.Role;

    /// <summary>What is said, UTF-8; empty if there is nothing but calls of tools.</summary>
    public ReadOnlySpan<byte> Content => _conversation.Bytes(State.Content);

    /// <summary>Whether there is a content, be it empty; a turn that only calls tools has none.</summary>
    public bool HasContent => State.Content.IsThere;

    /// <summary>What the model thought before it spoke (<c>reasoning_content</c>), UTF-8; empty if nothing is known of it.</summary>
    public ReadOnlySpan<byte> Reasoning => _conversation.Bytes(State.Reasoning);

    /// <summary>Whether there is a reasoning, be it empty.</summary>
    public bool HasReasoning => State.Reasoning.IsThere;

    /// <summary>The name of the speaker or tool, UTF-8; empty if there is none.</summary>
    public ReadOnlySpan<byte> Name => _conversation.Bytes(State.Name);

    /// <summary>The id of the call that a tool's result answers, UTF-8; empty if there is none.</summary>
    public ReadOnlySpan<byte> ToolCallId => _conversation.Bytes(State.ToolCallId);

    /// <summary>Whether a trainer may learn from the turn: false if the record gives an assistant's message the weight 0.</summary>
    public bool IsWeighted => !State.Unweighted;

    /// <summary>The number of tools that the turn calls.</summary>
    public int CallCount => State.CallCount;

    /// <summary>A call of a tool.</summary>
    /// <param name="index">Its place in the turn, from 0.</param>
    public ToolCall Call(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)State.CallCount, nameof(index));
        return new ToolCall(_conversation, State.CallStart + index);
    }

    private ref readonly TurnState State => ref _conversation.State(_index);
}

/// <summary>A call of a tool by the model.</summary>
public readonly struct ToolCall
{
    private readonly Conversation _conversation;
    private readonly int _index;

    internal ToolCall(Conversation conversation, int index)
    {
        _conversation = conversation;
        _index = index;
    }

    /// <summary>The call's id, UTF-8; empty if there is none.</summary>
    public ReadOnlySpan<byte> Id => _conversation.Bytes(State.Id);

    /// <summary>The tool's name, UTF-8.</summary>
    public ReadOnlySpan<byte> Name => _conversation.Bytes(State.Name);

    /// <summary>The arguments, UTF-8: JSON as the record writes it, or the text of the string that it has in its place.</summary>
    public ReadOnlySpan<byte> Arguments => _conversation.Bytes(State.Arguments);

    /// <summary>Whether the record has the arguments as a string (as OpenAI's interface does), not as an object.</summary>
    public bool ArgumentsAreText => State.ArgumentsAreText;

    private ref readonly ToolCallState State => ref _conversation.CallState(_index);
}

/// <summary>A stretch of a conversation's bytes, or none.</summary>
internal readonly record struct ConversationSlice
{
    private readonly int _startPlusOne;

    public ConversationSlice(int start, int length)
    {
        _startPlusOne = start + 1;
        Length = length;
    }

    /// <summary>Whether there is one.</summary>
    public bool IsThere => _startPlusOne > 0;

    /// <summary>Where it starts.</summary>
    public int Start => _startPlusOne - 1;

    /// <summary>Its length in bytes.</summary>
    public int Length { get; }
}

/// <summary>What a conversation knows of a turn.</summary>
internal struct TurnState
{
    public TurnRole Role;
    public bool Unweighted;
    public ConversationSlice Content;
    public ConversationSlice Reasoning;
    public ConversationSlice Name;
    public ConversationSlice ToolCallId;
    public int CallStart;
    public int CallCount;
}

/// <summary>What a conversation knows of a call.</summary>
internal struct ToolCallState
{
    public ConversationSlice Id;
    public ConversationSlice Name;
    public ConversationSlice Arguments;
    public bool ArgumentsAreText;
}
