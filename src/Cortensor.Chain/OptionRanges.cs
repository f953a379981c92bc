using System.ComponentModel.DataAnnotations;

namespace Cortensor.Chain;

/// <summary>Holds options to the ranges their attributes state, for whoever makes them by hand: every fault is told at once.</summary>
internal static class OptionRanges
{
    /// <summary>The same options.</summary>
    /// <exception cref="ArgumentException">Some are out of range.</exception>
    public static TOptions Require<TOptions>(TOptions options)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ValidationResult> faults = [];
        return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
            ? options
            : throw new ArgumentException(
                $"{typeof(TOptions).Name}: {string.Join(' ', faults.Select(fault => fault.ErrorMessage))}",
                nameof(options)
            );
    }
}
