// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.IO;

namespace HapNano.Server;

/// <summary>Where <see cref="FlashStore"/> keeps its files: a folder on the board, something that loses power on command in a test.</summary>
/// <remarks>Every method may throw whatever the platform throws when the medium refuses; the store turns that into its answer.</remarks>
public abstract class FlashMedium
{
    private static FlashMedium s_board;

    /// <summary>The board's flash: what <c>new FlashStore()</c> uses. A board that keeps it elsewhere sets it before Main.</summary>
    public static FlashMedium Board
    {
        get
        {
            if (s_board == null)
            {
                s_board = new FolderMedium(Platform.FlashFolder);
            }

            return s_board;
        }

        set
        {
            s_board = value;
        }
    }

    /// <summary>Opens a file to read.</summary>
    /// <returns>Null when there is no such file.</returns>
    public abstract Stream OpenRead(string name);

    /// <summary>Opens an empty file to write, in the place of any older one of that name.</summary>
    public abstract Stream Create(string name);

    /// <summary>Makes what was written durable, and closes it.</summary>
    public abstract void Commit(Stream stream);

    /// <summary>Removes a file. Removing what is not there succeeds.</summary>
    public abstract void Delete(string name);
}
