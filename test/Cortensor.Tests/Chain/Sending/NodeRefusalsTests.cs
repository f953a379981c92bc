using Cortensor.Chain.Sending;

namespace Cortensor.Tests.Chain.Sending;

public sealed class NodeRefusalsTests
{
    [Theory]
    [InlineData("already known", "AlreadyKnown")]
    [InlineData("transaction already imported", "AlreadyKnown")]
    [InlineData("AlreadyKnown", "AlreadyKnown")]
    [InlineData("Known transaction", "AlreadyKnown")]
    [InlineData("nonce too low: next nonce 5, tx nonce 4", "NonceTooLow")]
    [InlineData("OldNonce", "NonceTooLow")]
    [InlineData("replacement transaction underpriced", "ReplacementUnderpriced")]
    [InlineData("insufficient funds for gas * price + value", "Other")]
    [InlineData("max fee per gas less than block base fee", "Other")]
    public void The_words_of_the_common_nodes_are_understood(string words, string meaning) =>
        Assert.Equal(meaning, NodeRefusals.Read(words).ToString());
}
