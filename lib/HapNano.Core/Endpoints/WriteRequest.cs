// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;
using System.Text;
using HapNano.Codec;

namespace HapNano.Endpoints;

/// <summary>
/// Reads the body of PUT /characteristics: first the whole of it, so that nothing is executed of a malformed request, then an entry at a time.
/// </summary>
/// <remarks>
/// <para>Scratch of one call; allocates nothing. The last entry read stays, so a request of one entry is read once.</para>
/// <para>What controllers send is plain: no white space, few members, small numbers, true and false. That is compared in words of eight bytes, at a tenth of
/// what its tokens cost the interpreter; anything else, malformed bodies included, is <see cref="JsonReader"/>'s from the start.</para>
/// </remarks>
internal sealed class WriteRequest
{
    private const WriteMembers NeededMembers = WriteMembers.Aid | WriteMembers.Iid;

    // A plain body starts with {"characteristics":[ in three words of which the last two overlap.
    private const int ListStartBytes = 20;
    private const int ListOverlapOffset = 12;
    private const int MaxPlainDigits = 9;
    private const int NotPlain = -1;

    private const ulong FiveBytes = 0x000000FFFFFFFFFF;
    private const ulong SixBytes = 0x0000FFFFFFFFFFFF;

    private static readonly ulong s_listFront = Word.Of("{\"charac");
    private static readonly ulong s_listMiddle = Word.Of("teristic");
    private static readonly ulong s_listBack = Word.Of("stics\":[");
    private static readonly ulong s_aidName = Word.Of("\"aid\":");
    private static readonly ulong s_iidName = Word.Of("\"iid\":");
    private static readonly ulong s_evName = Word.Of("\"ev\":");
    private static readonly ulong s_valueName = Word.Of("\"value\":");
    private static readonly uint s_true = (uint)Word.Of("true");
    private static readonly uint s_fals = (uint)Word.Of("fals");

    private static readonly byte[] s_characteristics = Encoding.UTF8.GetBytes("characteristics");
    private static readonly byte[] s_pid = Encoding.UTF8.GetBytes("pid");
    private static readonly byte[] s_aid = Encoding.UTF8.GetBytes("aid");
    private static readonly byte[] s_iid = Encoding.UTF8.GetBytes("iid");
    private static readonly byte[] s_value = Encoding.UTF8.GetBytes("value");
    private static readonly byte[] s_ev = Encoding.UTF8.GetBytes("ev");
    private static readonly byte[] s_authData = Encoding.UTF8.GetBytes("authData");
    private static readonly byte[] s_remote = Encoding.UTF8.GetBytes("remote");
    private static readonly byte[] s_r = Encoding.UTF8.GetBytes("r");

    /// <summary>True when the body has a list of characteristics.</summary>
    internal bool HasEntries;

    /// <summary>Entries of the list, 1 or more.</summary>
    internal int EntryCount;

    /// <summary>Offset of the first entry.</summary>
    internal int FirstEntry;

    /// <summary>True when the body claims to be a timed write.</summary>
    internal bool HasPid;

    /// <summary>Number of the timed write.</summary>
    internal ulong Pid;

    /// <summary>Accessory id of the entry.</summary>
    internal ulong Aid;

    /// <summary>Instance id of the entry.</summary>
    internal ulong Iid;

    /// <summary>What the entry has: with Value it writes, with Events it subscribes or unsubscribes, with Authorization it brings authorization data.</summary>
    internal WriteMembers Members;

    /// <summary>True to subscribe, false to unsubscribe.</summary>
    internal bool IsSubscribing;

    /// <summary>True when the entry wants the value back.</summary>
    internal bool IsResponseWanted;

    private readonly JsonReader _reader;
    private byte[] _body;
    private int _entryOffset;
    private int _entryEnd;
    private JsonToken _valueToken;
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

    /// <summary>Reads the whole body.</summary>
    /// <param name="body">Holds the body.</param>
    /// <param name="offset">First byte of the body.</param>
    /// <param name="count">Bytes of the body.</param>
    /// <returns>False when any of it is malformed: 400, and nothing may be executed.</returns>
    internal bool TryRead(byte[] body, int offset, int count)
    {
        HasPid = false;
        EntryCount = 0;
        _body = body;
        HasEntries = TryReadPlain(offset, offset + count);
        if (HasEntries)
        {
            return true;
        }

        EntryCount = 0;
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
            if (ReadPlainEntry(offset, end) == NotPlain)
            {
                _reader.Reset(body, offset, end - offset);
                Next();
                ReadEntryMembers();
            }
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
        _reader.Set(_body, _valueToken, _valueOffset, _valueLength);
        return _reader;
    }

    /// <summary>Puts a reader on the entry's authorization data, which is a string.</summary>
    internal JsonReader OpenAuthorization()
    {
        _reader.Set(_body, JsonToken.String, _authorizationOffset, _authorizationLength);
        return _reader;
    }

