namespace Cortensor.Router.Chance;

/// <summary>Chance as a parameter (house style, point 7): blinds and challenges come from here.</summary>
public interface IEntropy
{
    /// <summary>Fills the span with bytes nobody can predict.</summary>
    void Fill(Span<byte> destination);
}
