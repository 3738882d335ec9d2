using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace PipelineDsl;

/// <summary>A chat template in Jinja, as models publish them. Not thread-safe: each worker has its own.</summary>
/// <remarks>
/// <para>What the template sees is what transformers' <c>apply_chat_template</c> shows it: <c>messages</c>, <c>tools</c> and <c>documents</c> (none if there are none), <c>add_generation_prompt</c>, the special tokens
/// by name (<c>bos_token</c>, <c>eos_token</c>, …) and the variables given.</para>
/// <para>What is trained is what <c>{% generation %}</c> blocks write. A template without them is trained from the first to the last character of each assistant's turn, what the template writes between
/// included; before it as far back as the text that begins an answer (what <c>add_generation_prompt</c> adds), behind it up to and with the first control token.</para>
/// </remarks>
internal sealed class JinjaChatTemplate : ChatTemplate
{
    private readonly JinjaTemplate _template;
    private readonly ChatTemplateFile _file;
    private readonly DateTime? _date;
    private readonly List<KeyValuePair<string, object?>> _variables = [];
    private readonly string _beginning;
    private readonly Func<string, int, int> _findToken;

    /// <summary>Creates a template.</summary>
    /// <param name="file">Where it comes from.</param>
    /// <param name="name">Its name in the file, or null.</param>
    /// <param name="variables">Further variables, an object of JSON, or null.</param>
    /// <param name="date">What <c>strftime_now</c> gives, ISO 8601 such as <c>2024-07-26</c>, or null.</param>
    /// <param name="added">The texts of the tokenizer's added tokens.</param>
    /// <exception cref="InvalidDataException">The template cannot be parsed, or the variables or the date are wrong.</exception>
    public JinjaChatTemplate(ChatTemplateFile file, string? name, string? variables, string? date, IReadOnlyList<string> added)
    {
        _file = file;
        try
        {
            _template = JinjaTemplate.Parse(file.Template(name));
        }
        catch (JinjaException exception)
        {
            throw new InvalidDataException($"'{file.Path}' holds a chat template that cannot be parsed: {exception.Message}", exception);
        }

        _date = ParseDate(date);
        foreach ((string token, string text) in file.Tokens)
        {
            _variables.Add(new(token, new JinjaText(text)));
        }

        _variables.Add(new("documents", null));
        _variables.AddRange(ParseVariables(variables));
        Specials = [.. file.Tokens.Where(static t => t.Key is "bos_token" or "eos_token").Select(static t => new ChatSpecial(t.Value, IsRare: true)).Distinct()];
        string[] tokens = [.. added.Concat(Specials.Select(static s => s.Text)).Distinct()];
        _findToken = (text, start) => FirstToken(tokens, text, start);
        _beginning = AnswerBeginning();
    }

    /// <inheritdoc/>
    public override string Name => Path.GetFileName(_file.Path);

    /// <inheritdoc/>
    public override IReadOnlyList<ChatSpecial> Specials { get; }

    /// <inheritdoc/>
    public override bool FindsSpecialsInText => true;

    /// <inheritdoc/>
    public override void Render(Conversation conversation, in ChatRendering rendering, RenderedChat output)
    {
        JinjaText text = Render(conversation, rendering.AddGenerationPrompt);
        int[] turns = _template.HasGeneration ? GeneratedTurns(conversation, text) : SpokenTurns(conversation, text);
        for (int start = 0; start < text.Value.Length;)
        {
            bool isContent = IsContent(text, start);
            int end = start + 1;
            while (end < text.Value.Length && IsContent(text, end) == isContent && turns[end] == turns[start])
            {
                end++;
            }

            Append(text.Value.AsSpan(start, end - start), isContent, turns[start], output);
            start = end;
        }
    }

