// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace HapNano.Interop.Tests;

/// <summary>A process that is spoken to line by line; everything it printed is kept for the message of a failing test.</summary>
internal sealed class LineProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _transcript = [];

    private LineProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data, isOutput: true);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, isOutput: false);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public string Transcript
    {
        get
        {
            lock (_transcript)
            {
                return string.Join('\n', _transcript);
            }
        }
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program, inside a network namespace when one is named.</summary>
    public static LineProcess Start(string? networkNamespace, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(networkNamespace is null ? program : "ip")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (networkNamespace is not null)
        {
            foreach (string word in new[] { "netns", "exec", networkNamespace, program })
            {
                start.ArgumentList.Add(word);
            }
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new LineProcess(Process.Start(start)!);
    }

    /// <summary>The next line of standard output that the condition accepts; others before it are passed over.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                string line = await _lines.Reader.ReadAsync(patience.Token);
                if (condition(line))
                {
                    return line;
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ChannelClosedException)
        {
            throw new AssertFailedException($"Never came: {what}. Printed so far:\n{Transcript}");
        }
    }

    /// <summary>All lines of standard output not yet taken, until the process ends.</summary>
    public IAsyncEnumerable<string> ReadLinesAsync() => _lines.Reader.ReadAllAsync();

    public async Task SendAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Power cut: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks to stop (SIGTERM) and waits for the end.</summary>
    public async Task<int> TerminateAsync()
    {
        Assert.AreEqual(0, SendSignal(_process.Id, SigTerm), "kill(2) failed");
        return await WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    private void Keep(string? line, bool isOutput)
    {
        if (line is null)
        {
            if (isOutput)
            {
                _lines.Writer.TryComplete();
            }

            return;
        }

        lock (_transcript)
        {
            _transcript.Add(line);
        }

        if (isOutput)
        {
            _lines.Writer.TryWrite(line);
        }
    }
}
