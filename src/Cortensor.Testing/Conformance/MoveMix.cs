namespace Cortensor.Testing.Conformance;

/// <summary>How often each kind of move is drawn; weights, not percentages.</summary>
/// <param name="Tasks">Moves of tasks that fit their state.</param>
/// <param name="Chaos">Moves of tasks that mostly do not.</param>
/// <param name="Sessions">Moves of sessions, money and the pool.</param>
public sealed record MoveMix(int Tasks, int Chaos, int Sessions)
{
    /// <summary>For the session queue.</summary>
    public static MoveMix Queue { get; } = new(75, 20, 5);

    /// <summary>For sessions, money and the pool.</summary>
    public static MoveMix Money { get; } = new(25, 5, 70);
}
