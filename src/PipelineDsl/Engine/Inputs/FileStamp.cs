using System;
using System.ComponentModel;
using System.IO;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PipelineDsl.Engine;

/// <summary>What a file system says of a file without reading it: if any of it differs, the file counts as changed.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Modified">When its content was last written, in nanoseconds since 1970; programs can set it.</param>
/// <param name="Changed">
/// When the file was last touched in any way, its content, times or name, in nanoseconds since 1970; programs cannot set it, so that content which is put in place of other content with the same length
/// and its old time is seen too. Where the system does not tell (outside of Linux), when it was created.
/// </param>
/// <remarks>Of an object it holds the length and a hash of the version in place of times, which are never too young to be relied on.</remarks>
internal readonly partial record struct FileStamp(long Bytes, long Modified, long Changed)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    private const uint BasicFacts = 0x7FF; // STATX_BASIC_STATS
    private const long LatestSecond = 9_000_000_000; // in 2255; nanoseconds of later times do not fit
    private const long HasVersion = long.MinValue;
    private static volatile bool s_hasNoStatx = !OperatingSystem.IsLinux();

    /// <summary>The later of the two times.</summary>
    public long Latest => Changed == HasVersion ? HasVersion : Math.Max(Modified, Changed);

    /// <summary>The stamp of an object.</summary>
    /// <param name="bytes">Its length.</param>
    /// <param name="version">Its version.</param>
    public static FileStamp Of(long bytes, string version) => new(bytes, (long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(version)), HasVersion);

    /// <summary>The stamp of the file at a path.</summary>
    /// <exception cref="IOException">There is none, or it cannot be asked.</exception>
    public static FileStamp Of(string path)
    {
        if (Statx(CurrentFolder, path, 0) is { } stamp)
        {
            return stamp;
        }

        FileInfo file = new(path);
        return new FileStamp(file.Length, Nanoseconds(file.LastWriteTimeUtc), Nanoseconds(file.CreationTimeUtc));
    }

    /// <summary>The stamp of an open file.</summary>
    public static FileStamp Of(SafeFileHandle file)
    {
        bool held = false;
        try
        {
            file.DangerousAddRef(ref held);
            if (Statx((int)file.DangerousGetHandle(), "", EmptyPath) is { } stamp)
            {
                return stamp;
            }
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }

        return new FileStamp(RandomAccess.GetLength(file), Nanoseconds(File.GetLastWriteTimeUtc(file)), Nanoseconds(File.GetCreationTimeUtc(file)));
    }

    /// <summary>Asks Linux, which knows nanoseconds and the time of change; null where it cannot be asked so.</summary>
    private static FileStamp? Statx(int folder, string path, int flags)
    {
        if (s_hasNoStatx)
        {
            return null;
        }

        try
        {
            if (Statx(folder, path, flags, BasicFacts, out FileFacts facts) != 0)
            {
                int error = Marshal.GetLastPInvokeError();
                throw new IOException($"'{path}': {new Win32Exception(error).Message}", error);
            }

            return new FileStamp(facts.Size, Nanoseconds(facts.Modified), Nanoseconds(facts.Changed));
        }
        catch (EntryPointNotFoundException)
        {
            s_hasNoStatx = true; // an old C library
            return null;
        }
    }

    private static long Nanoseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static long Nanoseconds(in Timestamp time) => (Math.Clamp(time.Seconds, -LatestSecond, LatestSecond) * 1_000_000_000) + time.Nanoseconds;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out FileFacts facts);

    /// <summary><c>struct statx</c>, the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileFacts
    {
        [FieldOffset(40)]
        public long Size;

        [FieldOffset(96)]
        public Timestamp Changed;

        [FieldOffset(112)]
        public Timestamp Modified;
    }

    /// <summary><c>struct statx_timestamp</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    private struct Timestamp
    {
        [FieldOffset(0)]
        public long Seconds;

        [FieldOffset(8)]
        public uint Nanoseconds;
    }
}
