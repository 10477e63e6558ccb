// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Text;
using HapNano.Codec;

namespace HapNano.Endpoints;

/// <summary>One entry of PUT /characteristics, as it was read last.</summary>
/// <remarks>Fields, because every write reads most of them, and a property costs the interpreter four times a field.</remarks>
internal sealed class WriteEntry
{
    private const WriteMembers NeededMembers = WriteMembers.Aid | WriteMembers.Iid;

    private static readonly byte[] s_aid = Encoding.UTF8.GetBytes("aid");
    private static readonly byte[] s_iid = Encoding.UTF8.GetBytes("iid");
    private static readonly byte[] s_value = Encoding.UTF8.GetBytes("value");
    private static readonly byte[] s_ev = Encoding.UTF8.GetBytes("ev");
    private static readonly byte[] s_authData = Encoding.UTF8.GetBytes("authData");
    private static readonly byte[] s_remote = Encoding.UTF8.GetBytes("remote");
    private static readonly byte[] s_r = Encoding.UTF8.GetBytes("r");

    /// <summary>First byte of the entry; -1 before one is read.</summary>
    internal int Offset;

    /// <summary>First byte behind the entry.</summary>
    internal int End;

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

    /// <summary>Kind of the value.</summary>
    internal JsonToken ValueToken;

    /// <summary>First byte of the value.</summary>
    internal int ValueOffset;

    /// <summary>Bytes of the value.</summary>
    internal int ValueLength;

    /// <summary>First byte of the authorization data, which is a string.</summary>
    internal int AuthorizationOffset;

    /// <summary>Its bytes.</summary>
    internal int AuthorizationLength;

    /// <summary>Scratch of <see cref="PlainWriteReader"/>: the number it read last.</summary>
    internal uint Number;

    /// <summary>Reads an entry whatever way it is written.</summary>
    /// <param name="reader">Stands on the entry's opening brace, and afterwards on its closing one.</param>
    /// <returns>False when it is malformed.</returns>
    internal bool TryRead(JsonReader reader)
    {
        Offset = reader.TokenOffset;
        Members = WriteMembers.None;
        IsResponseWanted = false;
        JsonToken token = reader.NextToken();
        while (token == JsonToken.Name)
        {
            if (!TryReadMember(reader, FindMember(reader)))
            {
                return false;
            }

            token = reader.NextToken();
        }

        End = reader.TokenOffset + 1;
        return token == JsonToken.ObjectEnd && (Members & NeededMembers) == NeededMembers;
    }

    private static WriteMembers FindMember(JsonReader reader)
    {
        return reader.NameEquals(s_aid) ? WriteMembers.Aid
            : reader.NameEquals(s_iid) ? WriteMembers.Iid
            : reader.NameEquals(s_value) ? WriteMembers.Value
            : reader.NameEquals(s_ev) ? WriteMembers.Events
            : reader.NameEquals(s_r) ? WriteMembers.Response
            : reader.NameEquals(s_remote) ? WriteMembers.Remote
            : reader.NameEquals(s_authData) ? WriteMembers.Authorization
            : WriteMembers.None;
    }

    private bool TryReadMember(JsonReader reader, WriteMembers member)
    {
        JsonToken token = reader.NextToken();
        if ((Members & member) != 0)
        {
            return false;
        }

        Members |= member;
        switch (member)
        {
            case WriteMembers.Aid:
                return reader.TryGetUnsigned(out Aid);
            case WriteMembers.Iid:
                return reader.TryGetUnsigned(out Iid);
            case WriteMembers.Value:
                return KeepValue(reader, token);
            case WriteMembers.Events:
                return reader.TryGetBool(out IsSubscribing);
            case WriteMembers.Response:
                return reader.TryGetBool(out IsResponseWanted);
            case WriteMembers.Remote:
                return reader.TryGetBool(out _);
            case WriteMembers.Authorization:
                AuthorizationOffset = reader.TokenOffset;
                AuthorizationLength = reader.TokenLength;
                return token == JsonToken.String;
            default:
                return token != JsonToken.None && reader.Skip() == ParseStatus.Done;
        }
    }

    // null, objects and arrays are no values; whether the type fits is the characteristic's question.
    private bool KeepValue(JsonReader reader, JsonToken token)
    {
        ValueToken = token;
        ValueOffset = reader.TokenOffset;
        ValueLength = reader.TokenLength;
        return token == JsonToken.String || token == JsonToken.Number || token == JsonToken.True || token == JsonToken.False;
    }
}