    /// <summary>The text that a template makes of a conversation.</summary>
    internal JinjaText Render(Conversation conversation, bool addGenerationPrompt)
    {
        try
        {
            List<KeyValuePair<string, object?>> variables =
            [
                new("messages", Messages(conversation)),
                new("tools", conversation.Tools.IsEmpty ? null : Json(conversation.Tools, JinjaText.Data)),
                new("add_generation_prompt", addGenerationPrompt),
                .. _variables,
            ];
            return _template.Render(variables, _date);
        }
        catch (JinjaException exception)
        {
            throw new ChatRefusalException($"the template {Name} {(exception.IsRefusal ? "refuses the conversation" : "cannot show the conversation")}: {exception.Message}");
        }
    }

    private static bool IsContent(JinjaText text, int index) => (text.Origin(index) & ~JinjaText.Generated) != 0;

    private static void Append(ReadOnlySpan<char> characters, bool isContent, int turn, RenderedChat output)
    {
        TextBuffer utf8 = output.Scratch;
        utf8.Clear();
        utf8.Advance(Encoding.UTF8.GetBytes(characters, utf8.Reserve(Encoding.UTF8.GetMaxByteCount(characters.Length))));
        if (turn >= 0)
        {
            output.BeginTurn(turn);
        }
        else
        {
            output.EndTurn();
        }

        if (isContent)
        {
            output.Content(utf8.Bytes);
        }
        else
        {
            output.Template(utf8.Bytes);
        }

        output.EndTurn();
    }

    /// <summary>For each character the assistant's turn that it belongs to, by the template's own marks: the blocks stand for the turns in order.</summary>
    private static int[] GeneratedTurns(Conversation conversation, JinjaText text)
    {
        int[] assistants = [.. Enumerable.Range(0, conversation.Count).Where(i => conversation[i].Role == TurnRole.Assistant)];
        int[] turns = new int[text.Value.Length];
        int block = -1;
        for (int i = 0; i < turns.Length; i++)
        {
            bool isGenerated = (text.Origin(i) & JinjaText.Generated) != 0;
            bool wasGenerated = i > 0 && (text.Origin(i - 1) & JinjaText.Generated) != 0;
            block += isGenerated && !wasGenerated ? 1 : 0;
            turns[i] = !isGenerated ? -1 : assistants.Length > 0 ? assistants[Math.Min(block, assistants.Length - 1)] : -1;
        }

        return turns;
    }

    /// <summary>For each character the assistant's turn that it belongs to, by where what was said stands.</summary>
    private int[] SpokenTurns(Conversation conversation, JinjaText text)
    {
        string value = text.Value;
        int[] turns = new int[value.Length];
        Array.Fill(turns, -1);
        (int First, int Last)[] places = Places(conversation, text);
        int behind = 0; // where the turn before ended
        for (int turn = 0; turn < places.Length; turn++)
        {
            (int first, int last) = places[turn];
            if (last < 0)
            {
                continue;
            }

            if (conversation[turn].Role == TurnRole.Assistant)
            {
                int begin = _beginning.Length == 0 ? -1 : value.AsSpan(behind, first - behind).LastIndexOf(_beginning, StringComparison.Ordinal);
                int start = begin < 0 ? first : behind + begin + _beginning.Length;
                int end = last + 1;
                while (end < value.Length && !IsContent(text, end))
                {
                    end++;
                }

                int token = _findToken(value[..end], last + 1);
                int stop = token < 0 ? last + 1 : token;
                turns.AsSpan(start, stop - start).Fill(turn);
                behind = stop;
            }
            else
            {
                behind = last + 1;
            }
        }

        return turns;
    }

    /// <summary>The first and last character of what is said in each turn; -1 if it is not shown.</summary>
    private static (int First, int Last)[] Places(Conversation conversation, JinjaText text)
    {
        (int First, int Last)[] places = new (int First, int Last)[conversation.Count];
        Array.Fill(places, (-1, -1));
        for (int i = 0; i < text.Value.Length; i++)
        {
            int turn = (text.Origin(i) & ~JinjaText.Generated) - 1;
            if (turn >= 0 && turn < places.Length)
            {
                places[turn] = (places[turn].First < 0 ? i : places[turn].First, i);
            }
        }

        return places;
    }

