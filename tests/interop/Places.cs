// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace HapNano.Interop.Tests;

/// <summary>Where the lamp and the node programs lie, recorded when this project was built.</summary>
internal static class Places
{
    private static readonly SemaphoreSlim s_install = new(1, 1);

    public static string LampAssembly => Metadata("LampAssembly");

    public static string InteropFolder => Metadata("InteropFolder");

    /// <summary>Fetches the packages as the lock file says, without running any install script, unless they are there in these versions.</summary>
    public static async Task EnsurePackagesAsync()
    {
        await s_install.WaitAsync();
        try
        {
            if (AreInstalled())
            {
                return;
            }

            using Process npm = Process.Start(new ProcessStartInfo("npm", "ci --ignore-scripts --no-audit --no-fund")
            {
                WorkingDirectory = InteropFolder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> output = npm.StandardOutput.ReadToEndAsync();
            string errors = await npm.StandardError.ReadToEndAsync();
            await npm.WaitForExitAsync();
            Assert.AreEqual(0, npm.ExitCode, $"npm ci failed:\n{await output}\n{errors}");
        }
        finally
        {
            s_install.Release();
        }
    }

    private static bool AreInstalled()
    {
        JsonObject wanted = Read(Path.Combine(InteropFolder, "package.json"))["dependencies"]!.AsObject();
        return wanted.All(package =>
        {
            string description = Path.Combine(InteropFolder, "node_modules", package.Key, "package.json");
            return File.Exists(description) && Read(description)["version"]!.GetValue<string>() == package.Value!.GetValue<string>();
        });
    }

    private static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    private static string Metadata(string key) => typeof(Places).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
