using System.Text.Json;
using Cortensor.Chain.Encoding;

namespace Cortensor.Chain.Deployment;

/// <summary>A call to make when all contracts stand.</summary>
/// <param name="Contract">Name of the contract.</param>
/// <param name="Function">Signature of the function.</param>
/// <param name="Args">Arguments; see <see cref="PlanArguments"/>.</param>
internal sealed record PlannedCall(string Contract, string Function, IReadOnlyList<JsonElement> Args)
{
    public byte[] Encode(PlanArguments arguments)
    {
        int bracket = Function.IndexOf('(', StringComparison.Ordinal);
        if (bracket < 1)
        {
            throw new InvalidDataException($"The plan's '{Function}' is no function signature.");
        }

        AbiType inputs = AbiType.Parse(Function[bracket..]);
        return AbiEncoder.EncodeCall(Selector.Of(Function), inputs, arguments.Resolve(Function, inputs, Args));
    }
}