    /// <summary>Behind the first control token at or behind a place, or -1.</summary>
    private static int FirstToken(string[] tokens, string text, int start)
    {
        int best = -1;
        int length = 0;
        foreach (string token in tokens)
        {
            int place = token.Length == 0 ? -1 : text.IndexOf(token, start, StringComparison.Ordinal);
            if (place >= 0 && (best < 0 || place < best || (place == best && token.Length > length)))
            {
                best = place;
                length = token.Length;
            }
        }

        return best < 0 ? -1 : best + length;
    }

    /// <summary>What <c>add_generation_prompt</c> adds behind a question; empty if the template has nothing of the kind.</summary>
    private string AnswerBeginning()
    {
        Conversation question = new();
        question.Add(TurnRole.User, "?"u8);
        try
        {
            string without = Render(question, addGenerationPrompt: false).Value;
            string with = Render(question, addGenerationPrompt: true).Value;
            return with.StartsWith(without, StringComparison.Ordinal) ? with[without.Length..] : "";
        }
        catch (ChatRefusalException)
        {
            return ""; // it wants more than a question
        }
    }

    private static JinjaList Messages(Conversation conversation)
    {
        List<object?> messages = [];
        for (int i = 0; i < conversation.Count; i++)
        {
            Turn turn = conversation[i];
            ushort origin = (ushort)Math.Min(i + 1, JinjaText.Data - 1);
            JinjaDict message = new();
            message.Set("role", new JinjaText(Encoding.UTF8.GetString(ConversationJson.RoleName(turn.Role))));
            message.Set("content", turn.HasContent ? Text(turn.Content, origin) : null);
            SetIf(message, "reasoning_content", turn.Reasoning, turn.HasReasoning, origin);
            SetIf(message, "name", turn.Name, !turn.Name.IsEmpty, origin);
            SetIf(message, "tool_call_id", turn.ToolCallId, !turn.ToolCallId.IsEmpty, origin);
            if (turn.CallCount > 0)
            {
                message.Set("tool_calls", new JinjaList(Enumerable.Range(0, turn.CallCount).Select(call => (object?)Call(turn.Call(call), origin))));
            }

            messages.Add(message);
        }

        return new JinjaList(messages);
    }

    private static JinjaDict Call(ToolCall call, ushort origin)
    {
        JinjaDict function = new();
        function.Set("name", Text(call.Name, origin));
        function.Set("arguments", call.ArgumentsAreText ? Text(call.Arguments, origin) : Json(call.Arguments, origin));
        JinjaDict result = new();
        SetIf(result, "id", call.Id, !call.Id.IsEmpty, origin);
        result.Set("type", new JinjaText("function"));
        result.Set("function", function);
        return result;
    }

    private static void SetIf(JinjaDict dict, string name, ReadOnlySpan<byte> value, bool isThere, ushort origin)
    {
        if (isThere)
        {
            dict.Set(name, Text(value, origin));
        }
    }

    private static JinjaText Text(ReadOnlySpan<byte> utf8, ushort origin) => new(Encoding.UTF8.GetString(utf8), origin);

    private static object? Json(ReadOnlySpan<byte> json, ushort origin)
    {
        Utf8JsonReader reader = new(json);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return JinjaJson.Value(document.RootElement, origin);
    }

    private static DateTime? ParseDate(string? date)
        => date is null ? null
            : DateTime.TryParseExact(date, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime parsed) ? parsed
            : throw new InvalidDataException($"the date '{date}' of the chat template is not of the form 2024-07-26 or 2024-07-26T12:30:00");

    private static IEnumerable<KeyValuePair<string, object?>> ParseVariables(string? variables)
    {
        if (variables is null)
        {
            return [];
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(variables);
            return [.. json.RootElement.EnumerateObject().Select(static m => new KeyValuePair<string, object?>(m.Name, JinjaJson.Value(m.Value, JinjaText.Data)))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"the variables of the chat template are no object of JSON: {exception.Message}", exception);
        }
    }
}
