using System.Runtime.InteropServices;
using System.Text;
using Cortensor.Inference.Worker.Native;

namespace Cortensor.Inference.Worker.Models;

/// <summary>The tokenizer of a loaded model. Safe to use from several threads: the library only reads it.</summary>
internal sealed unsafe class Vocabulary
{
    private const int PieceBytes = 512;

    private readonly nint _handle;
    private readonly ByteCoverage _coverage;

    /// <exception cref="WorkerException">The vocabulary could end the process on an unknown character.</exception>
    internal Vocabulary(nint handle)
    {
        _handle = handle;
        Size = LlamaApi.llama_vocab_n_tokens(handle);
        string[] texts = [.. Enumerable.Range(0, Size).Select(TokenText)];
        LongestPiece = texts.Max(text => text.Length);
        _coverage = ByteCoverage.Of(LlamaApi.llama_vocab_type(handle), texts);
        int bos = LlamaApi.llama_vocab_bos(handle);
        BeginOfText = LlamaApi.llama_vocab_get_add_bos(handle) != 0 && bos >= 0 ? bos : null;
    }

    internal int Size { get; }

    /// <summary>No token stands for more UTF-16 units than this.</summary>
    internal int LongestPiece { get; }

    /// <summary>The token that the model wants in front of everything, null when it wants none.</summary>
    internal int? BeginOfText { get; }

    internal bool EndsAnswer(int token) => LlamaApi.llama_vocab_is_eog(_handle, token) != 0;

    /// <summary>Tokens of a text. Control tokens spelled out in it are recognized only when <paramref name="isTemplate"/>: a user's text must not steer the template.</summary>
    internal int[] Tokenize(string text, bool isTemplate)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_coverage.Substitute(text));
        if (bytes.Length == 0)
        {
            return [];
        }

        int[] tokens = new int[bytes.Length + 8];
        byte special = isTemplate ? (byte)1 : (byte)0;
        fixed (byte* input = bytes)
        fixed (int* output = tokens)
        {
            int count = LlamaApi.llama_tokenize(_handle, input, bytes.Length, output, tokens.Length, 0, special);
            return count >= 0 ? tokens[..count] : throw new InvalidOperationException($"The tokenizer wanted {-(long)count} tokens for {bytes.Length} bytes.");
        }
    }

    /// <summary>The bytes a token stands for; none for control tokens, which are never shown.</summary>
    internal byte[] Piece(int token)
    {
        byte* buffer = stackalloc byte[PieceBytes];
        int length = LlamaApi.llama_token_to_piece(_handle, token, buffer, PieceBytes, 0, 0);
        if (length >= 0)
        {
            return new Span<byte>(buffer, length).ToArray();
        }

        byte[] large = new byte[-length];
        fixed (byte* output = large)
        {
            length = LlamaApi.llama_token_to_piece(_handle, token, output, large.Length, 0, 0);
            return length == large.Length ? large : throw new InvalidOperationException($"Token {token} has no text.");
        }
    }

    private string TokenText(int token) => Marshal.PtrToStringUTF8((nint)LlamaApi.llama_vocab_get_text(_handle, token)) ?? string.Empty;
}
