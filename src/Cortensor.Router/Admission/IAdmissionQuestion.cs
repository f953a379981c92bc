using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission;

/// <summary>One reason to turn a request away. Cheap ones are asked first; each may rely on the ones before it.</summary>
internal interface IAdmissionQuestion
{
    /// <summary>Null lets the request on.</summary>
    ApiError? Ask(AdmissionContext context);
}
