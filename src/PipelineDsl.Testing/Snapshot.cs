using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace PipelineDsl.Testing;

/// <summary>Compares what a test received with the <c>*.verified.*</c> files beside it.</summary>
/// <remarks>
/// <para>
/// The files are those that Verify.Xunit and Verify.SourceGenerators read and write, so that a project can change the engine and no snapshot. A file is named after
/// the test's file and method: <c>Class.Method.verified.txt</c>, or <c>Class.Method#Hint.verified.cs</c> for each generated file.
/// </para>
/// <para>
/// A test without a verified file fails. What it received lies beside it as <c>*.received.*</c>; running the tests with the environment variable
/// <c>SNAPSHOT_ACCEPT=1</c> makes that the verified file.
/// </para>
/// </remarks>
public static class Snapshot
{
#if VERIFY
#pragma warning disable CA2255 // Verify wants to be set up before the first test; only tests load this assembly
    [ModuleInitializer]
    internal static void Initialize()
    {
        DiffEngine.DiffRunner.Disabled = true;
        VerifyTests.VerifySourceGenerators.Initialize();
    }
#pragma warning restore CA2255

#endif
    /// <summary>Compares the files that a driver's generators wrote.</summary>
    /// <param name="driver">The driver, after its run.</param>
    /// <param name="testFile">The test's file; the compiler fills it in.</param>
    /// <param name="method">The test's method; the compiler fills it in.</param>
    /// <exception cref="SnapshotException">A file differs, is new or is no longer generated, or a generator failed or reported something.</exception>
    public static Task Match(GeneratorDriver driver, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(driver);
#if VERIFY
        return VerifyXunit.Verifier.Verify(driver, sourceFile: testFile);
#else
        SnapshotFiles files = new(testFile, method, "#*.verified.cs");
        foreach (GeneratedSourceResult source in GeneratedFiles.Of(driver))
        {
            files.AddGenerated(source.HintName, source.SourceText.ToString());
        }

        files.Compare();
        return Task.CompletedTask;
#endif
    }

    /// <summary>Compares a text, such as the plan of a pipeline: <c>WebCorpus.Definition.Plan</c>.</summary>
    /// <param name="text">The text; line ends are read as LF.</param>
    /// <param name="testFile">The test's file; the compiler fills it in.</param>
    /// <param name="method">The test's method; the compiler fills it in.</param>
    /// <exception cref="SnapshotException">The text differs from the verified one, or there is none.</exception>
    public static Task Match(string text, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(text);
#if VERIFY
        return VerifyXunit.Verifier.Verify(text, sourceFile: testFile);
#else
        SnapshotFiles files = new(testFile, method, ".verified.txt");
        files.AddText(text);
        files.Compare();
        return Task.CompletedTask;
#endif
    }

    /// <summary>Compares the verdicts on some documents.</summary>
    /// <param name="verdicts">The documents with their verdicts.</param>
    /// <param name="testFile">The test's file; the compiler fills it in.</param>
    /// <param name="method">The test's method; the compiler fills it in.</param>
    /// <exception cref="SnapshotException">A verdict differs from the verified one, or there is none.</exception>
    public static Task Match(VerdictTable verdicts, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        return Match(verdicts.ToString(), testFile, method);
    }
}
