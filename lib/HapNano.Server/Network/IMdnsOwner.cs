// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using HapNano.Mdns;

namespace HapNano.Server;

/// <summary>Who knows what is published. Called by the thread of discovery, without any lock.</summary>
internal interface IMdnsOwner
{
    /// <summary>Sets every text key to what holds now.</summary>
    void FillText(MdnsService service);

    /// <summary>A name was taken by somebody else; these numbers follow ours from now on.</summary>
    void Renamed(int instanceNumber, int hostNumber);

    /// <summary>Discovery does not work for now.</summary>
    void Unavailable();
}
