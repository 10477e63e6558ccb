// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests;

/// <summary>The npm package hap-controller in a node process.</summary>
internal sealed class HapController : IAsyncDisposable
{
    private readonly JsonProcess _node;

    private HapController(JsonProcess node)
    {
        _node = node;
    }

    public static async Task<HapController> StartAsync(string? networkNamespace = null) =>
        new(await JsonProcess.StartAsync(networkNamespace, "controller.cjs"));

    /// <summary>
    /// Points the controller at a lamp, with what an earlier pairing gave or unpaired. It verifies a new connection for each request, and one for events,
    /// unless it is told to keep one for all.
    /// </summary>
    public Task ConnectAsync(string address, int port, JsonNode? pairing = null, bool keepsConnection = false) =>
        CallAsync("connect", "", address, port, pairing?.DeepClone(), keepsConnection);

    /// <summary>Runs an operation of controller.cjs; an error of the package becomes a <see cref="ControllerException"/>.</summary>
    public Task<JsonNode?> CallAsync(string operation, params JsonNode?[] arguments) => _node.CallAsync(operation, arguments);

    /// <summary>The value of one characteristic, read over the wire.</summary>
    public async Task<JsonNode?> GetAsync(string id) =>
        (await CallAsync("get", new JsonArray(id)))!["characteristics"]![0]!["value"]?.DeepClone();

    public Task SetAsync(string id, JsonNode value) => CallAsync("set", new JsonObject { [id] = value });

    public Task<JsonNode> NextEventAsync() => _node.NextAsync("event", "an event");

    /// <summary>The next multicast DNS change that the condition accepts.</summary>
    public Task<JsonNode> WaitForServiceAsync(Func<JsonNode, bool> condition, string what) => _node.WaitForAsync("discovered", condition, what);

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
