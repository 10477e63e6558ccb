// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;

namespace HapNano.Server;

/// <summary>Writes one response, head and page, into a buffer. What does not fit is left out whole, and is seen at <see cref="IsOverflowing"/>.</summary>
internal sealed class PageWriter
{
    // No script, no frame, nothing from elsewhere; nothing is kept, because the next answer from this address is another lamp's.
    private const string CommonFields =
        "\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
        + "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'\r\n";

    private const string Opening =
        "Content-Type: text/html; charset=utf-8\r\n\r\n<!DOCTYPE html><html lang=en><meta charset=utf-8>"
        + "<meta name=viewport content=\"width=device-width,initial-scale=1\"><style>body{font:18px sans-serif;max-width:26em;margin:1em auto;padding:0 1em}"
        + "input,select,button{font:inherit;width:100%;box-sizing:border-box;margin:.2em 0 1em;padding:.4em}svg{display:block;width:12em;margin:1em auto}"
        + "td:last-child{text-align:right}[role=alert]{color:#b00020}</style>";

    private readonly byte[] _digits = new byte[20];

    /// <summary>An empty response.</summary>
    /// <param name="capacity">Bytes of the longest one.</param>
    public PageWriter(int capacity)
    {
        Buffer = new byte[capacity];
    }

    /// <summary>The response.</summary>
    public byte[] Buffer { get; }

    /// <summary>Its bytes.</summary>
    public int Count { get; private set; }

    /// <summary>True when something did not fit.</summary>
    public bool IsOverflowing { get; private set; }

    /// <summary>Begins a page.</summary>
    /// <param name="status">Code and reason.</param>
    /// <param name="title">Name of the accessory, UTF-8.</param>
    public void Begin(string status, byte[] title)
    {
        Head(status);
        Text(Opening);
        Text("<title>");
        Escaped(title);
        Text("</title><h1>");
        Escaped(title);
        Text("</h1>");
    }

    /// <summary>A whole response without a page.</summary>
    /// <param name="status">Code and reason.</param>
    public void Plain(string status)
    {
        Head(status);
        Text("Content-Type: text/plain\r\n\r\n");
        Text(status);
    }

    /// <summary>A whole response that sends the browser elsewhere.</summary>
    /// <param name="status">Code and reason.</param>
    /// <param name="host">Host and port, ASCII; its root is meant.</param>
    public void Redirect(string status, byte[] host)
    {
        Head(status);
        Text("Location: http://");
        Append(host, 0, host.Length);
        Text("/\r\n\r\n");
    }

    /// <summary>Text of the program: ASCII, written as it is.</summary>
    public void Text(string text)
    {
        int count = text.Length;
        if (HasRoom(count))
        {
            Count += Encoding.UTF8.GetBytes(text, 0, count, Buffer, Count);
        }
    }

    /// <summary>Text of somebody else, UTF-8, as text of a page or the value of an attribute.</summary>
    public void Escaped(byte[] text)
    {
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            string escape = EscapeOf(text[i]);
            if (escape != null)
            {
                Append(text, from, i - from);
                Text(escape);
                from = i + 1;
            }
        }

        Append(text, from, text.Length - from);
    }

    /// <summary>A number in decimal digits.</summary>
    public void Number(long value)
    {
        long left = value < 0 ? -value : value;
        int next = _digits.Length;
        do
        {
            _digits[--next] = (byte)('0' + (int)(left % 10));
            left /= 10;
        }
        while (left != 0);

        if (value < 0)
        {
            _digits[--next] = (byte)'-';
        }

        Append(_digits, next, _digits.Length - next);
    }

    /// <summary>A row of a table: what, and how much.</summary>
    /// <param name="label">Text of the program.</param>
    /// <param name="value">Any number.</param>
    public void Row(string label, long value)
    {
        Text("<tr><td>");
        Text(label);
        Text("<td>");
        Number(value);
    }

    /// <summary>Bytes as they are.</summary>
    public void Append(byte[] source, int offset, int count)
    {
        if (HasRoom(count))
        {
            Array.Copy(source, offset, Buffer, Count, count);
            Count += count;
        }
    }

    private static string EscapeOf(byte value)
    {
        switch (value)
        {
            case (byte)'&':
                return "&amp;";
            case (byte)'<':
                return "&lt;";
            case (byte)'>':
                return "&gt;";
            case (byte)'"':
                return "&quot;";
            default:
                return null;
        }
    }

    private void Head(string status)
    {
        Count = 0;
        IsOverflowing = false;
        Text("HTTP/1.1 ");
        Text(status);
        Text(CommonFields);
    }

    private bool HasRoom(int count)
    {
        IsOverflowing |= count > Buffer.Length - Count;
        return !IsOverflowing;
    }
}
