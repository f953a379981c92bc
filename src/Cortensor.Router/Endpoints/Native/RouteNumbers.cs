using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortensor.Router.Endpoints.Native;

/// <summary>Numbers in paths. A path that is no number is an error of its own, not a path that does not exist.</summary>
internal static class RouteNumbers
{
    /// <summary>True when the value is absent or a number.</summary>
    public static bool TryRead(HttpContext context, string name, out ulong? value)
    {
        value = null;
        if (context.GetRouteValue(name) is not string text)
        {
            return true;
        }

        bool read = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number);
        value = read ? number : null;
        return read;
    }
}
