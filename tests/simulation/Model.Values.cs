// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using System.Text.Json;

namespace HapNano.Simulation;

/// <content>Values: reading, writing, subscriptions, and the events they make.</content>
internal sealed partial class Model
{
    /// <summary>An event message was made.</summary>
    public void Event(Link link, byte[] body)
    {
        Events++;
        ModelSession session = link.Session;
        using JsonDocument json = JsonDocument.Parse(body);
        var seen = new HashSet<int>();
        foreach (JsonElement entry in json.RootElement.GetProperty("characteristics").EnumerateArray())
        {
            int iid = entry.GetProperty("iid").GetInt32();
            string value = entry.GetProperty("value").GetRawText();
            if (entry.GetProperty("aid").GetInt32() != 1 || !session.Subscriptions.Contains(iid))
            {
                throw Wrong(link, $"event for {iid}, which is not subscribed");
            }

            if (!seen.Add(iid))
            {
                throw Wrong(link, $"{iid} twice in one event message");
            }

            if (iid == Board.Button)
            {
                EventOfButton(link, value);
            }
            else if (!session.Pending.Remove(iid))
            {
                throw Wrong(link, $"event for {iid}, of which the controller knows all");
            }
            else if (value != _characteristics[iid].Value)
            {
                throw Wrong(link, $"event says {iid} is {value}; it is {_characteristics[iid].Value}");
            }
        }
    }

    /// <summary>A device changes a value on its own.</summary>
    public void Change(int iid, string value) => Apply(null, _characteristics[iid], value);

    /// <summary>Somebody presses the button.</summary>
    public void Press(int value)
    {
        foreach (Link link in Links)
        {
            if (link.Session.Subscriptions.Contains(Board.Button))
            {
                link.Session.Presses.Enqueue(value);
                Owe(link.Session);

                // HAP leaves it open; ours closes a connection that lets eight pile up.
                link.MayClose |= link.Session.Presses.Count > 8;
            }
        }
    }

    /// <summary>A controller that reads and asks nothing must have heard everything by now.</summary>
    public void CheckNothingLost(Link link)
    {
        ModelSession session = link.Session;
        bool isOwed = session.Pending.Count > 0 || session.Presses.Count > 0;
        bool isFree = link.Connection!.OutputCount == 0 && link.Requests.Count == 0 && !link.IsPartial && !link.Connection.IsCloseRequested;
        if (isOwed && isFree && now() - session.PendingSinceMs > 2000 && now() - link.LastActivityMs > 2000)
        {
            throw Wrong(link, $"has not heard of {string.Join(" ", session.Pending)} {session.Presses.Count} presses");
        }
    }

    private void AnswerRead(Link link, Request request, int status, byte[] body)
    {
        bool isAdmin = Table.IsAdmin(link.Session.Identifier);
        int[] results = [.. request.Ids.Select(iid => ReadStatus(iid, isAdmin))];
        bool isMixed = results.Any(result => result != 0);
        var text = new StringBuilder("{\"characteristics\":[");
        for (int i = 0; i < results.Length; i++)
        {
            text.Append(i > 0 ? "," : "").Append($"{{\"aid\":1,\"iid\":{request.Ids[i]}");
            text.Append(isMixed ? $",\"status\":{results[i]}" : "");
            text.Append(results[i] == 0 ? $",\"value\":{_characteristics[request.Ids[i]].Value}" : "").Append('}');
        }

        Expect(link, request, isMixed ? 207 : 200, text.Append("]}").ToString(), status, body);
    }

    private int ReadStatus(int iid, bool isAdmin)
    {
        return !_characteristics.TryGetValue(iid, out ModelCharacteristic? found) ? -70409
            : !found.CanRead ? -70405
            : found.IsAdminOnly && !isAdmin ? -70401
            : 0;
    }

