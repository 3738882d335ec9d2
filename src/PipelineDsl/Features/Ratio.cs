namespace PipelineDsl;

/// <summary>The one division of the features.</summary>
internal static class Ratio
{
    /// <summary><paramref name="part"/> / <paramref name="whole"/>; 0 where there is no whole.</summary>
    public static double Of(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
