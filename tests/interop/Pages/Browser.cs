// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests;

/// <summary>A Chromium with one page, driven through the npm package playwright-core.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly JsonProcess _node;

    private Browser(JsonProcess node)
    {
        _node = node;
    }

    /// <summary>Starts it.</summary>
    /// <param name="hostRules">Where names lead, as Chromium's host resolver rules say it.</param>
    public static async Task<Browser> StartAsync(string hostRules = "")
    {
        var browser = new Browser(await JsonProcess.StartAsync(null, "browser.cjs"));
        await browser.CallAsync("launch", hostRules);
        return browser;
    }

    /// <summary>Opens a page, and gives the status of its response.</summary>
    public async Task<int> OpenAsync(string url) => (await CallAsync("open", url))!.GetValue<int>();

    /// <summary>The status of a request beside the page; 0 when nobody answers.</summary>
    public async Task<int> StatusAsync(string url) => (await CallAsync("status", url))!.GetValue<int>();

    public Task FillAsync(string selector, string text) => CallAsync("fill", selector, text);

    public Task ChooseAsync(string selector, string label) => CallAsync("choose", selector, label);

    public Task ClickAsync(string selector) => CallAsync("click", selector);

    /// <summary>Shows a page of the test's own, which belongs to no origin.</summary>
    public Task ShowAsync(string html) => CallAsync("show", html);

    /// <summary>Waits until an element with the text is visible, whatever pages come in between.</summary>
    public Task WaitForAsync(string selector, string text) => CallAsync("waitFor", selector, text);

    public async Task<string[]> TextAsync(string selector) => Strings(await CallAsync("text", selector));

    public async Task<string> ValueAsync(string selector) => (await CallAsync("value", selector))!.GetValue<string>();

    public async Task<int> CountAsync(string selector) => (await CallAsync("count", selector))!.GetValue<int>();

    public async Task<string> SourceAsync() => (await CallAsync("source"))!.GetValue<string>();

    public async Task<string> UrlAsync() => (await CallAsync("url"))!.GetValue<string>();

    /// <summary>What the QR code in an element says; null when none can be read.</summary>
    public async Task<string?> ReadQrAsync(string selector) => (await CallAsync("qr", selector))?.GetValue<string>();

    /// <summary>Everything the pages have asked for.</summary>
    public async Task<string[]> RequestsAsync() => Strings(await CallAsync("requests"));

    /// <summary>What the browser has found wrong with the pages.</summary>
    public async Task<string[]> ComplaintsAsync() => Strings(await CallAsync("complaints"));

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private static string[] Strings(JsonNode? array) => [.. array!.AsArray().Select(text => text!.GetValue<string>())];

    private Task<JsonNode?> CallAsync(string operation, params JsonNode?[] arguments) => _node.CallAsync(operation, arguments);
}
