// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace HapNano.Server.Tests;

/// <summary>The firmware as a process, where it cannot start: what it says, with which exit code, and that nothing is lost.</summary>
[TestClass]
public class ProcessTests
{
    private static readonly string s_relay = typeof(ProcessTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RelayAssembly").Value!;

    [TestMethod]
    public void Start_Help_IsPrintedAndNothingIsMade()
    {
        (int exitCode, string output, string errors) = Run("--help");

        Assert.AreEqual(0, exitCode);
        StringAssert.Contains(output, "--setup-code XXX-XX-XXX");
        Assert.AreEqual("", errors);
    }

    [TestMethod]
    public void Start_BadValue_IsOneLineAndExitCodeTwo()
    {
        (int exitCode, string output, string errors) = Run("--port", "many");

        Assert.AreEqual(2, exitCode);
        Assert.AreEqual("", output);
        Assert.AreEqual("--port many: not a number from 0 to 65535.", errors.TrimEnd());
    }

    [TestMethod]
    public void Start_PortInUse_SaysSoAndKeepsItsState()
    {
        string folder = Directory.CreateTempSubdirectory("hapnano-process-").FullName;
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        (int exitCode, _, string errors) = Run("--data", folder, "--bind", "127.0.0.1", "--port", port.ToString());
        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(errors, $"Port {port} is in use");
        MemoryMedium state = PairedState.Medium();
        foreach (string file in state.Files.Keys)
        {
            File.WriteAllBytes(Path.Combine(folder, file), state.Files[file]);
        }

        string[] names = Directory.GetFiles(folder);
        Run("--data", folder, "--bind", "127.0.0.1", "--port", port.ToString(), "--reset");
        CollectionAssert.AreEquivalent(names, Directory.GetFiles(folder));
        foreach (string file in state.Files.Keys)
        {
            CollectionAssert.AreEqual(state.Files[file], File.ReadAllBytes(Path.Combine(folder, file)), file);
        }

        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void Start_DamagedRecord_NamesItAndTheFolderAndReplacesNothing()
    {
        string folder = Directory.CreateTempSubdirectory("hapnano-process-").FullName;
        string[] files = [Path.Combine(folder, "identity.0"), Path.Combine(folder, "identity.1")];
        foreach (string file in files)
        {
            File.WriteAllText(file, "not what it should be");
        }

        (int exitCode, _, string errors) = Run("--data", folder, "--bind", "127.0.0.1");

        Assert.AreEqual(1, exitCode);
        Assert.HasCount(1, errors.Trim().Split('\n'));
        StringAssert.Contains(errors, "\"identity\" is damaged");
        StringAssert.Contains(errors, folder);
        foreach (string file in files)
        {
            Assert.AreEqual("not what it should be", File.ReadAllText(file));
        }

        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void Start_SerialIsAFolder_SaysSo()
    {
        string folder = Directory.CreateTempSubdirectory("hapnano-process-").FullName;
        string serial = Directory.CreateDirectory(Path.Combine(folder, "serial")).FullName;

        (int exitCode, _, string errors) = Run("--data", folder, "--bind", "127.0.0.1");

        Assert.AreEqual(1, exitCode);
        StringAssert.StartsWith(errors, $"The file {serial} cannot be read or written");
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public void Start_FolderIsAFile_SaysSo()
    {
        string file = Path.GetTempFileName();

        (int exitCode, _, string errors) = Run("--data", file);

        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(errors, file);
        File.Delete(file);
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", s_relay, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Patience.Long))
        {
            process.Kill();
        }

        return (process.ExitCode, output, errors.Result);
    }
}
