// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>A characteristic as the model knows it: its rules, and the value as JSON.</summary>
internal sealed class ModelCharacteristic(int iid, string format, string permissions, string value, long max = 255, bool isKept = false)
{
    public int Iid => iid;

    public string Value { get; set; } = value;

    public bool IsKept => isKept;

    public bool CanRead => Has("pr");

    public bool CanWrite => Has("pw");

    public bool CanNotify => Has("ev");

    public bool IsTimed => Has("tw");

    public bool HasResponse => Has("wr");

    public bool IsAdminOnly => Has("admin");

    /// <summary>The value that a controller's JSON stands for.</summary>
    /// <returns>Null when HAP refuses it.</returns>
    public string? Accept(string json)
    {
        switch (format)
        {
            case "bool":
                return json is "true" or "1" ? "true" : json is "false" or "0" ? "false" : null;
            case "string":
                return json.StartsWith('"') && json.Length - 2 <= max ? json : null;
            default:
                string text = json is "true" ? "1" : json is "false" ? "0" : json;
                return long.TryParse(text, out long number) && number >= 0 && number <= max ? number.ToString() : null;
        }
    }

    private bool Has(string permission) => permissions.Split(' ').Contains(permission);
}
