// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Surface.Tests.Listing;

/// <summary>The modifiers column: C# words, and <c>attr:</c> words for the attributes that a compiler obeys.</summary>
internal sealed class ApiModifiers(string column)
{
    public IReadOnlyList<string> Words { get; } = column.Split(' ');

    public bool this[string word] => Words.Contains(word);

    /// <summary>The attributes: name, and the text in brackets or null.</summary>
    public IEnumerable<(string Name, string? Argument)> Attributes =>
        from word in Words
        where word.StartsWith("attr:", StringComparison.Ordinal)
        let text = word["attr:".Length..]
        let bracket = text.IndexOf('(', StringComparison.Ordinal)
        select bracket < 0 ? (text, (string?)null) : (text[..bracket], text[(bracket + 1)..^1]);
}
