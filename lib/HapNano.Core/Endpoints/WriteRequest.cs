// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Endpoints;

/// <summary>
/// Reads the body of PUT /characteristics: first the whole of it, so that nothing is executed of a malformed request, then an entry at a time.
/// </summary>
/// <remarks>
/// <para>Scratch of one call; allocates nothing. The last entry read stays, so a request of one entry is read once.</para>
/// <para>What controllers send is plain, and <see cref="PlainWriteReader"/>'s; anything else, malformed bodies included, is <see cref="JsonReader"/>'s from the
/// start.</para>
/// </remarks>
internal sealed class WriteRequest
{
    private static readonly byte[] s_characteristics = Encoding.UTF8.GetBytes("characteristics");
    private static readonly byte[] s_pid = Encoding.UTF8.GetBytes("pid");

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

    /// <summary>The entry that was read last.</summary>
    internal readonly WriteEntry Entry = new WriteEntry();

    private readonly JsonReader _reader;
    private byte[] _body;

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
        _body = body;
        HasEntries = TryReadPlain(offset, offset + count);
        if (HasEntries)
        {
            return true;
        }

        EntryCount = 0;
        Entry.Offset = -1;
        _reader.Reset(body, offset, count);
        return _reader.NextToken() == JsonToken.ObjectStart && ReadTopMembers() && _reader.NextToken() == JsonToken.End;
    }

    /// <summary>Reads one entry of a body that was read as a whole, unless it is the last one read.</summary>
    /// <param name="body">Holds the body.</param>
    /// <param name="offset">First byte of the entry.</param>
    /// <param name="end">First byte behind the body.</param>
    /// <returns>First byte of the next entry, or of the list's end.</returns>
    internal int ReadEntry(byte[] body, int offset, int end)
    {
        WriteEntry entry = Entry;
        if (offset != entry.Offset || body != _body)
        {
            _body = body;
            if (PlainWriteReader.ReadEntry(body, offset, end, entry) == PlainWriteReader.NotPlain)
            {
                _reader.Reset(body, offset, end - offset);
                _reader.NextToken();
                entry.TryRead(_reader);
            }
        }

        // The body is well-formed: only white space and a comma stand between.
        int next = entry.End;
        while (body[next] != '{' && body[next] != ']')
        {
            next++;
        }

        return next;
    }

    /// <summary>Puts a reader on the entry's value.</summary>
    internal JsonReader OpenValue()
    {
        _reader.Set(_body, Entry.ValueToken, Entry.ValueOffset, Entry.ValueLength);
        return _reader;
    }

    /// <summary>Puts a reader on the entry's authorization data, which is a string.</summary>
    internal JsonReader OpenAuthorization()
    {
        _reader.Set(_body, JsonToken.String, Entry.AuthorizationOffset, Entry.AuthorizationLength);
        return _reader;
    }

    // False says nothing about the body: it is to be read as JSON.
    private bool TryReadPlain(int offset, int end)
    {
        byte[] body = _body;
        int at = PlainWriteReader.FindFirst(body, offset, end);
        FirstEntry = at;
        int count = 0;
        while (at != PlainWriteReader.NotPlain && at < end && (count == 0 || body[at - 1] == ','))
        {
            at = PlainWriteReader.ReadEntry(body, at, end, Entry);
            count++;
        }

        EntryCount = count;
        return at == end - 1 && count > 0 && body[at - 1] == ']' && body[at] == '}';
    }

    private bool ReadTopMembers()
    {
        JsonToken token = _reader.NextToken();
        while (token == JsonToken.Name)
        {
            if (!ReadTopMember())
            {
                return false;
            }

            token = _reader.NextToken();
        }

        return token == JsonToken.ObjectEnd;
    }

    // A second list or a second pid is malformed; what is unknown is passed over.
    private bool ReadTopMember()
    {
        bool isList = _reader.NameEquals(s_characteristics);
        bool isPid = !isList && _reader.NameEquals(s_pid);
        JsonToken token = _reader.NextToken();
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
        JsonToken token = _reader.NextToken();
        while (token == JsonToken.ObjectStart)
        {
            if (EntryCount == 0)
            {
                FirstEntry = _reader.TokenOffset;
            }

            EntryCount++;
            if (!Entry.TryRead(_reader))
            {
                return false;
            }

            token = _reader.NextToken();
        }

        return token == JsonToken.ArrayEnd && EntryCount > 0;
    }
}