    // False says nothing about the body: it is to be read as JSON.
    private bool TryReadPlain(int offset, int end)
    {
        byte[] body = _body;
        int at = offset + ListStartBytes;
        if (at > end || BitConverter.ToUInt64(body, offset) != s_listFront || BitConverter.ToUInt64(body, offset + 8) != s_listMiddle
            || BitConverter.ToUInt64(body, offset + ListOverlapOffset) != s_listBack)
        {
            return false;
        }

        FirstEntry = at;
        do
        {
            at = ReadPlainEntry(at, end);
            EntryCount++;
        }
        while (at != NotPlain && at < end && body[at - 1] == ',');

        return at == end - 1 && body[at - 1] == ']' && body[at] == '}';
    }

    // Returns the index two behind the entry's brace, so that what follows the entry lies in front of it.
    private int ReadPlainEntry(int at, int end)
    {
        byte[] body = _body;
        _entryOffset = at;
        Members = WriteMembers.None;
        IsResponseWanted = false;
        byte separator = (byte)'{';
        if (at >= end || body[at] != separator)
        {
            return NotPlain;
        }

        do
        {
            at = ReadPlainMember(at + 1, end);
            if (at == NotPlain)
            {
                return NotPlain;
            }

            separator = body[at];
        }
        while (separator == ',');

        _entryEnd = at + 1;
        return separator == '}' && (Members & NeededMembers) == NeededMembers && _entryEnd < end ? at + 2 : NotPlain;
    }

    // A name with its quotes and its colon is one word. Returns the index of what follows the member.
    private int ReadPlainMember(int at, int end)
    {
        if (end - at <= Word.Bytes)
        {
            return NotPlain;
        }

        ulong word = BitConverter.ToUInt64(_body, at);
        ulong shortName = word & SixBytes;
        WriteMembers member = shortName == s_aidName ? WriteMembers.Aid
            : shortName == s_iidName ? WriteMembers.Iid
            : word == s_valueName ? WriteMembers.Value
            : (word & FiveBytes) == s_evName ? WriteMembers.Events
            : WriteMembers.None;
        if (member == WriteMembers.None || (Members & member) != 0)
        {
            return NotPlain;
        }

        Members |= member;
        return ReadPlainValue(at + (member == WriteMembers.Value ? 8 : member == WriteMembers.Events ? 5 : 6), end, member);
    }

    // A number of few digits, or true or false. Returns the index of what follows it.
    private int ReadPlainValue(int start, int end, WriteMembers member)
    {
        byte[] body = _body;
        int at = start;
        uint number = 0;
        uint digit = (uint)(body[at] - '0');
        while (digit <= 9 && at < end - 1)
        {
            number = (number * 10) + digit;
            at++;
            digit = (uint)(body[at] - '0');
        }

        if (at > start)
        {
            bool isPlain = at - start == 1 || (at - start <= MaxPlainDigits && body[start] != '0');
            return isPlain && KeepPlain(member, JsonToken.Number, number, start, at) ? at : NotPlain;
        }

        uint literal = end - at > 5 ? BitConverter.ToUInt32(body, at) : 0;
        at += 4;
        if (literal == s_true)
        {
            return KeepPlain(member, JsonToken.True, 1, start, at) ? at : NotPlain;
        }

        at++;
        return literal == s_fals && body[at - 1] == 'e' && KeepPlain(member, JsonToken.False, 0, start, at) ? at : NotPlain;
    }

    private bool KeepPlain(WriteMembers member, JsonToken token, uint number, int start, int end)
    {
        switch (member)
        {
            case WriteMembers.Aid:
                Aid = number;
                return token == JsonToken.Number;
            case WriteMembers.Iid:
                Iid = number;
                return token == JsonToken.Number;
            case WriteMembers.Events:
                IsSubscribing = number == 1;
                return number <= 1;
            default:
                _valueToken = token;
                _valueOffset = start;
                _valueLength = end - start;
                return true;
        }
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
            return isFirst && _reader.TryGetUnsigned(out Pid);
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
        Members = WriteMembers.None;
        IsResponseWanted = false;
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
        return token == JsonToken.ObjectEnd && (Members & NeededMembers) == NeededMembers;
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
        if ((Members & member) != 0)
        {
            return false;
        }

        Members |= member;
        switch (member)
        {
            case WriteMembers.Aid:
                return _reader.TryGetUnsigned(out Aid);
            case WriteMembers.Iid:
                return _reader.TryGetUnsigned(out Iid);
            case WriteMembers.Value:
                return KeepValue(token);
            case WriteMembers.Events:
                return _reader.TryGetBool(out IsSubscribing);
            case WriteMembers.Response:
                return _reader.TryGetBool(out IsResponseWanted);
            case WriteMembers.Remote:
                return _reader.TryGetBool(out _);
            case WriteMembers.Authorization:
                _authorizationOffset = _reader.TokenOffset;
                _authorizationLength = _reader.TokenLength;
                return token == JsonToken.String;
            default:
                return token != JsonToken.None && _reader.Skip() == ParseStatus.Done;
        }
    }

    // null, objects and arrays are no values; whether the type fits is the characteristic's question.
    private bool KeepValue(JsonToken token)
    {
        _valueToken = token;
        _valueOffset = _reader.TokenOffset;
        _valueLength = _reader.TokenLength;
        return token == JsonToken.String || token == JsonToken.Number || token == JsonToken.True || token == JsonToken.False;
    }
}
