namespace Cortensor.Inference.Worker.Wire;

/// <summary>A frame that belongs to one command.</summary>
internal interface IReplyFrame
{
    /// <summary>The command's number.</summary>
    long Id { get; }
}
