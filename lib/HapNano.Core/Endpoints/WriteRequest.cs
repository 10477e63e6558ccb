// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Endpoints;

/// <summary>
/// Reads the body of PUT /characteristics: first the whole of it, so that nothing is executed of a malformed request, then an entry at a time.
/// </summary>
/// <remarks>Scratch of one call; allocates nothing. The last entry read stays, so a request of one entry is read once.</remarks>
internal sealed class WriteRequest
{
    private const WriteMembers NeededMembers = WriteMembers.Aid | WriteMembers.Iid;

    private static readonly byte[] s_characteristics = Encoding.UTF8.GetBytes("characteristics");
    private static readonly byte[] s_pid = Encoding.UTF8.GetBytes("pid");
    private static readonly byte[] s_aid = Encoding.UTF8.GetBytes("aid");
    private static readonly byte[] s_iid = Encoding.UTF8.GetBytes("iid");
    private static readonly byte[] s_value = Encoding.UTF8.GetBytes("value");
    private static readonly byte[] s_ev = Encoding.UTF8.GetBytes("ev");
    private static readonly byte[] s_authData = Encoding.UTF8.GetBytes("authData");
    private static readonly byte[] s_remote = Encoding.UTF8.GetBytes("remote");
    private static readonly byte[] s_r = Encoding.UTF8.GetBytes("r");

    private readonly JsonReader _reader;
    private byte[] _body;
    private int _entryOffset;
    private int _entryEnd;
    private WriteMembers _members;
    private ulong _aid;
    private ulong _iid;
    private ulong _pid;
    private bool _isSubscribing;
    private bool _isResponseWanted;
    private int _valueOffset;
    private int _valueLength;
    private int _authorizationOffset;
    private int _authorizationLength;

    /// <summary>Makes the reader of bodies.</summary>
    /// <param name="reader">Scratch, used within one call.</param>
    internal WriteRequest(JsonReader reader)
    {
        _reader = reader;
    }

    /// <summary>True when the body has a list of characteristics.</summary>
    internal bool HasEntries { get; private set; }

    /// <summary>Entries of the list, 1 or more.</summary>
    internal int EntryCount { get; private set; }

    /// <summary>Offset of the first entry.</summary>
    internal int FirstEntry { get; private set; }

    /// <summary>True when the body claims to be a timed write.</summary>
    internal bool HasPid { get; private set; }

    /// <summary>Number of the timed write.</summary>
    internal ulong Pid => _pid;

    /// <summary>Accessory id of the entry.</summary>
    internal ulong Aid => _aid;

    /// <summary>Instance id of the entry.</summary>
    internal ulong Iid => _iid;

    /// <summary>True when the entry writes.</summary>
    internal bool HasValue => (_members & WriteMembers.Value) != 0;

    /// <summary>True when the entry subscribes or unsubscribes.</summary>
    internal bool HasEvents => (_members & WriteMembers.Events) != 0;

    /// <summary>True to subscribe, false to unsubscribe.</summary>
    internal bool IsSubscribing => _isSubscribing;

    /// <summary>True when the entry wants the value back.</summary>
    internal bool IsResponseWanted => _isResponseWanted;

    /// <summary>True when the entry brings authorization data.</summary>
    internal bool HasAuthorization => (_members & WriteMembers.Authorization) != 0;

    /// <summary>Reads the whole body.</summary>
    /// <param name="body">Holds the body.</param>
    /// <param name="offset">First byte of the body.</param>
    /// <param name="count">Bytes of the body.</param>
    /// <returns>False when any of it is malformed: 400, and nothing may be executed.</returns>
    internal bool TryRead(byte[] body, int offset, int count)
    {
        HasEntries = false;
        HasPid = false;
        EntryCount = 0;
        _body = body;
        _entryOffset = -1;
        _reader.Reset(body, offset, count);
        return Next() == JsonToken.ObjectStart && ReadTopMembers() && Next() == JsonToken.End;
    }

    /// <summary>Reads one entry of a body that was read as a whole, unless it is the last one read.</summary>
    /// <param name="body">Holds the body.</param>
    /// <param name="offset">First byte of the entry.</param>
    /// <param name="end">First byte behind the body.</param>
    /// <returns>First byte of the next entry, or of the list's end.</returns>
    internal int ReadEntry(byte[] body, int offset, int end)
    {
        if (offset != _entryOffset || body != _body)
        {
            _body = body;
            _reader.Reset(body, offset, end - offset);
            Next();
            ReadEntryMembers();
        }

        // The body is well-formed: only white space and a comma stand between.
        int next = _entryEnd;
        while (body[next] != '{' && body[next] != ']')
        {
            next++;
        }

        return next;
    }

