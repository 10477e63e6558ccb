// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.IO;

namespace HapNano.Server;

/// <summary>A folder of the file system: littlefs on the board, any folder on a PC.</summary>
/// <remarks>Written with the members of System.IO that nanoFramework has. The folder is made when the first file is.</remarks>
public sealed class FolderMedium : FlashMedium
{
    private readonly string _folder;

    /// <summary>A medium in <paramref name="folder"/>.</summary>
    /// <param name="folder">Full path, such as <c>I:\hapnano</c> on the board.</param>
    public FolderMedium(string folder)
    {
        _folder = folder;
    }

    /// <inheritdoc/>
    public override Stream OpenRead(string name)
    {
        string path = Path.Combine(_folder, name);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read) : null;
    }

    /// <inheritdoc/>
    public override Stream Create(string name)
    {
        if (!Directory.Exists(_folder))
        {
            Directory.CreateDirectory(_folder);
        }

        return new FileStream(Path.Combine(_folder, name), FileMode.Create, FileAccess.Write);
    }

    /// <inheritdoc/>
    public override void Commit(Stream stream)
    {
        Platform.FlushToDisk((FileStream)stream);
        stream.Close();
    }

    /// <inheritdoc/>
    public override void Delete(string name)
    {
        string path = Path.Combine(_folder, name);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
