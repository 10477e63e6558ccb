// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Http;

namespace HapNano.Tests.Http;

[TestClass]
public class ResponseWriterTests
{
    [TestMethod]
    [DataRow(200, 1, 53, "HTTP/1.1 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: 53\r\n\r\n")]
    [DataRow(200, 2, 409, "HTTP/1.1 200 OK\r\nContent-Type: application/pairing+tlv8\r\nContent-Length: 409\r\n\r\n")]
    [DataRow(204, 0, 0, "HTTP/1.1 204 No Content\r\n\r\n")]
    [DataRow(207, 1, 1000, "HTTP/1.1 207 Multi-Status\r\nContent-Type: application/hap+json\r\nContent-Length: 1000\r\n\r\n")]
    [DataRow(400, 0, 0, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    [DataRow(404, 0, 0, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [DataRow(405, 0, 0, "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")]
    [DataRow(422, 1, 17, "HTTP/1.1 422 Unprocessable Entity\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n")]
    [DataRow(429, 0, 0, "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n")]
    [DataRow(470, 1, 17, "HTTP/1.1 470 Connection Authorization Required\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n")]
    [DataRow(500, 1, 17, "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/hap+json\r\nContent-Length: 17\r\n\r\n")]
    [DataRow(503, 0, 9, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 9\r\n\r\n")]
    [DataRow(200, 1, 2147483647, "HTTP/1.1 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: 2147483647\r\n\r\n")]
    public void Head_Status_IsTheWholeHead(int status, int content, int length, string expected)
    {
        byte[] buffer = Hex.Filled(140);

        int end = ResponseWriter.PutHead(buffer, 1, (HttpStatus)status, (HttpContent)content, length);

        Assert.AreEqual(expected, Encoding.UTF8.GetString(buffer, 1, end - 1));
        Assert.IsTrue(Hex.IsUntouched(buffer, 0, 1) && Hex.IsUntouched(buffer, end, 140 - end));
    }

    [TestMethod]
    public void EventHead_LengthOfTheSpecExample_IsItsHead()
    {
        byte[] message = Hex.Bytes(JsonVectors.EventSpecExample);
        byte[] buffer = Hex.Filled(120);

        int end = EventWriter.PutHead(buffer, 0, 128);

        Expect.Bytes(Hex.Text(message, 0, end), buffer, 0, end);
        Assert.AreEqual((byte)'{', message[end]);
    }
}
