using System;
using System.Linq;
using System.Threading;
using CsCheck;
using PipelineDsl.Engine;
using Xunit;

namespace PipelineDsl.Tests.Engine.Objects;

/// <summary>What is read of an object is its bytes, whatever the ranges, and however often answers break off; or it is an error that says what is wrong.</summary>
public sealed class ObjectContentTests
{
    private const string Address = "mem://b/a";

    [Fact]
    public void AnswersThatBreakOffAreTakenUpWhereTheyEnded()
        => Gen.Select(Gen.Int[0, 3000], Gen.Int[1, 500], Gen.Int[1, 6], Gen.Int[0, 100], Gen.Int[1, 300], Gen.Int).Sample(
            static (length, range, ranges, cutEvery, piece, seed) =>
            {
                byte[] bytes = Bytes(length);
                MemoryStorage storage = new()
                {
                    Transfer = new ObjectTransfer { RangeBytes = range, Ranges = ranges, Retries = 1000, Delay = TimeSpan.Zero },
                    Piece = piece,
                    Cut = (number, wanted) => Mix(seed, number) % 100 < cutEvery % 95 ? (int)(Mix(seed, number + 100_000) % (uint)wanted) : null,
                    Fault = (_, number) => Mix(seed, number + 200_000) % 100 < cutEvery / 2 ? new ObjectStorageException(ObjectFailure.Unreachable, "busy") : null,
                };
                storage.Put("b", "a", bytes);
                int offset = (int)(Mix(seed, -1) % (uint)(length + 1));
                int count = (int)(Mix(seed, -2) % (uint)(length - offset + 1));
                Assert.Equal(bytes.AsSpan(offset, count).ToArray(), Read(storage, length, offset, count, (int)(Mix(seed, -3) % 700) + 1));
            },
            iter: 400);

    [Fact]
    public void SeveralRangesAreOnTheirWayAtOnce()
    {
        MemoryStorage storage = new() { Transfer = new ObjectTransfer { RangeBytes = 100, Ranges = 3, Delay = TimeSpan.Zero } };
        using ManualResetEventSlim third = new();
        int waiting = 0;
        storage.Fault = (_, number) =>
        {
            // From the fourth request on: whoever waits for all of three to be asked gets them only if they are asked at once.
            if (number is 4 or 5 or 6)
            {
                if (Interlocked.Increment(ref waiting) == 3)
                {
                    third.Set();
                }

                Assert.True(third.Wait(TimeSpan.FromMinutes(1)));
            }

            return null;
        };
        storage.Put("b", "a", Bytes(1000));
        Assert.Equal(Bytes(1000), Read(storage, 1000, 0, 1000, 50));
        Assert.Equal(10, storage.Requests.Count);
    }

    [Fact]
    public void WhoeverLooksAtTheBeginningIsSentLittle()
    {
        MemoryStorage storage = new() { Transfer = new ObjectTransfer { RangeBytes = 100, Ranges = 8 } };
        storage.Put("b", "a", Bytes(1000));
        using InputContent content = Open(storage, 1000, 0, 1000);
        Assert.Equal(10, content.Read(new byte[10]));
        Assert.Single(storage.Requests);
    }

    [Theory]
    [InlineData(ObjectFailure.Denied, "PDSL2082", 1)]
    [InlineData(ObjectFailure.Refused, "PDSL2085", 1)]
    [InlineData(ObjectFailure.Changed, "PDSL2030", 1)]
    [InlineData(ObjectFailure.NoObject, "PDSL2030", 1)]
    [InlineData(ObjectFailure.NoBucket, "PDSL2081", 1)]
    [InlineData(ObjectFailure.Unreachable, "PDSL2083", 8)]
    public void FailuresAreFindings(ObjectFailure failure, string id, int requests)
    {
        MemoryStorage storage = new() { Fault = (_, _) => new ObjectStorageException(failure, "no.") };
        storage.Put("b", "a", Bytes(1000));
        RunException exception = Assert.Throws<RunException>(() => Read(storage, 1000, 0, 1000, 50));
        Assert.Equal((id, Address, requests), (exception.Id, exception.File, storage.Requests.Count));
        Assert.Contains(Address, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void AnAnswerThatNeverGoesOnIsGivenUp(int more)
    {
        // Seven times it brings something more and nothing the eighth time, and so on; or never anything.
        MemoryStorage storage = new() { Cut = (number, length) => number % 8 < more ? Math.Min(1, length) : 0 };
        storage.Put("b", "a", Bytes(40));
        if (more > 0)
        {
            Assert.Equal(Bytes(40), Read(storage, 40, 0, 40, 50));
            return;
        }

        Assert.Equal("PDSL2083", Assert.Throws<RunException>(() => Read(storage, 40, 0, 40, 50)).Id);
    }

    [Fact]
    public void AnObjectThatIsReplacedWhileItIsReadIsAnError()
    {
        MemoryStorage storage = new() { Transfer = new ObjectTransfer { RangeBytes = 100, Ranges = 1, Delay = TimeSpan.Zero } };
        storage.Put("b", "a", Bytes(1000));
        using InputContent content = Open(storage, 1000, 0, 1000);
        byte[] buffer = new byte[100];
        Assert.Equal(100, content.Read(buffer));
        storage.Put("b", "a", Bytes(1000));
        Assert.Equal("PDSL2030", Assert.Throws<RunException>(() => content.Read(buffer)).Id);
    }

    [Fact]
    public void WhoeverWaitsCanBeStopped()
    {
        using CancellationTokenSource stop = new();
        MemoryStorage storage = new() { Transfer = new ObjectTransfer { Delay = TimeSpan.FromHours(1) }, Fault = (_, _) => new ObjectStorageException(ObjectFailure.Unreachable, "busy") };
        storage.Put("b", "a", Bytes(10));
        stop.CancelAfter(20);
        Assert.ThrowsAny<OperationCanceledException>(() => Read(storage, 10, 0, 10, 10, stop.Token));
    }

    private static uint Mix(int seed, int number) => (uint)HashCode(seed, number) >> 3;

    private static int HashCode(int seed, int number)
    {
        ulong x = ((ulong)(uint)seed << 32) | (uint)number;
        x = (x ^ (x >> 31)) * 0x7FB5D329728EA185;
        x = (x ^ (x >> 27)) * 0x81DADEF4BC2DD44D;
        return (int)(x >> 32);
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(static i => (byte)((i * 31) ^ (i >> 5)))];

    private static InputContent Open(MemoryStorage storage, int bytes, int offset, int length, CancellationToken cancellation = default)
        => new InputPlaces(new ObjectBuckets(storage)).Open(Address, storage.Buckets["b"]["a"].Version, bytes, offset, length, cancellation);

    private static byte[] Read(MemoryStorage storage, int bytes, int offset, int length, int bufferBytes, CancellationToken cancellation = default)
    {
        using InputContent content = Open(storage, bytes, offset, length, cancellation);
        System.IO.MemoryStream read = new();
        byte[] buffer = new byte[bufferBytes];
        int count;
        while ((count = content.Read(buffer)) > 0)
        {
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
