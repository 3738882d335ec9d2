namespace PipelineDsl;

/// <summary>What every conversation must be like, whatever schema it came in.</summary>
internal static class ConversationRules
{
    /// <summary>Throws if a conversation breaks a rule.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="alternating">Whether it must begin with the user and no two turns of a user or of the assistant may follow each other.</param>
    /// <exception cref="ConversationException">It breaks one.</exception>
    public static void Check(Conversation conversation, bool alternating)
    {
        bool hasAssistant = false;
        TurnRole? last = null;
        for (int i = 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            switch (turn.Role)
            {
                case TurnRole.System when i > 0:
                    throw Broken($"turn {i} is the system's, which may only be the first");
                case TurnRole.Tool when last is not (TurnRole.Assistant or TurnRole.Tool):
                    throw Broken($"turn {i} is a tool's result, but no call of the assistant stands before it");
                case TurnRole.User or TurnRole.Assistant when alternating && last == turn.Role:
                    throw Broken($"turns {i - 1} and {i} are both the {(turn.Role == TurnRole.User ? "user's" : "assistant's")}");
                case TurnRole.Assistant when alternating && last is null:
                    throw Broken($"turn {i}, the first, is the assistant's");
                case TurnRole.Assistant when turn.Content.IsEmpty && turn.CallCount == 0:
                    throw Broken($"turn {i} is the assistant's, but says nothing");
            }

            hasAssistant |= turn.Role == TurnRole.Assistant;
            last = turn.Role == TurnRole.System ? null : turn.Role;
        }

        if (!hasAssistant)
        {
            throw Broken(conversation.Count == 0 ? "the conversation is empty" : "no turn is the assistant's: there is nothing to learn");
        }
    }

    private static ConversationException Broken(string message) => new(RejectReason.Malformed, message);
}
