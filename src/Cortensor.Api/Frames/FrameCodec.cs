using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cortensor.Api.Frames;

/// <summary>Writes and reads frames: <c>type</c> stands first, the rest are the record's members in snake_case.</summary>
public static class FrameCodec
{
    private static readonly (string Name, JsonTypeInfo Info)[] Known =
    [
        ("challenge", FrameJson.Default.ChallengeFrame),
        ("hello", FrameJson.Default.HelloFrame),
        ("hello_ack", FrameJson.Default.HelloAckFrame),
        ("task", FrameJson.Default.TaskFrame),
        ("ack", FrameJson.Default.AckFrame),
        ("decline", FrameJson.Default.DeclineFrame),
        ("token", FrameJson.Default.TokenFrame),
        ("done", FrameJson.Default.DoneFrame),
        ("precommit", FrameJson.Default.PrecommitFrame),
        ("commit", FrameJson.Default.CommitFrame),
        ("stored", FrameJson.Default.StoredFrame),
        ("cancel", FrameJson.Default.CancelFrame),
        ("credit", FrameJson.Default.CreditFrame),
        ("error", FrameJson.Default.ErrorFrame),
        ("ping", FrameJson.Default.PingFrame),
        ("pong", FrameJson.Default.PongFrame),
    ];

    private static readonly FrozenDictionary<string, JsonTypeInfo> ByName = Known.ToFrozenDictionary(
        known => known.Name,
        known => known.Info
    );
    private static readonly FrozenDictionary<Type, (string Name, JsonTypeInfo Info)> ByType = Known.ToFrozenDictionary(known =>
        known.Info.Type
    );

    /// <summary>The names of all frames, in no order; a golden test freezes them.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The frame as UTF-8 JSON.</summary>
    public static byte[] Write(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        (string name, JsonTypeInfo info) = ByType[frame.GetType()];
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(frame, info);
        byte[] head = Encoding.UTF8.GetBytes(body.Length > 2 ? $"{{\"type\":\"{name}\"," : $"{{\"type\":\"{name}\"");
        return [.. head, .. body.AsSpan(1)];
    }

    /// <summary>Reads one frame; false with a readable reason when it is malformed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Frame? frame, [NotNullWhen(false)] out string? error)
    {
        frame = null;
        error = null;
        byte[]? rented = null;
        try
        {
            if (!TrySplitFirst(utf8, ref rented, out string? name, out ReadOnlySpan<byte> members))
            {
                (name, byte[] copied) = SplitType(utf8);
                members = copied;
            }

            if (name is null || !ByName.TryGetValue(name, out JsonTypeInfo? info))
            {
                error = name is null ? "The frame has no type." : $"There is no frame type '{Shorten(name)}'.";
                return false;
            }

            frame = (Frame?)JsonSerializer.Deserialize(members, info);
            error = frame is null ? "The frame is null." : null;
            return frame is not null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // The one catch boundary: a lone surrogate makes GetString throw InvalidOperationException, a bad converter FormatException.
            error = "The frame is malformed: " + exception.Message;
            return false;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>
    /// The way of every frame that we write: the type stands first, so the rest is an object but for its brace. Whatever looks otherwise is
    /// left alone.
    /// </summary>
    private static bool TrySplitFirst(ReadOnlySpan<byte> utf8, ref byte[]? rented, out string? name, out ReadOnlySpan<byte> members)
    {
        name = null;
        members = default;
        Utf8JsonReader reader = new(utf8);
        if (
            !reader.Read()
            || reader.TokenType != JsonTokenType.StartObject
            || !reader.Read()
            || !reader.ValueTextEquals("type"u8)
            || !reader.Read()
            || reader.TokenType != JsonTokenType.String
        )
        {
            return false;
        }

        ReadOnlySpan<byte> rest = utf8[(int)reader.BytesConsumed..];
        if (rest.Length < 2 || rest[0] != (byte)',' || rest[1] != (byte)'"')
        {
            return false;
        }

        name = reader.GetString();
        rented = ArrayPool<byte>.Shared.Rent(rest.Length);
        rented[0] = (byte)'{';
        rest[1..].CopyTo(rented.AsSpan(1));
        members = rented.AsSpan(0, rest.Length);
        return true;
    }

    private static (string? Name, byte[] Members) SplitType(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = new(utf8);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("A frame is a JSON object.");
        }

        string? name = null;
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!property.NameEquals("type"u8))
                {
                    property.WriteTo(writer);
                }
                else if (name is null)
                {
                    name = property.Value.GetString() ?? throw new JsonException("The type is null.");
                }
                else
                {
                    throw new JsonException("The type stands twice.");
                }
            }

            writer.WriteEndObject();
        }

        return (name, buffer.WrittenSpan.ToArray());
    }

    private static string Shorten(string name) => name.Length <= 32 ? name : name[..32] + "…";
}
