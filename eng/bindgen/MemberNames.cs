namespace Cortensor.Bindgen;

/// <summary>The names used so far inside one contract's class.</summary>
internal sealed class MemberNames(string contract)
{
    private readonly HashSet<string> _used = [contract, "AbiHash"];

    /// <summary>Takes a name; two things of one name in a contract are refused rather than renamed silently.</summary>
    public string Claim(string name) =>
        _used.Add(name) ? name : throw new InvalidDataException($"{contract} would have two members {name}: rename one in the contract.");

    /// <summary>Takes <c>StemCall</c> for a function. Overloads are numbered from 2 in order of their signatures.</summary>
    public string ClaimCall(string stem)
    {
        string numbered = stem;
        for (int number = 2; !_used.Add(numbered + "Call"); number++)
        {
            numbered = stem + number;
        }

        return numbered;
    }
}
