namespace Cortensor.Testing.Conformance;

/// <summary>Seeded chance for generators: the same seed gives the same moves.</summary>
internal sealed class MoveDice(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int limit) => _random.Next(limit);

    public bool Percent(int percent) => _random.Next(100) < percent;

    public T Of<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public int Weighted(params ReadOnlySpan<int> weights)
    {
        int total = 0;
        foreach (int weight in weights)
        {
            total += weight;
        }

        int point = _random.Next(total);
        int index = 0;
        while (point >= weights[index])
        {
            point -= weights[index++];
        }

        return index;
    }

    /// <summary>One of the members of an enum, reserved ones included.</summary>
    public T Any<T>()
        where T : struct, Enum => Of(Enum.GetValues<T>());
}
