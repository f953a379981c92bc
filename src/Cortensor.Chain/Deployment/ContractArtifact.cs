using System.Text.Json;
using Cortensor.Chain.Encoding;
using Cortensor.Primitives;

namespace Cortensor.Chain.Deployment;

/// <summary>A compiled contract as Foundry writes it to <c>out/X.sol/X.json</c>.</summary>
public sealed record ContractArtifact(string Name, ContractAbi Abi, ReadOnlyMemory<byte> InitCode)
{
    /// <summary>Reads an artifact file; the contract's name is the file's.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is no artifact, holds no code (an interface, or a build that lint spoiled) or refers to libraries that are not linked.
    /// </exception>
    public static async Task<ContractArtifact> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        byte[] json = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            return Read(name, json);
        }
        catch (Exception malformed)
            when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)} is no compiled contract: {malformed.Message}", malformed);
        }
    }

    private static ContractArtifact Read(string name, byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        string? code = document.RootElement.TryGetProperty("bytecode", out JsonElement bytecode)
            ? bytecode.GetProperty("object").GetString()
            : null;
        if (code is not { Length: > 2 })
        {
            throw new InvalidDataException(
                $"{name}.json has no bytecode: it is abstract, or must be built again with 'forge build --force'."
            );
        }

        if (code.Contains("__$", StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{name}.json uses libraries that are deployed on their own, which is not supported: make their functions internal."
            );
        }

        return new ContractArtifact(name, ContractAbi.Read(document.RootElement.GetProperty("abi")), Hex.Decode(code));
    }

    /// <summary>The init code with its constructor arguments.</summary>
    public byte[] EncodeDeployment(params IReadOnlyList<object> arguments) =>
        [.. InitCode.Span, .. AbiEncoder.EncodeArguments(Abi.Constructor?.InputTuple ?? AbiType.Tuple(), arguments)];
}
