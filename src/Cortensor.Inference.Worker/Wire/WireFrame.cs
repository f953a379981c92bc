using System.Text.Json.Serialization;

namespace Cortensor.Inference.Worker.Wire;

/// <summary>One line of JSON between an engine and its worker.</summary>
internal abstract record WireFrame
{
    private protected WireFrame(string type) => Type = type;

    /// <summary>Which record this is; always the first property of the line, and read from there (<see cref="WireCodec"/>).</summary>
    [JsonPropertyOrder(-1)]
    public string Type { get; }
}
