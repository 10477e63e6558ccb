// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

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
    private static readonly byte[] s_hostField = Encoding.UTF8.GetBytes("host");
    private static readonly byte[] s_nothing = new byte[0];

    private readonly object _lock = new object();
    private readonly ISetupOwner _owner;
    private readonly byte[] _title;
    private readonly FormToken _token;
    private readonly NetworkForm _form = new NetworkForm();
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
        _token = new FormToken(random);
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
        lock (_lock)
        {
            _form.SetNetworks(names);
        }
    }

    /// <summary>Gives the network that is to be tried; the stage is Trying.</summary>
    public void Read(out string name, out string password)
    {
        lock (_lock)
        {
            name = _form.Name;
            password = _form.Password;
        }
    }

    /// <summary>The attempt is over.</summary>
    /// <param name="message">Why the page asks again; null when the network was joined and is stored.</param>
    public void Finish(string message)
    {
        lock (_lock)
        {
            _form.Wipe();
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
        else if (!_token.IsIn(request, Host))
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

    private void TakeNetwork(PageRequest request, PageWriter page)
    {
        string message = _form.Take(request);
        if (message != null)
        {
            Show(page, "400 Bad Request", message);
            return;
        }

        _stage = SetupStage.Trying;
        page.Redirect("303 See Other", Host);
        _owner.NetworkNamed();
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
                _form.Show(page, _token);
                break;
        }

        if (!_owner.IsPaired)
        {
            ShowCode(page);
        }
    }

    private void ShowCode(PageWriter page)
    {
        byte[] code = _owner.SetupCode;
        if (code != null)
        {
            page.Text("<h2>Setup code</h2><p id=code>");
            page.Escaped(code);
            QrDrawing.Write(page, _owner.SetupPayload);
        }
        else
        {
            page.Text("<h2>Setup code</h2><p>It is on the label.");
        }

        if (_stage == SetupStage.Asking)
        {
            _token.Open(page, "<form method=post action=/code>");
            page.Text("<label>Another setup code<input name=c maxlength=10 placeholder=XXX-XX-XXX autocomplete=off></label><button>Set</button></form>");
        }
    }
}
