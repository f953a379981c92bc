using Cortensor.Storage.Blocks;
using Cortensor.Storage.Car;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Cortensor.Storage.Gateway;

/// <summary>
/// Answers <c>GET|HEAD /ipfs/{cid}</c>. The questions, cheap ones first: is it a CID, a form we serve, a caller that may, a block we have.
/// </summary>
internal sealed class GatewayHandler(IBlockStore blocks, IGatewayAccess access, ILogger logger)
{
    private const string Immutable = "max-age=29030400, immutable";
    private const string CarContentType = GatewayNegotiation.CarType + "; version=1; order=dfs; dups=n";

    public async Task HandleAsync(HttpContext context, string text)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.Vary = "Accept, Authorization";
        if (!Cid.TryParse(text, null, out Cid cid))
        {
            await GatewayError.WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                GatewayCodes.InvalidCid,
                "The path needs a version 1, base32, sha2-256 CID of a raw or dag-pb block."
            );
        }
        else if (GatewayNegotiation.Choose(context.Request) is not { } format)
        {
            await GatewayError.WriteAsync(
                context,
                StatusCodes.Status406NotAcceptable,
                GatewayCodes.NotAcceptable,
                $"Ask for {GatewayNegotiation.RawType} or {GatewayNegotiation.CarType}, by Accept or by ?format=raw|car."
            );
        }
        else if (await access.MayReadAsync(context, cid, context.RequestAborted) is var read && read == GatewayRead.Denied)
        {
            await GatewayError.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                GatewayCodes.Denied,
                "This block belongs to a session that the caller may not read."
            );
        }
        else
        {
            await ServeGuardedAsync(context, cid, format, read);
        }
    }

    private async Task ServeGuardedAsync(HttpContext context, Cid cid, GatewayFormat format, GatewayRead read)
    {
        try
        {
            await ServeAsync(context, cid, format, read);
        }
        catch (Exception e) when (e is InvalidDataException or IOException && !context.RequestAborted.IsCancellationRequested)
        {
            Log.GatewayFailed(logger, cid.ToString(), e);
            if (context.Response.HasStarted)
            {
                // The status is gone already: only a broken connection tells the reader that the archive is incomplete.
                context.Abort();
                return;
            }

            ClearContentHeaders(context.Response);
            string code = e is InvalidDataException ? GatewayCodes.Corrupt : GatewayCodes.StorageFailed;
            await GatewayError.WriteAsync(
                context,
                StatusCodes.Status500InternalServerError,
                code,
                "The block could not be read from this node's disk."
            );
        }
    }

    private async Task ServeAsync(HttpContext context, Cid cid, GatewayFormat format, GatewayRead read)
    {
        ReadOnlyMemory<byte>? block = await blocks.GetAsync(cid, context.RequestAborted);
        if (block is not { } bytes)
        {
            await GatewayError.WriteAsync(context, StatusCodes.Status404NotFound, GatewayCodes.NotFound, "The block is not on this node.");
            return;
        }

        SetHeaders(context.Response, cid, format, read);
        if (IsFresh(context))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            ClearContentHeaders(context.Response);
            return;
        }

        bool head = HttpMethods.IsHead(context.Request.Method);
        if (format == GatewayFormat.Raw)
        {
            context.Response.ContentLength = bytes.Length;
        }

        if (head)
        {
            return;
        }

        switch (format)
        {
            case GatewayFormat.Raw:
                await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
                break;
            case GatewayFormat.CarOfOneBlock:
                CarWriter writer = await CarWriter.StartAsync(context.Response.Body, [cid], context.RequestAborted);
                await writer.WriteAsync(new CarBlock(cid, bytes), context.RequestAborted);
                break;
            default:
                await CarArchive.ExportAsync(cid, blocks, context.Response.Body, context.RequestAborted);
                break;
        }
    }

    private static void SetHeaders(HttpResponse response, Cid cid, GatewayFormat format, GatewayRead read)
    {
        string extension = format == GatewayFormat.Raw ? "bin" : "car";
        response.ContentType = format == GatewayFormat.Raw ? GatewayNegotiation.RawType : CarContentType;
        response.Headers.ETag = $"\"{cid}.{format.ToString().ToLowerInvariant()}\"";
        response.Headers.CacheControl = (read == GatewayRead.Public ? "public, " : "private, ") + Immutable;
        response.Headers.ContentDisposition = $"attachment; filename=\"{cid}.{extension}\"";
        response.Headers["X-Ipfs-Path"] = $"/ipfs/{cid}";
        response.Headers["X-Ipfs-Roots"] = cid.ToString();
    }

    private static void ClearContentHeaders(HttpResponse response)
    {
        response.ContentType = null;
        response.ContentLength = null;
        response.Headers.ContentDisposition = default;
        if (response.StatusCode != StatusCodes.Status304NotModified)
        {
            response.Headers.ETag = default;
        }
    }

    private static bool IsFresh(HttpContext context)
    {
        RequestHeaders headers = context.Request.GetTypedHeaders();
        EntityTagHeaderValue tag = EntityTagHeaderValue.Parse(context.Response.Headers.ETag.ToString());
        return headers.IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false) || t.Equals(EntityTagHeaderValue.Any));
    }
}
