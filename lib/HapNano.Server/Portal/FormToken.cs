// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;

namespace HapNano.Server;

/// <summary>What shows that a POST comes from the page: a number drawn for one opening of the access point, and an Origin (RFC 6454 §7), if any, that is ours.</summary>
internal sealed class FormToken
{
    /// <summary>Bytes that make the number.</summary>
    public const int RandomBytes = 8;

    private static readonly byte[] s_originField = Encoding.UTF8.GetBytes("origin");
    private static readonly byte[] s_scheme = Encoding.UTF8.GetBytes("http://");

    private readonly byte[] _digits = new byte[2 * RandomBytes];

    /// <summary>A number.</summary>
    /// <param name="random">8 bytes that nobody can guess.</param>
    public FormToken(byte[] random)
    {
        for (int i = 0; i < _digits.Length; i++)
        {
            int digit = (random[i / 2] >> (4 * (i & 1))) & 15;
            _digits[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    /// <summary>Begins a form that carries it.</summary>
    /// <param name="page">Receives it.</param>
    /// <param name="form">The form's own tag and what stands before it.</param>
    public void Open(PageWriter page, string form)
    {
        page.Text(form);
        page.Text("<input type=hidden name=t value=");
        page.Append(_digits, 0, _digits.Length);
        page.Text(">");
    }

    /// <summary>Tells whether a request may change something.</summary>
    /// <param name="request">A POST.</param>
    /// <param name="host">Our host and port as browsers write them.</param>
    public bool IsIn(PageRequest request, byte[] host)
    {
        if (request.HasField(s_originField) && !request.FieldIs(s_originField, s_scheme, host))
        {
            return false;
        }

        byte[] digits = new byte[_digits.Length];
        int difference = request.ReadValue('t', digits) ^ digits.Length;
        for (int i = 0; i < digits.Length; i++)
        {
            difference |= digits[i] ^ _digits[i];
        }

        return difference == 0;
    }
}
