namespace PipelineDsl;

/// <summary>Where the label of a token stands.</summary>
public enum Labels
{
    /// <summary>Beside the token itself, as Hugging Face models expect it: they shift labels by one themselves.</summary>
    Same,

    /// <summary>Beside the token before it: the label of a place is the token that follows, as a loss function takes it.</summary>
    Next,
}