    /// <summary>Puts a reader on the entry's value.</summary>
    internal JsonReader OpenValue()
    {
        return Open(_valueOffset, _valueLength);
    }

    /// <summary>Puts a reader on the entry's authorization data, which is a string.</summary>
    internal JsonReader OpenAuthorization()
    {
        return Open(_authorizationOffset, _authorizationLength);
    }

    private JsonReader Open(int offset, int length)
    {
        _reader.Reset(_body, offset, length);
        Next();
        return _reader;
    }

    private JsonToken Next()
    {
        return _reader.Next() == ParseStatus.Done ? _reader.Token : JsonToken.None;
    }

    private bool ReadTopMembers()
    {
        JsonToken token = Next();
        while (token == JsonToken.Name)
        {
            if (!ReadTopMember())
            {
                return false;
            }

            token = Next();
        }

        return token == JsonToken.ObjectEnd;
    }

    // A second list or a second pid is malformed; what is unknown is passed over.
    private bool ReadTopMember()
    {
        bool isList = _reader.NameEquals(s_characteristics);
        bool isPid = !isList && _reader.NameEquals(s_pid);
        JsonToken token = Next();
        if (isList)
        {
            bool isFirst = !HasEntries;
            HasEntries = true;
            return isFirst && token == JsonToken.ArrayStart && ReadList();
        }

        if (isPid)
        {
            bool isFirst = !HasPid;
            HasPid = true;
            return isFirst && _reader.TryGetUnsigned(out _pid);
        }

        return token != JsonToken.None && _reader.Skip() == ParseStatus.Done;
    }

    private bool ReadList()
    {
        JsonToken token = Next();
        while (token == JsonToken.ObjectStart)
        {
            if (EntryCount == 0)
            {
                FirstEntry = _reader.TokenOffset;
            }

            EntryCount++;
            if (!ReadEntryMembers())
            {
                return false;
            }

            token = Next();
        }

        return token == JsonToken.ArrayEnd && EntryCount > 0;
    }

    // The reader stands on the entry's opening brace.
    private bool ReadEntryMembers()
    {
        _entryOffset = _reader.TokenOffset;
        _members = WriteMembers.None;
        _isResponseWanted = false;
        JsonToken token = Next();
        while (token == JsonToken.Name)
        {
            if (!ReadEntryMember(FindMember()))
            {
                return false;
            }

            token = Next();
        }

        _entryEnd = _reader.TokenOffset + 1;
        return token == JsonToken.ObjectEnd && (_members & NeededMembers) == NeededMembers;
    }

    private WriteMembers FindMember()
    {
        return _reader.NameEquals(s_aid) ? WriteMembers.Aid
            : _reader.NameEquals(s_iid) ? WriteMembers.Iid
            : _reader.NameEquals(s_value) ? WriteMembers.Value
            : _reader.NameEquals(s_ev) ? WriteMembers.Events
            : _reader.NameEquals(s_r) ? WriteMembers.Response
            : _reader.NameEquals(s_remote) ? WriteMembers.Remote
            : _reader.NameEquals(s_authData) ? WriteMembers.Authorization
            : WriteMembers.None;
    }

    private bool ReadEntryMember(WriteMembers member)
    {
        JsonToken token = Next();
        if ((_members & member) != 0)
        {
            return false;
        }

        _members |= member;
        switch (member)
        {
            case WriteMembers.Aid:
                return _reader.TryGetUnsigned(out _aid);
            case WriteMembers.Iid:
                return _reader.TryGetUnsigned(out _iid);
            case WriteMembers.Value:
                return KeepValue(token);
            case WriteMembers.Events:
                return _reader.TryGetBool(out _isSubscribing);
            case WriteMembers.Response:
                return _reader.TryGetBool(out _isResponseWanted);
            case WriteMembers.Remote:
                return _reader.TryGetBool(out _);
            case WriteMembers.Authorization:
                _authorizationOffset = _reader.TokenOffset - 1;
                _authorizationLength = _reader.TokenLength + 2;
                return token == JsonToken.String;
            default:
                return token != JsonToken.None && _reader.Skip() == ParseStatus.Done;
        }
    }

    // null, objects and arrays are no values; whether the type fits is the characteristic's question.
    private bool KeepValue(JsonToken token)
    {
        int quoteBytes = token == JsonToken.String ? 1 : 0;
        _valueOffset = _reader.TokenOffset - quoteBytes;
        _valueLength = _reader.TokenLength + (2 * quoteBytes);
        return token == JsonToken.String || token == JsonToken.Number || token == JsonToken.True || token == JsonToken.False;
    }
}
