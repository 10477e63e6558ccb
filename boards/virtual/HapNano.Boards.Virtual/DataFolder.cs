// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using HapNano.Server;

namespace HapNano.Boards.Virtual;

/// <summary>The board's flash: a folder that one process at a time may use.</summary>
internal sealed partial class DataFolder : IDisposable
{
    private const string LockName = "lock";
    private const string SerialName = "serial";

    // Nobody but the owner: the folder holds the accessory's secret key.
    private const uint PrivateMask = 0x3F;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Makes the folder when it is missing, and takes it.</summary>
    /// <exception cref="BoardFault">It cannot be written, or another process has it.</exception>
    public static DataFolder Open(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetFileModeMask(PrivateMask);
        }

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BoardFault($"The data folder {path} cannot be made: {exception.Message}");
        }

        string lockPath = System.IO.Path.Combine(path, LockName);
        try
        {
            return new DataFolder(path, new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new BoardFault($"The data folder {path} cannot be written.");
        }
        catch (IOException exception)
        {
            throw new BoardFault(IsHeld(lockPath)
                ? $"The data folder {path} is in use by another process. Give each lamp a folder of its own with --data."
                : $"The data folder {path} cannot be written: {exception.Message}");
        }
    }

    /// <summary>The board's serial number, drawn when the folder was new: what a chip has burnt in.</summary>
    /// <exception cref="BoardFault">It cannot be read, or not be written in a new folder.</exception>
    public string Serial()
    {
        string path = System.IO.Path.Combine(Path, SerialName);
        try
        {
            string serial = ReadSerial(path);
            return serial.Length is >= 2 and <= 64 ? serial : throw new BoardFault($"The file {path} is damaged: it does not hold a serial number.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BoardFault($"The file {path} cannot be read or written: {exception.Message}");
        }
    }

    /// <summary>The folder as the store's medium.</summary>
    public FlashMedium Flash() => new FolderMedium(Path);

    /// <summary>Gives the folder back.</summary>
    public void Dispose() => _lock.Dispose();

    private static string ReadSerial(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("It is a folder.");
        }

        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            // Also when the power failed while the first one was written.
            File.WriteAllText(path, Convert.ToHexString(RandomNumberGenerator.GetBytes(6)));
        }

        return File.ReadAllText(path).Trim();
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetFileModeMask(uint mask);

    // A lock that is there but cannot be shared is held; one that is not even there could not be made.
    private static bool IsHeld(string lockPath) => File.Exists(lockPath);
}
