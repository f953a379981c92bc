using System.Runtime.InteropServices;
using System.Text;
using Cortensor.Inference.Worker.Native;
using LLama.Native;

namespace Cortensor.Inference.Worker.Models;

/// <summary>The tokenizer of a loaded model. Safe to use from several threads: the library only reads it.</summary>
internal sealed class Vocabulary
{
    private const int PieceBytes = 512;

    private readonly SafeLlamaModelHandle _model;
    private readonly ByteCoverage _coverage;

    /// <exception cref="WorkerException">The vocabulary could end the process on an unknown character.</exception>
    internal Vocabulary(SafeLlamaModelHandle model)
    {
        _model = model;
        Size = model.Vocab.Count;
        nint vocabulary = LlamaApi.llama_model_get_vocab(model.DangerousGetHandle());
        string[] texts = [.. Enumerable.Range(0, Size).Select(token => TokenText(vocabulary, token))];
        LongestPiece = texts.Max(text => text.Length);
        _coverage = ByteCoverage.Of(model.Vocab.Type, texts);
        BeginOfText = model.Vocab.ShouldAddBOS && model.Vocab.BOS is { } bos ? (int)bos : null;
    }

    internal int Size { get; }

    /// <summary>No token stands for more UTF-16 units than this.</summary>
    internal int LongestPiece { get; }

    /// <summary>The token that the model wants in front of everything, null when it wants none.</summary>
    internal int? BeginOfText { get; }

    internal bool EndsAnswer(int token) => ((LLamaToken)token).IsEndOfGeneration(_model);

    /// <summary>
    /// Tokens of a text. Control tokens spelled out in it are recognized only when <paramref name="isTemplate"/>: a user's text must not
    /// steer the template.
    /// </summary>
    internal int[] Tokenize(string text, bool isTemplate) =>
        [.. _model.Tokenize(_coverage.Substitute(text), addBos: false, special: isTemplate, Encoding.UTF8).Select(token => (int)token)];

    /// <summary>The bytes a token stands for; none for control tokens, which are never shown.</summary>
    internal byte[] Piece(int token)
    {
        Span<byte> buffer = stackalloc byte[PieceBytes];
        int length = (int)_model.TokenToSpan(token, buffer);
        if (length <= PieceBytes)
        {
            return buffer[..length].ToArray();
        }

        byte[] large = new byte[length];
        return _model.TokenToSpan(token, large) == large.Length
            ? large
            : throw new InvalidOperationException($"Token {token} has no text.");
    }

    private static unsafe string TokenText(nint vocabulary, int token) =>
        Marshal.PtrToStringUTF8((nint)LlamaApi.llama_vocab_get_text(vocabulary, token)) ?? string.Empty;
}
