// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Mdns;

/// <content>From state to state: the arrows of the picture above the class.</content>
public sealed partial class MdnsResponder
{
    private const int MaxProbeDelayMs = 250;
    private const int TieLostDelayMs = 1000;
    private const int TooManyConflictsDelayMs = 5000;
    private const int UpdateAnnouncements = 2;

    /// <summary>Takes the service as it is now and probes for its names.</summary>
    private void Restart()
    {
        _isPublished &= _names.Load() == 0;
        LoadTextAndPort();
        _goodbyeRecords = 0;
        Probe(_delays.Next(0, MaxProbeDelayMs));
    }

    /// <summary>Takes text and port of the service.</summary>
    /// <returns>Records that changed by it.</returns>
    private int LoadTextAndPort()
    {
        int changed = 0;
        if (_text != _service.Text)
        {
            _text = _service.Text;
            _records.LoadText(_text);
            changed |= RecordSet.Text;
        }

        if (!_records.IsPort(_service.Port))
        {
            _records.LoadPort(_service.Port);
            changed |= RecordSet.Service;
        }

        return changed;
    }

    /// <summary>The owner chose other names: the old ones are withdrawn before the new ones are probed for.</summary>
    private void FollowNewNames(int names)
    {
        if (!_isPublished)
        {
            Restart();
            return;
        }

        Silence();
        _state = MdnsState.Goodbye;
        _isRestartWanted = true;
        _goodbyeRecords = (names & RecordSet.InstanceName) != 0 ? RecordSet.Pointer | RecordSet.Service | RecordSet.Text : 0;
        if ((names & RecordSet.HostName) != 0)
        {
            _goodbyeRecords |= (RecordSet.IPv4 | RecordSet.IPv6) & _records.Present;
        }
    }

    /// <summary>Drops everything that waits to be sent.</summary>
    private void Silence()
    {
        _probes.IsReady = false;
        _announcements.Clear();
        _answers.Drop();
    }

    private void Probe(int delayMs)
    {
        Silence();
        _state = MdnsState.Probing;
        _probes.Begin(_nowMs + delayMs);
    }

    /// <summary>Milliseconds to wait after a conflict that just happened (RFC 6762 §8.1).</summary>
    private int DelayAfterConflict()
    {
        return _conflicts.Add(_nowMs) ? TooManyConflictsDelayMs : _delays.Next(0, MaxProbeDelayMs);
    }

    /// <summary>Somebody has the names that we probe for (RFC 6762 §9): the next ones, from the beginning.</summary>
    private void GiveUp(int names)
    {
        _names.GiveUp(names);
        _isPublished &= (names & RecordSet.InstanceName) == 0;
        Probe(DelayAfterConflict());
    }

    private void HandleResponse(MdnsEndpoint source)
    {
        if (source.Port != Port)
        {
            return;   // RFC 6762 §6: responses come from port 5353 only
        }

        if (_state == MdnsState.Probing)
        {
            if (_probes.Sent > 0 && _scan.TakenNames != 0)
            {
                GiveUp(_scan.TakenNames);
            }

            return;
        }

        if (_scan.ConflictingNames != 0)
        {
            // RFC 6762 §9: no rename yet. Who answers the probes keeps the name; a stray packet of our own past answers none.
            Probe(DelayAfterConflict());
            return;
        }

        _answers.Hear(_scan, _nowMs);
    }

    private void HandleQuery(byte[] packet, int offset, MdnsEndpoint source)
    {
        if (_state == MdnsState.Probing)
        {
            if (_probes.Sent > 0 && _scan.IsTieLost())
            {
                Probe(TieLostDelayMs);   // RFC 6762 §8.2: by then the winner defends the name, or has gone
            }

            return;
        }

        _answers.Query(_scan, packet, offset, source, _nowMs);
    }

    /// <summary>Announces records whose data changed, now and once more (RFC 6762 §8.4).</summary>
    private void Announce(int records)
    {
        _announcements.Add(records, UpdateAnnouncements, _nowMs);
        PlanAnnouncement();
    }

    private void PlanAnnouncement()
    {
        int records = _announcements.Take(_nowMs) & _records.Present;
        if (records != 0)
        {
            _answers.Announce(records, _nowMs);
        }

        if (_announcements.Left == 0)
        {
            _state = MdnsState.Running;
        }
    }

    private int TakeGoodbye(byte[] buffer, int offset)
    {
        int count = _composer.WriteGoodbye(buffer, offset, _goodbyeRecords);
        _goodbyeRecords = 0;
        if (_state == MdnsState.Goodbye)
        {
            _isPublished = false;
            if (_isRestartWanted)
            {
                Restart();
            }
            else
            {
                _state = MdnsState.Stopped;
            }
        }

        return count;
    }
}
