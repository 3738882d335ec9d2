namespace PipelineDsl;

/// <summary>Shares as NeMo Curator scores them.</summary>
internal static class CuratorScore
{
    /// <summary>A part / the whole; 1 if there is nothing, so that what is bounded from above does not pass.</summary>
    public static double Share(long part, long whole) => whole == 0 ? 1 : (double)part / whole;
}
