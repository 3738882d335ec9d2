using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Runtime.Loader;

namespace PipelineDsl.Runner.Packages;

/// <summary>
/// Chooses among the images of a published folder: the library and the project's assemblies lie there twice, compiled for processors with AVX-512 and for those with AVX2. What the processor
/// lacks in either is compiled when it is called, so that the choice decides how long a process takes to start, and no outcome.
/// </summary>
internal static class InstructionSets
{
    private const string Avx2Folder = "x86-64-v3";
    private const string Avx512Folder = "x86-64-v4";

    /// <summary>The folder of the images; the program's own in other folders than those of the target PublishDataPipelines, if it was told to compile for one set, and of a native program.</summary>
    public static string Folder { get; } = Find();

    /// <summary>
    /// Loads the library and its hashes from the folder, so that they are there when they are looked for. Before anything of them is used: their types stand in the signatures of most methods. The
    /// project's assemblies come when its pipeline is looked for (<see cref="Commands.PipelineAssembly"/>).
    /// </summary>
    [ModuleInitializer]
    internal static void Use()
    {
        // A native program has no images. The second time this assembly is loaded (PackageContext) it shares the library of the first.
        if (RuntimeFeature.IsDynamicCodeSupported && Folder != AppContext.BaseDirectory && AssemblyLoadContext.GetLoadContext(typeof(InstructionSets).Assembly) == AssemblyLoadContext.Default)
        {
            AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Folder, "PipelineDsl.dll"));
            AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Folder, "System.IO.Hashing.dll"));
        }
    }

    private static string Find()
    {
        string program = AppContext.BaseDirectory;
        string avx512 = Path.Combine(program, Avx512Folder);
        return !RuntimeFeature.IsDynamicCodeSupported || !Directory.Exists(avx512) ? program : HasAvx512 ? avx512 : Path.Combine(program, Avx2Folder);
    }

    /// <summary>Whether the processor has what <c>x86-64-v4</c> stands for, and vectors of 512 bits are worth using on it.</summary>
    private static bool HasAvx512 => Vector512.IsHardwareAccelerated && Avx512BW.VL.IsSupported && Avx512CD.VL.IsSupported && Avx512DQ.VL.IsSupported;
}
