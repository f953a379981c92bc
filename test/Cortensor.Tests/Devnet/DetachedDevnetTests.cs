using Cortensor.Devnet;
using Cortensor.Node;

namespace Cortensor.Tests.Devnet;

public sealed class DetachedDevnetTests
{
    [Theory]
    [InlineData("The file is nowhere. [model_unreachable]", 5, "The file is nowhere.", "model_unreachable")]
    [InlineData("The chain refused. [SessionConfigInvalid]", 9, "The chain refused.", "SessionConfigInvalid")]
    [InlineData("It just ended.", 7, "It just ended.", "network_failed")]
    public void A_supervisors_error_keeps_its_code(string text, int exitCode, string message, string code)
    {
        CodedException error = DetachedDevnet.Retell(text, exitCode);
        Assert.Equal((exitCode, message, code), (error.Exit.Number, error.Message, error.Code));
    }
}
