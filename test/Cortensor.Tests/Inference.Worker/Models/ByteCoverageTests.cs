using Cortensor.Inference.Worker;
using Cortensor.Inference.Worker.Models;
using LLama.Native;

namespace Cortensor.Tests.Inference.Worker.Models;

public sealed class ByteCoverageTests
{
    private const LLamaVocabType SentencePiece = LLamaVocabType.SentencePiece;
    private const LLamaVocabType Bpe = LLamaVocabType.BytePairEncoding;

    [Fact]
    public void Characters_with_a_missing_byte_are_replaced()
    {
        // The printable stand-ins of GPT-2: 'Ġ' is a space, 'Ã' and '©' are themselves, 'Ċ' is a newline.
        ByteCoverage coverage = ByteCoverage.Of(Bpe, ["a", "Ġ", "Ċ", "Ã", "©"]);
        Assert.Equal("a \né\uFFFD\uFFFDa", coverage.Substitute("a \néb🙂a"));
    }

    [Fact]
    public void SentencePiece_needs_every_byte()
    {
        string[] all = [.. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>")];
        Assert.Equal("b🙂", ByteCoverage.Of(SentencePiece, all).Substitute("b🙂"));
        WorkerException refused = Assert.Throws<WorkerException>(() => ByteCoverage.Of(SentencePiece, all[1..]));
        Assert.Equal(WorkerExitCodes.ModelUnsupported, refused.ExitCode);
    }

    [Fact]
    public void Other_tokenizers_are_refused() => Assert.Throws<WorkerException>(() => ByteCoverage.Of(LLamaVocabType.WordPiece, []));
}
