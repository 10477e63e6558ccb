// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;

namespace HapNano.Server;

/// <summary>The form that takes a network and its password. Under its site's lock.</summary>
internal sealed class NetworkForm
{
    private const int MaxNetworks = 16;

    private readonly byte[] _name = new byte[WifiRadio.MaxNameBytes];
    private readonly byte[] _password = new byte[WifiRadio.MaxPasswordBytes];
    private readonly byte[] _letter = new byte[1];
    private byte[][] _networks = new byte[0][];
    private int _nameBytes;
    private int _passwordBytes;

    /// <summary>The network that was named.</summary>
    public string Name => Encoding.UTF8.GetString(_name, 0, _nameBytes);

    /// <summary>Its password; empty from <see cref="Wipe"/> on.</summary>
    public string Password => Encoding.UTF8.GetString(_password, 0, _passwordBytes);

    /// <summary>The networks to choose from.</summary>
    /// <param name="names">Strongest first; the first 16 are shown.</param>
    public void SetNetworks(string[] names)
    {
        _networks = new byte[names.Length < MaxNetworks ? names.Length : MaxNetworks][];
        for (int i = 0; i < _networks.Length; i++)
        {
            _networks[i] = Encoding.UTF8.GetBytes(names[i]);
        }
    }

    /// <summary>Takes what was filled in. A name that was typed comes before one that was chosen.</summary>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public string Take(PageRequest request)
    {
        _nameBytes = request.ReadValue('n', _name);
        _nameBytes = _nameBytes == 0 ? TakeChosen(request) : _nameBytes;
        _passwordBytes = request.ReadValue('p', _password);
        string message = _nameBytes <= 0 ? "The name of a network has 1 to 31 bytes."
            : _passwordBytes != 0 && _passwordBytes < WifiRadio.LeastPasswordBytes ? "A password has 8 to 63 characters; an open network has none."
            : null;
        if (message != null)
        {
            _nameBytes = 0;
            Wipe();
        }

        return message;
    }

    /// <summary>Forgets the password.</summary>
    public void Wipe()
    {
        Array.Clear(_password, 0, _password.Length);
        _passwordBytes = 0;
    }

    /// <summary>Writes the form.</summary>
    public void Show(PageWriter page, FormToken token)
    {
        token.Open(page, "<h2>Wi-Fi</h2><form method=post action=/wifi>");
        if (_networks.Length > 0)
        {
            page.Text("<label>Network<select name=s>");
            for (int i = 0; i < _networks.Length; i++)
            {
                page.Text("<option value=");
                _letter[0] = (byte)('a' + i);
                page.Append(_letter, 0, 1);
                page.Text(">");
                page.Escaped(_networks[i]);
            }

            page.Text("</select></label>");
        }

        page.Text("<label>Another network<input name=n maxlength=31 autocapitalize=none autocomplete=off></label>"
            + "<label>Password<input name=p type=password maxlength=63 autocomplete=off></label><button>Join</button></form>");
    }

    // A letter stands for a network of the list: names themselves would lose the blanks at their ends on the way through a page.
    private int TakeChosen(PageRequest request)
    {
        int index = request.ReadValue('s', _letter) == 1 ? _letter[0] - 'a' : -1;
        if (index < 0 || index >= _networks.Length || _networks[index].Length > _name.Length)
        {
            return -1;
        }

        Array.Copy(_networks[index], _name, _networks[index].Length);
        return _networks[index].Length;
    }
}
