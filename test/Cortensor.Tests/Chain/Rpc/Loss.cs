namespace Cortensor.Tests.Chain.Rpc;

internal enum Loss
{
    None,
    Request,
    Answer,
}
