// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HapNano.Surface.Tests.Il;

/// <summary>From an instruction back to the source line, through the portable symbols beside the assembly or inside it.</summary>
internal sealed class SourceLines : IDisposable
{
    private readonly MetadataReaderProvider? _provider;
    private readonly MetadataReader? _symbols;

    public SourceLines(PEReader image, string assemblyPath)
    {
        if (image.TryOpenAssociatedPortablePdb(assemblyPath, path => File.Exists(path) ? File.OpenRead(path) : null, out _provider, out _))
        {
            _symbols = _provider!.GetMetadataReader();
        }
    }

    /// <summary>file:line of the last sequence point at or before the offset; null when there is none.</summary>
    public string? Find(MethodDefinitionHandle method, int offset)
    {
        if (_symbols is null)
        {
            return null;
        }

        SequencePoint? best = null;
        foreach (SequencePoint point in _symbols.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints())
        {
            if (!point.IsHidden && (best is null || point.Offset <= offset))
            {
                best = point;
            }
        }

        return best is SequencePoint found
            ? $"{_symbols.GetString(_symbols.GetDocument(found.Document).Name)}:{found.StartLine}"
            : null;
    }

    public void Dispose() => _provider?.Dispose();
}
