namespace Cortensor.Protocol.Storage;

/// <summary>Stable codes for bytes or values that are no canonical object.</summary>
public static class CanonicalJsonCodes
{
    /// <summary>More than <see cref="CanonicalJson.MaxBytes"/>.</summary>
    public const string TooLarge = "object_too_large";

    /// <summary>Arrays and objects nested deeper than <see cref="CanonicalJson.MaxDepth"/>.</summary>
    public const string TooDeep = "object_too_deep";

    /// <summary>The bytes are no JSON text in UTF-8.</summary>
    public const string NotJson = "object_not_json";

    /// <summary>JSON, but not the one text that RFC 8785 allows for it.</summary>
    public const string NotCanonical = "object_not_canonical";

    /// <summary>A number with a fraction, an exponent or a size that doubles do not hold exactly; it travels as a string.</summary>
    public const string NotAnInteger = "object_number_not_integer";

    /// <summary>A string holds half of a surrogate pair, which UTF-8 cannot express.</summary>
    public const string LoneSurrogate = "object_lone_surrogate";

    /// <summary>An object names a field twice.</summary>
    public const string DuplicateKey = "object_duplicate_key";

    /// <summary>A field that must be there is missing.</summary>
    public const string MissingField = "object_field_missing";

    /// <summary>A field that this version does not know.</summary>
    public const string UnknownField = "object_field_unknown";

    /// <summary>A field of the wrong type or with a value outside its rule.</summary>
    public const string InvalidField = "object_field_invalid";

    /// <summary>The object's <c>v</c> is not one this node reads.</summary>
    public const string UnknownVersion = "object_version_unknown";
}
