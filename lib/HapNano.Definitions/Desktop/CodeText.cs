// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Definitions;

/// <summary>C# with braces and indents in house style.</summary>
internal sealed class CodeText
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isBlankDue;

    public void Line(string line)
    {
        if (_isBlankDue)
        {
            _text.Append('\n');
            _isBlankDue = false;
        }

        _text.Append(' ', 4 * _depth).Append(line).Append('\n');
    }

    /// <summary>A blank line before the next one, if there is a next one in the block.</summary>
    public void Blank() => _isBlankDue = true;

    /// <summary>A documentation element on one line. The text is plain; <c>{Name}</c> in it refers to a member.</summary>
    public void Doc(string element, string text) => Line($"/// <{element}>{Xml(text)}</{ElementName(element)}>");

    public void Open(string header)
    {
        Line(header);
        Line("{");
        _depth++;
    }

    public void Close()
    {
        _isBlankDue = false;
        _depth--;
        Line("}");
        Blank();
    }

    public override string ToString() => _text.ToString();

    private static string ElementName(string element) => element.Split(' ')[0];

    private static string Xml(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("{", "<see cref=\"", StringComparison.Ordinal).Replace("}", "\"/>", StringComparison.Ordinal);
}
