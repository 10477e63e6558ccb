// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>One entry of PUT /characteristics.</summary>
/// <param name="Iid">Instance id, known or not.</param>
/// <param name="Value">JSON; null for none.</param>
/// <param name="Events">Subscribe or unsubscribe; null for neither.</param>
/// <param name="IsResponseWanted">"r".</param>
internal sealed record WriteEntry(int Iid, string? Value, bool? Events, bool IsResponseWanted)
{
    public string Json()
    {
        return $"{{\"aid\":1,\"iid\":{Iid}"
            + (Value == null ? "" : $",\"value\":{Value}")
            + (Events == null ? "" : $",\"ev\":{(Events == true ? "true" : "false")}")
            + (IsResponseWanted ? ",\"r\":true" : "") + "}";
    }
}
