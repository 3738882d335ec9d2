namespace PipelineDsl.Engine;

/// <summary>One thing that an action's outcome depends on.</summary>
/// <param name="Name">What it is, for people: <c>code Sample.HouseRules</c>, <c>resource lists/bad.txt</c>. Names are unique within an action.</param>
/// <param name="Hash">A hash of it: another value, perhaps another outcome.</param>
internal readonly record struct KeyPart(string Name, Hash128 Hash);
