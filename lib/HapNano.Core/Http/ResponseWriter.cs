// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Http;

/// <summary>Writes the head of a response, from the status line to the empty line (RFC 9112 §4).</summary>
/// <remarks>No Date and no Connection field: HAP needs neither, and the accessory has no wall clock. Allocates nothing.</remarks>
internal static class ResponseWriter
{
    private static readonly byte[] s_ok = Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\n");
    private static readonly byte[] s_noContent = Encoding.UTF8.GetBytes("HTTP/1.1 204 No Content\r\n\r\n");
    private static readonly byte[] s_multiStatus = Encoding.UTF8.GetBytes("HTTP/1.1 207 Multi-Status\r\n");
    private static readonly byte[] s_badRequest = Encoding.UTF8.GetBytes("HTTP/1.1 400 Bad Request\r\n");
    private static readonly byte[] s_notFound = Encoding.UTF8.GetBytes("HTTP/1.1 404 Not Found\r\n");
    private static readonly byte[] s_methodNotAllowed = Encoding.UTF8.GetBytes("HTTP/1.1 405 Method Not Allowed\r\n");
    private static readonly byte[] s_unprocessableEntity = Encoding.UTF8.GetBytes("HTTP/1.1 422 Unprocessable Entity\r\n");
    private static readonly byte[] s_tooManyRequests = Encoding.UTF8.GetBytes("HTTP/1.1 429 Too Many Requests\r\n");
    private static readonly byte[] s_authorizationRequired = Encoding.UTF8.GetBytes("HTTP/1.1 470 Connection Authorization Required\r\n");
    private static readonly byte[] s_internalServerError = Encoding.UTF8.GetBytes("HTTP/1.1 500 Internal Server Error\r\n");
    private static readonly byte[] s_serviceUnavailable = Encoding.UTF8.GetBytes("HTTP/1.1 503 Service Unavailable\r\n");
    private static readonly byte[] s_json = Encoding.UTF8.GetBytes("Content-Type: application/hap+json\r\nContent-Length: ");
    private static readonly byte[] s_tlv8 = Encoding.UTF8.GetBytes("Content-Type: application/pairing+tlv8\r\nContent-Length: ");
    private static readonly byte[] s_length = Encoding.UTF8.GetBytes("Content-Length: ");
    private static readonly byte[] s_headEnd = Encoding.UTF8.GetBytes("\r\n\r\n");

    /// <summary>Puts the head of a response.</summary>
    /// <param name="text">Receives the head, at most 118 bytes.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="status">Any value of <see cref="HttpStatus"/>.</param>
    /// <param name="content">Type of the body; None when there is none.</param>
    /// <param name="contentLength">Bytes of body that follow, 0 or more. Not written with 204, which never has a body (RFC 9110 §8.6).</param>
    /// <returns>First index behind it.</returns>
    internal static int PutHead(byte[] text, int at, HttpStatus status, HttpContent content, int contentLength)
    {
        at = TextPiece.Put(text, at, StatusText(status));
        return status == HttpStatus.NoContent ? at : PutFields(text, at, content, contentLength);
    }

    /// <summary>Puts Content-Type, Content-Length and the empty line.</summary>
    internal static int PutFields(byte[] text, int at, HttpContent content, int contentLength)
    {
        at = TextPiece.Put(text, at, content == HttpContent.Json ? s_json : content == HttpContent.Tlv8 ? s_tlv8 : s_length);
        at = TextPiece.PutUnsigned(text, at, (ulong)contentLength);
        return TextPiece.Put(text, at, s_headEnd);
    }

    private static byte[] StatusText(HttpStatus status)
    {
        switch (status)
        {
            case HttpStatus.Ok: return s_ok;
            case HttpStatus.NoContent: return s_noContent;
            case HttpStatus.MultiStatus: return s_multiStatus;
            case HttpStatus.BadRequest: return s_badRequest;
            case HttpStatus.NotFound: return s_notFound;
            case HttpStatus.MethodNotAllowed: return s_methodNotAllowed;
            case HttpStatus.UnprocessableEntity: return s_unprocessableEntity;
            case HttpStatus.TooManyRequests: return s_tooManyRequests;
            case HttpStatus.AuthorizationRequired: return s_authorizationRequired;
            case HttpStatus.ServiceUnavailable: return s_serviceUnavailable;
            default: return s_internalServerError;
        }
    }
}
