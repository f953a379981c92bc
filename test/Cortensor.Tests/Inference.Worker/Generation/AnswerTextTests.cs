using System.Text;
using Cortensor.Inference.Worker.Generation;

namespace Cortensor.Tests.Inference.Worker.Generation;

public sealed class AnswerTextTests
{
    [Fact]
    public void A_stop_sequence_over_many_tokens_never_leaks()
    {
        (List<(int Token, string Text)> told, AnswerText answer) = Tell(["END"], "go E", "N", "x E", "ND", " more");
        Assert.True(answer.Stopped);
        Assert.Equal("go ENx ", Join(told));
        Assert.Equal([0, 1, 2, 3], told.Select(one => one.Token));
    }

    [Fact]
    public void Text_held_back_at_the_end_comes_with_the_last_token()
    {
        (List<(int Token, string Text)> told, AnswerText answer) = Tell(["END"], "a", " EN");
        Assert.False(answer.Stopped);
        Assert.Equal([(0, "a"), (1, " EN")], told);
    }

    [Fact]
    public void A_character_over_three_tokens_comes_whole()
    {
        AnswerText answer = new([]);
        byte[] smile = Encoding.UTF8.GetBytes("🙂");
        List<(int Token, string Text)> told = [.. answer.Push(1, smile[..1])];
        Assert.Empty(told);
        told.AddRange(answer.Push(2, smile[1..3]));
        Assert.Equal([(1, "")], told);
        told.AddRange(answer.Push(3, smile[3..]));
        Assert.Equal([(1, ""), (2, ""), (3, "🙂")], told);
        Assert.Null(answer.Finish());
    }

    [Fact]
    public void Bytes_that_never_become_a_character_end_as_replacement()
    {
        AnswerText answer = new([]);
        Assert.Empty(answer.Push(1, [0xF0, 0x9F]));
        Assert.Equal((1, "\uFFFD"), answer.Finish());
        Assert.Equal([(1, "a\uFFFDb")], new AnswerText([]).Push(1, [0x61, 0xFF, 0x62]));
    }

    [Fact]
    public void A_replayed_beginning_is_not_told_again_but_still_counts()
    {
        AnswerText answer = new(["stop now"]);
        answer.Replay("please sto"u8);
        List<(int Token, string Text)> told = [.. answer.Push(5, "p no"u8), .. answer.Push(6, "thing"u8)];
        Assert.Equal([(5, ""), (6, "stop nothing")], told);
    }

    /// <summary>
    /// However a text is cut into tokens: what is told is the text up to its first stop, and never depends on tokens not yet told.
    /// </summary>
    [Fact]
    public void Any_cutting_tells_the_same_text()
    {
        Random random = new(11);
        string[] stops = ["ab", "bca", "🙂c"];
        for (int round = 0; round < 3000; round++)
        {
            string text = string.Concat(
                Enumerable
                    .Range(0, 14)
                    .Select(_ =>
                        random.Next(9) switch
                        {
                            0 => "🙂",
                            < 4 => "c",
                            < 6 => "b",
                            _ => "d",
                        }
                    )
            );
            text += round % 2 == 0 ? "ab tail" : "";
            List<byte[]> pieces = Cut(Encoding.UTF8.GetBytes(text), random);

            AnswerText answer = new(stops);
            List<(int Token, string Text)> told = [];
            for (int i = 0; i < pieces.Count && !answer.Stopped; i++)
            {
                told.AddRange(answer.Push(i, pieces[i]));
                Assert.Equal(Join(told), TextOf(pieces.Take(told.Count), stops));
            }

            if (answer.Finish() is { } last)
            {
                told.Add(last);
            }

            string whole = Join(told);
            Assert.StartsWith(whole, text, StringComparison.Ordinal);
            Assert.DoesNotContain(stops, stop => whole.Contains(stop, StringComparison.Ordinal));
            Assert.Equal(answer.Stopped, stops.Any(stop => text.Contains(stop, StringComparison.Ordinal)));
            Assert.True(answer.Stopped || whole == text);
        }
    }

    private static string TextOf(IEnumerable<byte[]> pieces, string[] stops)
    {
        Utf8Assembler characters = new();
        StopDetector detector = new(stops);
        return string.Concat(pieces.Select(piece => detector.Push(characters.Push(piece))));
    }

    private static List<byte[]> Cut(byte[] bytes, Random random)
    {
        List<byte[]> pieces = [];
        for (int start = 0; start < bytes.Length; )
        {
            int length = Math.Min(1 + random.Next(4), bytes.Length - start);
            pieces.Add(bytes[start..(start + length)]);
            start += length;
        }

        return pieces;
    }

    private static (List<(int Token, string Text)> Told, AnswerText Answer) Tell(string[] stops, params string[] pieces)
    {
        AnswerText answer = new(stops);
        List<(int Token, string Text)> told = [];
        for (int i = 0; i < pieces.Length && !answer.Stopped; i++)
        {
            told.AddRange(answer.Push(i, Encoding.UTF8.GetBytes(pieces[i])));
        }

        if (answer.Finish() is { } last)
        {
            told.Add(last);
        }

        return (told, answer);
    }

    private static string Join(List<(int Token, string Text)> told) => string.Concat(told.Select(one => one.Text));
}
