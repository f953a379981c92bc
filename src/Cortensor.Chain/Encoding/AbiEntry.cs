namespace Cortensor.Chain.Encoding;

/// <summary>A function, event, error or constructor in an ABI file.</summary>
/// <param name="Kind"><c>function</c>, <c>event</c>, <c>error</c> or <c>constructor</c>.</param>
/// <param name="Name">Its name; empty for a constructor.</param>
/// <param name="Mutability"><c>pure</c>, <c>view</c>, <c>nonpayable</c> or <c>payable</c>; empty for events and errors.</param>
/// <param name="Inputs">Parameters.</param>
/// <param name="Outputs">Return values.</param>
public sealed record AbiEntry(
    string Kind,
    string Name,
    string Mutability,
    IReadOnlyList<AbiParameter> Inputs,
    IReadOnlyList<AbiParameter> Outputs
)
{
    /// <summary>The types of the inputs.</summary>
    public AbiType InputTuple { get; } = AbiType.Tuple([.. Inputs.Select(input => input.Type)]);

    /// <summary>The types of the outputs.</summary>
    public AbiType OutputTuple { get; } = AbiType.Tuple([.. Outputs.Select(output => output.Type)]);

    /// <summary>Name and types: what selectors and topics are hashes of.</summary>
    public string Signature => Name + InputTuple.Text;

    /// <summary>Everything a caller depends on, in one line.</summary>
    public string Fingerprint =>
        $"{Kind} {Name}({string.Join(',', Inputs.Select(input => input.Type.Text + (input.Indexed ? " indexed" : string.Empty)))}) {Mutability} {OutputTuple.Text}";
}
