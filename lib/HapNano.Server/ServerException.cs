// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System;

namespace HapNano.Server;

/// <summary>A server could not start. The message is one line for the owner.</summary>
public sealed class ServerException : Exception
{
    /// <summary>A fault and the line that explains it.</summary>
    public ServerException(ServerFault fault, string message)
        : base(message)
    {
        Fault = fault;
        Platform.ReportFault(fault);
    }

    /// <summary>What kind of fault.</summary>
    public ServerFault Fault { get; }
}
