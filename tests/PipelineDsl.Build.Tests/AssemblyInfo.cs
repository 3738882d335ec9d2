// Every test starts builds, which use all processors themselves.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
