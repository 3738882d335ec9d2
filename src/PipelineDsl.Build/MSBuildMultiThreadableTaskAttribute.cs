using System;

namespace Microsoft.Build.Framework;

/// <summary>Tells a multi-threaded MSBuild that the task can run beside others in one process.</summary>
/// <remarks>The engine matches this by full name, not by assembly; declared here, the task loads in an MSBuild that does not know it.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
