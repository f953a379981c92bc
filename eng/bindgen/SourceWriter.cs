using System.Text;

namespace Cortensor.Bindgen;

/// <summary>Indented lines with <c>\n</c> ends on every platform.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string text = "") =>
        _ = text.Length == 0 ? _text.Append('\n') : _text.Append(' ', _depth * 4).Append(text).Append('\n');

    /// <summary>A header, an opened brace, and the closing one when the result is disposed.</summary>
    public IDisposable Block(string header)
    {
        Line(header);
        Line("{");
        _depth++;
        return new Closer(this);
    }

    public override string ToString() => _text.ToString();

    private sealed class Closer(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
