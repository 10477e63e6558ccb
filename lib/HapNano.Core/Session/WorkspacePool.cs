// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

namespace HapNano.Session;

/// <summary>Lends workspaces to connections that have something to do.</summary>
/// <remarks>
/// A connection never waits for one, so none can keep another from working. <see cref="KeptCount"/> are kept for the next who come, which is what a house needs
/// from day to day; what a crowd needs besides goes to the collector behind it. Used under the stack's lock.
/// </remarks>
internal sealed class WorkspacePool
{
    /// <summary>Workspaces kept while nobody has them.</summary>
    internal const int KeptCount = 2;

    private readonly HapHost _host;
    private readonly Workspace[] _free = new Workspace[KeptCount];
    private int _freeCount;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="host">Whose scratch the workspaces work with.</param>
    internal WorkspacePool(HapHost host)
    {
        _host = host;
    }

    /// <summary>Workspaces made so far.</summary>
    internal int MadeCount { get; private set; }

    /// <summary>Lends one.</summary>
    internal Workspace Take()
    {
        int last = _freeCount - 1;
        if (last < 0)
        {
            MadeCount++;
            return new Workspace(_host);
        }

        _freeCount = last;
        Workspace workspace = _free[last];
        _free[last] = null;
        return workspace;
    }

    /// <summary>Takes one back.</summary>
    internal void Return(Workspace workspace)
    {
        int count = _freeCount;
        if (count < KeptCount)
        {
            _free[count] = workspace;
            _freeCount = count + 1;
        }
    }

    /// <summary>The connection has gone: no workspace that is kept holds on to it.</summary>
    internal void Forget(HapConnection connection)
    {
        for (int i = 0; i < _freeCount; i++)
        {
            if (_free[i].Exchange.Peer == connection)
            {
                _free[i].Forget();
            }
        }
    }
}
