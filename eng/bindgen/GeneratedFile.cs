namespace Cortensor.Bindgen;

/// <summary>A source file: <c>Contract.g.cs</c> and its text.</summary>
internal sealed record GeneratedFile(string Name, string Text);