    private void AnswerWrite(Link link, Request request, int status, byte[] body)
    {
        ModelSession session = link.Session;
        bool isTimed = request.Pid >= 0 && session.PreparedPid == request.Pid && now() <= session.PreparedUntilMs;
        session.PreparedPid = request.Pid >= 0 ? -1 : session.PreparedPid;
        int[] results = [.. request.Entries.Select(entry => request.Pid >= 0 && !isTimed ? -70410 : Write(link, entry, isTimed))];
        bool isPlain = true;

        // Values are read back when all are written.
        var text = new StringBuilder("{\"characteristics\":[");
        for (int i = 0; i < results.Length; i++)
        {
            WriteEntry entry = request.Entries[i];
            bool isWanted = entry.IsResponseWanted && entry.Value != null && results[i] == 0;
            isPlain &= results[i] == 0 && !entry.IsResponseWanted;
            text.Append(i > 0 ? "," : "").Append($"{{\"aid\":1,\"iid\":{entry.Iid},\"status\":{results[i]}");
            text.Append(isWanted ? $",\"value\":{_characteristics[entry.Iid].Value}" : "").Append('}');
        }

        Expect(link, request, isPlain ? 204 : 207, isPlain ? "" : text.Append("]}").ToString(), status, body);
    }

    private int Write(Link link, WriteEntry entry, bool isTimed)
    {
        if (!_characteristics.TryGetValue(entry.Iid, out ModelCharacteristic? characteristic))
        {
            return -70409;
        }

        if ((characteristic.IsTimed && entry.Value != null && !isTimed) || (entry.Value == null && entry.Events == null))
        {
            return -70410;
        }

        bool isAdmin = Table.IsAdmin(link.Session.Identifier);
        int subscribed = entry.Events == null ? 0 : Subscribe(link.Session, characteristic, entry.Events.Value, isAdmin);
        int written = entry.Value == null ? 0 : WriteValue(link, entry, characteristic, isAdmin);
        return subscribed != 0 ? subscribed : written;
    }

    private static int Subscribe(ModelSession session, ModelCharacteristic characteristic, bool isOn, bool isAdmin)
    {
        if (characteristic.IsAdminOnly && !isAdmin)
        {
            return -70401;
        }

        if (!characteristic.CanNotify)
        {
            return -70406;
        }

        if (isOn)
        {
            session.Subscriptions.Add(characteristic.Iid);
        }
        else
        {
            session.Subscriptions.Remove(characteristic.Iid);
            session.Pending.Remove(characteristic.Iid);
            if (characteristic.Iid == Board.Button)
            {
                session.Presses.Clear();
            }
        }

        return 0;
    }

    private int WriteValue(Link link, WriteEntry entry, ModelCharacteristic characteristic, bool isAdmin)
    {
        if (characteristic.IsAdminOnly && !isAdmin)
        {
            return -70401;
        }

        if (!characteristic.CanWrite)
        {
            return -70404;
        }

        string? value = characteristic.Accept(entry.Value!);
        if (value == null)
        {
            return -70410;
        }

        Apply(link, characteristic, value);
        link.Session.Pending.Remove(characteristic.Iid);
        return entry.IsResponseWanted && !characteristic.HasResponse ? -70405 : 0;
    }

    private void Apply(Link? writer, ModelCharacteristic characteristic, string value)
    {
        if (characteristic.Value == value)
        {
            return;
        }

        characteristic.Value = value;
        _valuesChangedMs = characteristic.IsKept && _valuesChangedMs < 0 ? now() : _valuesChangedMs;
        foreach (Link link in Links)
        {
            if (link != writer && link.Session.Subscriptions.Contains(characteristic.Iid) && link.Session.Pending.Add(characteristic.Iid))
            {
                Owe(link.Session);
            }
        }
    }

    private void Owe(ModelSession session)
    {
        session.PendingSinceMs = session.Pending.Count + session.Presses.Count <= 1 ? now() : session.PendingSinceMs;
    }

    private static void EventOfButton(Link link, string value)
    {
        if (!link.Session.Presses.TryDequeue(out int press) || value != press.ToString())
        {
            throw Wrong(link, $"press {value}, which was not the next one");
        }
    }
}
