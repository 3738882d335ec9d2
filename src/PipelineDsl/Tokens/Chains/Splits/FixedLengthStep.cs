namespace PipelineDsl;

/// <summary>FixedLength: pieces of so many characters.</summary>
/// <param name="length">How many characters a piece has, but for the last.</param>
internal sealed unsafe class FixedLengthStep(int length) : PreTokenStep
{
    /// <inheritdoc/>
    public override void Apply(PreTokens pieces)
    {
        pieces.BeginStep();
        for (int i = 0; i < pieces.Count; i++)
        {
            byte* end = pieces.Text + pieces.End(i);
            byte* start = pieces.Text + pieces.Start(i);
            int count = 0;
            for (byte* p = start; p < end;)
            {
                p += CharacterSet.LengthAt(p, end);
                if (++count == length || p >= end)
                {
                    pieces.Emit((int)(start - pieces.Text), (int)(p - pieces.Text));
                    start = p;
                    count = 0;
                }
            }
        }

        pieces.EndStep();
    }
}
