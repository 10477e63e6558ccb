// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Pairing;

namespace HapNano.Server;

/// <summary>The page of the access point: takes a network and its password, shows or sets the setup code.</summary>
/// <remarks>
/// <code>
///             POST /wifi                joined and stored
///  Asking ─────────────────► Trying ───────────────────────► Done
///     ▲                        │
///     └────────────────────────┘
///       refused, not found, not stored: the page says so
/// </code>
/// <para>Whoever asks for another host is sent here: that is how a phone that checks its way to the Internet finds the page. A POST is taken from the page itself only: it
/// carries a number drawn for this opening of the access point, and a browser that names another origin is refused.</para>
/// <para>The password is in here from the POST to the end of the attempt, and goes nowhere but into the radio.</para>
/// </remarks>
internal sealed class SetupSite : PageSite
{
    /// <summary>Bytes that make the number of one opening.</summary>
    public const int RandomBytes = 8;

    private const int MaxNetworks = 16;

    private static readonly byte[] s_hostField = Encoding.UTF8.GetBytes("host");
    private static readonly byte[] s_originField = Encoding.UTF8.GetBytes("origin");
    private static readonly byte[] s_scheme = Encoding.UTF8.GetBytes("http://");
    private static readonly byte[] s_nothing = new byte[0];

    private readonly object _lock = new object();
    private readonly ISetupOwner _owner;
    private readonly byte[] _title;
    private readonly byte[] _letter = new byte[1];
    private readonly byte[] _token = new byte[2 * RandomBytes];
    private readonly byte[] _name = new byte[WifiRadio.MaxNameBytes];
    private readonly byte[] _password = new byte[WifiRadio.MaxPasswordBytes];
    private byte[][] _networks = new byte[0][];
    private int _nameBytes;
    private int _passwordBytes;
    private SetupStage _stage;
    private string _message;

