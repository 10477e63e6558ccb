// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Simulation;

/// <summary>The pairings: identifier, public key, permissions.</summary>
internal sealed class ModelTable
{
    private readonly SortedDictionary<string, (string Key, byte Permissions)> _pairings = new(StringComparer.Ordinal);

    public int Count => _pairings.Count;

    public ModelTable Copy()
    {
        var copy = new ModelTable();
        foreach (KeyValuePair<string, (string Key, byte Permissions)> pairing in _pairings)
        {
            copy._pairings.Add(pairing.Key, pairing.Value);
        }

        return copy;
    }

    public bool Has(string identifier) => _pairings.ContainsKey(identifier);

    public bool Has(string identifier, string key) => _pairings.TryGetValue(identifier, out (string Key, byte) found) && found.Key == key;

    public bool IsAdmin(string identifier) => _pairings.TryGetValue(identifier, out (string, byte Permissions) found) && found.Permissions == 1;

    public byte PermissionsOf(string identifier) => _pairings[identifier].Permissions;

    public void Set(string identifier, string key, byte permissions) => _pairings[identifier] = (key, permissions);

    /// <summary>This table with one pairing more, or other permissions; nobody is left when no administrator is.</summary>
    public ModelTable With(string identifier, string key, byte permissions)
    {
        ModelTable next = Copy();
        next.Set(identifier, key, permissions);
        return next.Checked();
    }

    /// <summary>This table without a pairing; nobody is left when no administrator is.</summary>
    public ModelTable Without(string identifier)
    {
        ModelTable next = Copy();
        next._pairings.Remove(identifier);
        return next.Checked();
    }

    public IEnumerable<string> Identifiers => _pairings.Keys;

    public override string ToString() => string.Join(" ", _pairings.Select(pairing => $"{pairing.Key}={pairing.Value.Key}:{pairing.Value.Permissions}"));

    private ModelTable Checked()
    {
        return _pairings.Values.Any(pairing => pairing.Permissions == 1) ? this : new ModelTable();
    }
}
