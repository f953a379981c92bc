namespace Cortensor.Chain.Deployment;

/// <summary>The public development keys were asked for somewhere they would lose money.</summary>
public sealed class DevKeysRefusedException(string reason) : Exception($"The public development keys are refused: {reason}.");
