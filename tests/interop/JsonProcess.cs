// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace HapNano.Interop.Tests;

/// <summary>
/// A node program of this folder: one line of JSON per command and answer, and lines by itself that have one member, whose name is their kind.
/// </summary>
internal sealed class JsonProcess : IAsyncDisposable
{
    private const string Answers = "id";

    private readonly LineProcess _node;
    private readonly ConcurrentDictionary<string, Channel<JsonNode>> _lines = new();
    private int _lastId;
    private bool _isOver;

    private JsonProcess(LineProcess node)
    {
        _node = node;
        _ = PumpAsync();
    }

    public string Transcript => _node.Transcript;

    public static async Task<JsonProcess> StartAsync(string? networkNamespace, string script, params IEnumerable<string> arguments)
    {
        await Places.EnsurePackagesAsync();
        return new JsonProcess(LineProcess.Start(networkNamespace, "node", [Path.Combine(Places.InteropFolder, script), .. arguments]));
    }

    /// <summary>Runs an operation of the program; its error becomes a <see cref="ControllerException"/>.</summary>
    public async Task<JsonNode?> CallAsync(string operation, params JsonNode?[] arguments)
    {
        int id = ++_lastId;
        var command = new JsonObject { ["id"] = id, ["op"] = operation, ["args"] = new JsonArray(arguments) };
        await _node.SendAsync(command.ToJsonString() + "\n");
        JsonNode answer = await NextAsync(Answers, $"the answer to {operation}");
        Assert.AreEqual(id, answer["id"]!.GetValue<int>());
        return answer["error"] is JsonNode error
            ? throw new ControllerException(error.GetValue<string>())
            : answer["result"]?.DeepClone();
    }

    /// <summary>The next line of a kind.</summary>
    public async Task<JsonNode> NextAsync(string kind, string what)
    {
        using var patience = new CancellationTokenSource(LineProcess.Patience);
        try
        {
            return await Lines(kind).Reader.ReadAsync(patience.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ChannelClosedException)
        {
            throw new AssertFailedException($"Never came: {what}. The program printed:\n{_node.Transcript}");
        }
    }

    /// <summary>The next line of a kind that the condition accepts; others before it are passed over.</summary>
    public async Task<JsonNode> WaitForAsync(string kind, Func<JsonNode, bool> condition, string what)
    {
        while (true)
        {
            JsonNode line = await NextAsync(kind, what);
            if (condition(line))
            {
                return line;
            }
        }
    }

    /// <summary>The lines of a kind that have come and were not taken.</summary>
    public IReadOnlyList<JsonNode> TakeAll(string kind)
    {
        var taken = new List<JsonNode>();
        while (Lines(kind).Reader.TryRead(out JsonNode? line))
        {
            taken.Add(line);
        }

        return taken;
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private Channel<JsonNode> Lines(string kind)
    {
        Channel<JsonNode> lines = _lines.GetOrAdd(kind, _ => Channel.CreateUnbounded<JsonNode>());
        if (Volatile.Read(ref _isOver))
        {
            lines.Writer.TryComplete();
        }

        return lines;
    }

    private async Task PumpAsync()
    {
        await foreach (string text in _node.ReadLinesAsync())
        {
            if (!text.StartsWith('{'))
            {
                continue;   // a package's own words
            }

            JsonNode line = JsonNode.Parse(text)!;
            if (line[Answers] is not null)
            {
                Lines(Answers).Writer.TryWrite(line);
                continue;
            }

            foreach ((string kind, JsonNode? content) in line.AsObject())
            {
                Lines(kind).Writer.TryWrite(content!);
            }
        }

        Volatile.Write(ref _isOver, true);
        foreach (Channel<JsonNode> lines in _lines.Values)
        {
            lines.Writer.TryComplete();
        }
    }
}
