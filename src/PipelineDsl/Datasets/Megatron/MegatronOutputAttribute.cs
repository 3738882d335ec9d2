namespace PipelineDsl;

/// <summary>Writes an indexed dataset as Megatron-LM, NeMo and GPT-NeoX read it; see <see cref="MegatronWriter"/>.</summary>
public sealed class MegatronOutputAttribute : OutputAttribute<MegatronWriter>
{
    /// <summary>Writes <c>NAME.bin</c> and <c>NAME.idx</c>.</summary>
    /// <param name="name">The dataset's name, relative to the output folder (default: <c>megatron</c>).</param>
    public MegatronOutputAttribute(string name = "megatron") => Name = name;

    /// <summary>The dataset's name, relative to the output folder.</summary>
    public string Name { get; }
}
