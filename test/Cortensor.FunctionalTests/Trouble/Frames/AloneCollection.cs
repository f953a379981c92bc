namespace Cortensor.FunctionalTests.Trouble.Frames;

/// <summary>Tests that look at the memory of the whole process run while nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
