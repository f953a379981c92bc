using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Cortensor.Protocol.Inference;
using LLama.Native;

namespace Cortensor.Inference.Worker.Models;

/// <summary>The chat template of a model file, rendered by llama.cpp's own list of known templates.</summary>
/// <remarks>
/// What people wrote is never put through the template: each message goes in as a marker and comes out as the place where its text belongs.
/// So the template's control tokens and a user's text stay apart until they are tokens.
/// </remarks>
internal sealed partial class ChatTemplate
{
    private readonly byte[] _source;

    private ChatTemplate(byte[] source, string? defaultSystemPrompt)
    {
        _source = source;
        DefaultSystemPrompt = defaultSystemPrompt;
    }

    /// <summary>
    /// What the template says as the system when the conversation does not, as ChatML templates write it; llama.cpp leaves it out.
    /// </summary>
    internal string? DefaultSystemPrompt { get; }

    /// <summary>The template of a model; null when it has none or one that llama.cpp does not know.</summary>
    internal static ChatTemplate? Parse(string? source)
    {
        if (string.IsNullOrEmpty(source))
        {
            return null;
        }

        Match match = DefaultSystem().Match(source);
        string? system = match.Success ? match.Groups["text"].Value.Replace("\\n", "\n", StringComparison.Ordinal) : null;
        ChatTemplate template = new(Encoding.UTF8.GetBytes(source + "\0"), system);
        return template.TryApply([("user", "x")], out _) ? template : null;
    }

    /// <summary>The conversation as template parts and message texts, in order, ready to be answered by the assistant.</summary>
    internal IReadOnlyList<PromptPart> Render(IReadOnlyList<ChatMessage> messages)
    {
        if (DefaultSystemPrompt is { } system && messages[0].Role != "system")
        {
            messages = [new ChatMessage("system", system), .. messages];
        }

        if (!TryApply([.. messages.Select((message, index) => (message.Role, Marker(index)))], out string rendered))
        {
            throw new InferenceRefusedException(
                InferenceRefusalCodes.InvalidArgument,
                "The model's chat template does not accept this conversation."
            );
        }

        List<PromptPart> parts = [];
        int position = 0;
        foreach (Match match in Markers().Matches(rendered))
        {
            parts.Add(new PromptPart(rendered[position..match.Index], IsTemplate: true));
            parts.Add(
                new PromptPart(
                    messages[int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture)].Content,
                    IsTemplate: false
                )
            );
            position = match.Index + match.Length;
        }

        parts.Add(new PromptPart(rendered[position..], IsTemplate: true));
        return [.. parts.Where(part => part.Text.Length > 0)];
    }

    private static string Marker(int index) => string.Create(CultureInfo.InvariantCulture, $"\u0001message {index}\u0001");

    [GeneratedRegex("\u0001message (?<index>[0-9]+)\u0001", RegexOptions.CultureInvariant)]
    private static partial Regex Markers();

    [GeneratedRegex(
        @"messages\[0\]\[['""]role['""]\]\s*!=\s*['""]system['""]\s*-?%}\s*{{-?\s*'<\|im_start\|>system(?:\n|\\n)(?<text>[^'{}<]*)<\|im_end\|>",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DefaultSystem();

    private unsafe bool TryApply(IReadOnlyList<(string Role, string Content)> messages, out string rendered)
    {
        nint[] strings = new nint[messages.Count * 2];
        try
        {
            LLamaChatMessage[] chat = new LLamaChatMessage[messages.Count];
            for (int i = 0; i < messages.Count; i++)
            {
                chat[i].role = (byte*)(strings[2 * i] = Marshal.StringToCoTaskMemUTF8(messages[i].Role));
                chat[i].content = (byte*)(strings[(2 * i) + 1] = Marshal.StringToCoTaskMemUTF8(messages[i].Content));
            }

            byte[] buffer = new byte[1024 + (messages.Count * 256)];
            for (int attempt = 0; attempt < 2; attempt++)
            {
                fixed (byte* source = _source)
                fixed (LLamaChatMessage* input = chat)
                fixed (byte* output = buffer)
                {
                    int length = NativeApi.llama_chat_apply_template(source, input, (nuint)chat.Length, true, output, buffer.Length);
                    if (length >= 0 && length <= buffer.Length)
                    {
                        rendered = Encoding.UTF8.GetString(buffer, 0, length);
                        return true;
                    }

                    if (length < 0)
                    {
                        break;
                    }

                    buffer = new byte[length];
                }
            }

            rendered = string.Empty;
            return false;
        }
        finally
        {
            Array.ForEach(strings, Marshal.FreeCoTaskMem);
        }
    }
}
