namespace Cortensor.Chain.Sending;

/// <summary>Recognises refusals by the words of the common nodes: the standard (EIP-1474) has no codes that tell them apart.</summary>
internal static class NodeRefusals
{
    private static readonly (string Words, NodeRefusal Meaning)[] Known =
    [
        ("already known", NodeRefusal.AlreadyKnown), // geth, reth, erigon
        ("already imported", NodeRefusal.AlreadyKnown), // anvil
        ("alreadyknown", NodeRefusal.AlreadyKnown), // nethermind
        ("known transaction", NodeRefusal.AlreadyKnown), // besu
        ("nonce too low", NodeRefusal.NonceTooLow),
        ("oldnonce", NodeRefusal.NonceTooLow), // nethermind
        ("nonce is too low", NodeRefusal.NonceTooLow), // hardhat
        ("replacement transaction underpriced", NodeRefusal.ReplacementUnderpriced),
        ("replacementnotallowed", NodeRefusal.ReplacementUnderpriced), // nethermind
        ("replacement fee too low", NodeRefusal.ReplacementUnderpriced), // what ethers calls it
    ];

    public static NodeRefusal Read(string nodeMessage)
    {
        foreach ((string words, NodeRefusal meaning) in Known)
        {
            if (nodeMessage.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                return meaning;
            }
        }

        return NodeRefusal.Other;
    }
}
