// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Simulation;

/// <content>What a controller writes on the wire.</content>
internal sealed partial class Controller
{
    private WriteEntry NewEntry()
    {
        int iid = s_ids[Random.Next(s_ids.Length)];
        bool isPlain = Random.Next(3) > 0;
        string value = isPlain && iid == Board.On ? (Random.Next(2) == 0 ? "true" : "false")
            : isPlain && iid == Board.Brightness ? Random.Next(101).ToString()
            : s_values[Random.Next(s_values.Length)];
        bool? events = Random.Next(6) == 0 ? Random.Next(2) == 0 : null;
        return new WriteEntry(iid, Random.Next(15) == 0 ? null : value, events, Random.Next(10) == 0);
    }

    private static Request Put(WriteEntry[] entries, long pid)
    {
        string body = "{\"characteristics\":[" + string.Join(',', entries.Select(entry => entry.Json())) + "]" + (pid >= 0 ? $",\"pid\":{pid}" : "") + "}";
        return new Request
        {
            Kind = RequestKind.Write,
            Text = Head("PUT", "/characteristics", "application/hap+json", Encoding.UTF8.GetBytes(body)),
            Entries = entries,
            Pid = pid,
        };
    }

    private static Request Get(RequestKind kind, string target) => new() { Kind = kind, Text = Head("GET", target, null, []) };

    private static Request Post(
        RequestKind kind, string target, byte[] body, string identifier = "", string key = "", byte permissions = 0, bool isRight = false,
        Action<int, byte[]>? then = null, byte[]? basis = null)
    {
        return new Request
        {
            Kind = kind,
            Text = Head("POST", target, "application/pairing+tlv8", body),
            Identifier = identifier,
            Key = key,
            Permissions = permissions,
            IsRight = isRight,
            Then = then,
            Basis = basis ?? [],
        };
    }

    // Cut short, or not a message at all.
    private static Request BadPairing(string target, byte[] body)
    {
        return new Request
        {
            Kind = RequestKind.Bad,
            Text = Head("POST", target, "application/pairing+tlv8", body),
            BadStatus = 400,
            Ends = target,
        };
    }

    private static Request Bad(string method, string target, int status, string body = "")
    {
        return new Request { Kind = RequestKind.Bad, Text = Head(method, target, null, []), BadStatus = status, BadBody = body };
    }

    private static byte[] Head(string method, string target, string? type, byte[] body)
    {
        string head = $"{method} {target} HTTP/1.1\r\nHost: lamp\r\n"
            + (type == null ? "" : $"Content-Type: {type}\r\n")
            + (method == "GET" ? "" : $"Content-Length: {body.Length}\r\n") + "\r\n";
        return [.. Encoding.UTF8.GetBytes(head), .. body];
    }
}
