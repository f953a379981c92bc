namespace Cortensor.Protocol.Inference;

/// <summary>A field of a request that is out of its range.</summary>
/// <param name="Field">Its name in requests, such as <c>top_p</c>.</param>
/// <param name="Message">What its range is, as a sentence for people.</param>
public sealed record FieldFault(string Field, string Message);
