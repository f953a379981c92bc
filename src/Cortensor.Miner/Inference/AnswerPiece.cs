namespace Cortensor.Miner.Inference;

/// <summary>One token of an answer.</summary>
/// <param name="Token">Its id.</param>
/// <param name="Text">Text that became certain with it, may be empty.</param>
internal readonly record struct AnswerPiece(int Token, string Text);