    /// <summary>A site that asks.</summary>
    /// <param name="owner">The rest of the accessory.</param>
    /// <param name="title">Name of the accessory, UTF-8.</param>
    /// <param name="random">8 bytes that nobody can guess.</param>
    public SetupSite(ISetupOwner owner, byte[] title, byte[] random)
    {
        _owner = owner;
        _title = title;
        for (int i = 0; i < _token.Length; i++)
        {
            int digit = (random[i / 2] >> (4 * (i & 1))) & 15;
            _token[i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    /// <summary>Host and port as browsers write them, ASCII. Set before the first request.</summary>
    public byte[] Host { get; set; }

    /// <summary>How far it is.</summary>
    public SetupStage Stage
    {
        get
        {
            lock (_lock)
            {
                return _stage;
            }
        }
    }

    /// <summary>True when the page that says that all is done was asked for.</summary>
    public bool IsFarewellTaken { get; private set; }

    /// <summary>When somebody last asked for a page of ours, monotonic milliseconds.</summary>
    public long LastVisitMs { get; private set; }

    /// <summary>The networks to choose from.</summary>
    /// <param name="names">Strongest first; the first 16 are shown.</param>
    public void SetNetworks(string[] names)
    {
        byte[][] networks = new byte[names.Length < MaxNetworks ? names.Length : MaxNetworks][];
        for (int i = 0; i < networks.Length; i++)
        {
            networks[i] = Encoding.UTF8.GetBytes(names[i]);
        }

        lock (_lock)
        {
            _networks = networks;
        }
    }

    /// <summary>Gives the network that is to be tried; the stage is Trying.</summary>
    public void Read(out string name, out string password)
    {
        lock (_lock)
        {
            name = Encoding.UTF8.GetString(_name, 0, _nameBytes);
            password = Encoding.UTF8.GetString(_password, 0, _passwordBytes);
        }
    }

    /// <summary>The attempt is over.</summary>
    /// <param name="message">Why the page asks again; null when the network was joined and is stored.</param>
    public void Finish(string message)
    {
        lock (_lock)
        {
            Array.Clear(_password, 0, _password.Length);
            _passwordBytes = 0;
            _message = message;
            _stage = message == null ? SetupStage.Done : SetupStage.Asking;
        }
    }

    /// <inheritdoc/>
    public override void Answer(PageRequest request, PageWriter page)
    {
        if (!request.FieldIs(s_hostField, s_nothing, Host))
        {
            page.Redirect("302 Found", Host);
            return;
        }

        lock (_lock)
        {
            LastVisitMs = Platform.NowMs;
            if (request.IsGet)
            {
                AnswerGet(request, page);
            }
            else if (request.IsPost)
            {
                AnswerPost(request, page);
            }
            else
            {
                page.Plain("405 Method Not Allowed");
            }
        }
    }

    private void AnswerGet(PageRequest request, PageWriter page)
    {
        if (request.PathIs("/"))
        {
            Show(page, "200 OK", _message);
        }
        else
        {
            page.Plain("404 Not Found");
        }
    }

    private void AnswerPost(PageRequest request, PageWriter page)
    {
        bool isWifi = request.PathIs("/wifi");
        if (!isWifi && !request.PathIs("/code"))
        {
            page.Plain("404 Not Found");
        }
        else if (!IsOurs(request))
        {
            page.Plain("403 Forbidden");
        }
        else if (_stage != SetupStage.Asking)
        {
            // Somebody else was quicker.
            page.Plain("409 Conflict");
        }
        else if (isWifi)
        {
            TakeNetwork(request, page);
        }
        else
        {
            TakeCode(request, page);
        }
    }

    private bool IsOurs(PageRequest request)
    {
        if (request.HasField(s_originField) && !request.FieldIs(s_originField, s_scheme, Host))
        {
            return false;
        }

        byte[] token = new byte[_token.Length];
        int difference = request.ReadValue('t', token) ^ token.Length;
        for (int i = 0; i < token.Length; i++)
        {
            difference |= token[i] ^ _token[i];
        }

        return difference == 0;
    }

    // A name that was typed comes before one that was chosen.
    private void TakeNetwork(PageRequest request, PageWriter page)
    {
        int name = request.ReadValue('n', _name);
        name = name == 0 ? TakeChosen(request) : name;
        int password = request.ReadValue('p', _password);
        if (name <= 0)
        {
            Show(page, "400 Bad Request", "The name of a network has 1 to 31 bytes.");
        }
        else if (password != 0 && password < WifiRadio.LeastPasswordBytes)
        {
            Show(page, "400 Bad Request", "A password has 8 to 63 characters; an open network has none.");
        }
        else
        {
            _nameBytes = name;
            _passwordBytes = password;
            _stage = SetupStage.Trying;
            page.Redirect("303 See Other", Host);
            _owner.NetworkNamed();
            return;
        }

        Array.Clear(_password, 0, _password.Length);
    }

    // A letter stands for a network of the list: names themselves would lose the blanks at their ends on the way through a page.
    private int TakeChosen(PageRequest request)
    {
        byte[] letter = new byte[1];
        int index = request.ReadValue('s', letter) == 1 ? letter[0] - 'a' : -1;
        if (index < 0 || index >= _networks.Length || _networks[index].Length > _name.Length)
        {
            return -1;
        }

        Array.Copy(_networks[index], _name, _networks[index].Length);
        return _networks[index].Length;
    }

    private void TakeCode(PageRequest request, PageWriter page)
    {
        byte[] text = new byte[SetupCode.TextBytes];
        byte[] code = new byte[SetupCode.TextBytes];
        int count = request.ReadValue('c', text);
        if (_owner.IsPaired)
        {
            page.Plain("403 Forbidden");
        }
        else if (count <= 0 || !SetupCode.TryParse(Encoding.UTF8.GetString(text, 0, count), code))
        {
            Show(page, "400 Bad Request", "A setup code has the form XXX-XX-XXX, and is none that everybody tries first, such as 123-45-678.");
        }
        else if (!_owner.SetSetupCode(code))
        {
            Show(page, "500 Internal Server Error", "The setup code could not be stored.");
        }
        else
        {
            _message = null;
            page.Redirect("303 See Other", Host);
        }
    }

    private void Show(PageWriter page, string status, string message)
    {
        page.Begin(status, _title);
        if (message != null)
        {
            page.Text("<p role=alert>");
            page.Text(message);
        }

        switch (_stage)
        {
            case SetupStage.Trying:
                page.Text("<meta http-equiv=refresh content=3><p role=status>Joining the network. This takes up to half a minute; if the page goes away, join this access point again.");
                break;
            case SetupStage.Done:
                IsFarewellTaken = true;
                page.Text("<p role=status>Joined. This access point closes now; add the accessory in the Home app.");
                break;
            default:
                ShowForm(page);
                break;
        }

        if (!_owner.IsPaired)
        {
            ShowCode(page);
        }
    }

    private void ShowForm(PageWriter page)
    {
        Open(page, "<h2>Wi-Fi</h2><form method=post action=/wifi>");
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

    private void ShowCode(PageWriter page)
    {
        byte[] code = _owner.SetupCode;
        if (code != null)
        {
            page.Text("<h2>Setup code</h2><p id=code>");
            page.Escaped(code);
            page.Qr(_owner.SetupPayload);
        }
        else
        {
            page.Text("<h2>Setup code</h2><p>It is on the label.");
        }

        if (_stage == SetupStage.Asking)
        {
            Open(page, "<form method=post action=/code>");
            page.Text("<label>Another setup code<input name=c maxlength=10 placeholder=XXX-XX-XXX autocomplete=off></label><button>Set</button></form>");
        }
    }

    private void Open(PageWriter page, string form)
    {
        page.Text(form);
        page.Text("<input type=hidden name=t value=");
        page.Append(_token, 0, _token.Length);
        page.Text(">");
    }
}
