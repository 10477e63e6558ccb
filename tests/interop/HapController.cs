// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace HapNano.Interop.Tests;

/// <summary>The npm package hap-controller in a node process of its own, one command at a time.</summary>
internal sealed class HapController : IAsyncDisposable
{
    private readonly LineProcess _node;
    private readonly Channel<JsonNode> _answers = Channel.CreateUnbounded<JsonNode>();
    private readonly Channel<JsonNode> _events = Channel.CreateUnbounded<JsonNode>();
    private readonly Channel<JsonNode> _discovered = Channel.CreateUnbounded<JsonNode>();
    private int _lastId;

    private HapController(LineProcess node)
    {
        _node = node;
        _ = PumpAsync();
    }

    public static async Task<HapController> StartAsync(string? networkNamespace = null)
    {
        await Places.EnsureControllerAsync();
        return new HapController(LineProcess.Start(networkNamespace, "node", Path.Combine(Places.InteropFolder, "controller.cjs")));
    }

    /// <summary>
    /// Points the controller at a lamp, with what an earlier pairing gave or unpaired. It verifies a new connection for each request, and one for events,
    /// unless it is told to keep one for all.
    /// </summary>
    public Task ConnectAsync(string address, int port, JsonNode? pairing = null, bool keepsConnection = false) =>
        CallAsync("connect", "", address, port, pairing?.DeepClone(), keepsConnection);

    /// <summary>Runs an operation of controller.cjs; an error of the package becomes a <see cref="ControllerException"/>.</summary>
    public async Task<JsonNode?> CallAsync(string operation, params JsonNode?[] arguments)
    {
        int id = ++_lastId;
        var command = new JsonObject { ["id"] = id, ["op"] = operation, ["args"] = new JsonArray(arguments) };
        await _node.SendAsync(command.ToJsonString() + "\n");
        JsonNode answer = await NextAsync(_answers, $"the answer to {operation}");
        Assert.AreEqual(id, answer["id"]!.GetValue<int>());
        return answer["error"] is JsonNode error
            ? throw new ControllerException(error.GetValue<string>())
            : answer["result"]?.DeepClone();
    }

    /// <summary>The value of one characteristic, read over the wire.</summary>
    public async Task<JsonNode?> GetAsync(string id) =>
        (await CallAsync("get", new JsonArray(id)))!["characteristics"]![0]!["value"]?.DeepClone();

    public Task SetAsync(string id, JsonNode value) => CallAsync("set", new JsonObject { [id] = value });

    public Task<JsonNode> NextEventAsync() => NextAsync(_events, "an event");

    /// <summary>The next multicast DNS change that the condition accepts.</summary>
    public async Task<JsonNode> WaitForServiceAsync(Func<JsonNode, bool> condition, string what)
    {
        while (true)
        {
            JsonNode change = await NextAsync(_discovered, what);
            if (condition(change))
            {
                return change;
            }
        }
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private async Task<JsonNode> NextAsync(Channel<JsonNode> channel, string what)
    {
        using var patience = new CancellationTokenSource(LineProcess.Patience);
        try
        {
            return await channel.Reader.ReadAsync(patience.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ChannelClosedException)
        {
            throw new AssertFailedException($"Never came: {what}. The controller printed:\n{_node.Transcript}");
        }
    }

    private async Task PumpAsync()
    {
        await foreach (string text in _node.ReadLinesAsync())
        {
            JsonNode line = JsonNode.Parse(text)!;
            if (line["id"] is not null)
            {
                _answers.Writer.TryWrite(line);
            }
            else if (line["event"] is JsonNode change)
            {
                _events.Writer.TryWrite(change);
            }
            else if (line["discovered"] is JsonNode service)
            {
                _discovered.Writer.TryWrite(service);
            }
        }

        _answers.Writer.TryComplete();
        _events.Writer.TryComplete();
        _discovered.Writer.TryComplete();
    }
}
