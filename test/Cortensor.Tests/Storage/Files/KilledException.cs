namespace Cortensor.Tests.Storage.Files;

/// <summary>Stands for kill -9: no production code catches it.</summary>
internal sealed class KilledException : Exception;
