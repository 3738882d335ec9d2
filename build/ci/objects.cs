#:project ../../src/PipelineDsl.Storage/PipelineDsl.Storage.csproj
#:property PublishAot=false
// What the check of object storages needs beside pipelines: objects.cs COMMAND ARGUMENT…
//   create ADDRESS               makes the bucket or container
//   put FOLDER ADDRESS           uploads the files of a folder
//   get ADDRESS FOLDER           downloads the objects below an address
//   list ADDRESS                 writes name, length and version of each object below an address
//   uploads ADDRESS              writes how many uploads below an s3 address are neither completed nor given up
//   delete ADDRESS               deletes the objects below an address
//   rows FILE.jsonl FILE.parquet FIRST COUNT   writes that many lines from that one on, again and again if there are fewer, as rows
//   killer PORT N before|after FOLDER          passes on what a process asks of a storage on that port of 127.0.0.1, and kills the process at the Nth request that others can see: before the storage gets it, or
//                                              when it has answered. Writes its own port to FOLDER/port; the process is the one of FOLDER/pid
using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3;
using Amazon.S3.Model;
using Azure.Storage.Blobs;
using Parquet;
using Parquet.Serialization;
using PipelineDsl;
using PipelineDsl.Storage;

if (args[0] == "rows")
{
    string[] lines = File.ReadAllLines(args[1]);
    int first = int.Parse(args[3], CultureInfo.InvariantCulture);
    Row[] rows = [.. Enumerable.Range(first, int.Parse(args[4], CultureInfo.InvariantCulture)).Select(i => Row.Of(i, JsonDocument.Parse(lines[i % lines.Length]).RootElement))];
    await using FileStream file = File.Create(args[2]);
    await ParquetSerializer.SerializeAsync(rows, file, new ParquetOptions { CompressionMethod = first % 2 == 0 ? CompressionMethod.Zstd : CompressionMethod.Snappy, RowGroupSize = 1000 });
    return;
}

if (args[0] == "killer")
{
    await new Killer(int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture), args[3] == "before", args[4]).RunAsync();
    return;
}

ObjectAddress address = ObjectAddress.Parse(args[0] == "put" ? args[2] : args[1]);
ObjectStorage storage = new CloudStorages().Open(address);
switch (args[0])
{
    case "create" when address.Scheme == "s3":
        await S3().PutBucketAsync(address.Bucket);
        break;
    case "create":
        await new BlobServiceClient(Environment.GetEnvironmentVariable("AZURE_STORAGE_CONNECTION_STRING")).CreateBlobContainerAsync(address.Bucket);
        break;
    case "put":
        foreach (string file in Directory.GetFiles(args[1], "*", SearchOption.AllDirectories))
        {
            StagedUpload upload = await storage.BeginUploadAsync(address.Name + Path.GetRelativePath(args[1], file), "none", CancellationToken.None);
            byte[] bytes = await File.ReadAllBytesAsync(file);
            const int Part = 8 << 20;
            for (int part = 0; (long)part * Part < bytes.Length; part++)
            {
                await upload.WriteAsync(part, bytes.AsMemory(part * Part, Math.Min(Part, bytes.Length - (part * Part))), CancellationToken.None);
            }

            await upload.CompleteAsync(CancellationToken.None);
        }

        break;
    case "get":
        await foreach (StoredObject found in storage.ListAsync(address.Name, CancellationToken.None))
        {
            string path = Path.Combine(args[2], found.Name[address.Name.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using FileStream file = File.Create(path);
            if (found.Length > 0)
            {
                await using Stream bytes = await storage.OpenAsync(found.Name, found.Version, 0, found.Length, CancellationToken.None);
                await bytes.CopyToAsync(file);
            }
        }

        break;
    case "list":
        await foreach (StoredObject found in storage.ListAsync(address.Name, CancellationToken.None))
        {
            Console.WriteLine($"{found.Name} {found.Length} {found.Version}");
        }

        break;
    case "uploads":
        ListMultipartUploadsResponse uploads = await S3().ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = address.Bucket, Prefix = address.Name });
        Console.WriteLine(uploads.MultipartUploads?.Count ?? 0);
        break;
    case "delete":
        await foreach (StoredObject found in storage.ListAsync(address.Name, CancellationToken.None))
        {
            await storage.DeleteAsync(found.Name, CancellationToken.None);
        }

        break;
    default:
        throw new ArgumentException($"there is no command '{args[0]}'");
}

static AmazonS3Client S3() => new(new AmazonS3Config
{
    ServiceURL = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3"),
    ForcePathStyle = true,
    AuthenticationRegion = "us-east-1",
    RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED,
    ResponseChecksumValidation = Amazon.Runtime.ResponseChecksumValidation.WHEN_REQUIRED,
});

/// <summary>A row of a Parquet file: the columns that the pipeline of the tests reads, and one that it does not.</summary>
internal sealed class Row
{
    public string id { get; set; } = "";

    public string unnamed { get; set; } = "";

    public int? stars { get; set; }

    public string body { get; set; } = "";

    public static Row Of(int number, JsonElement line)
    {
        string text = line.GetProperty("text").GetString()!;
        return new Row { id = $"row-{number}", unnamed = string.Concat(text.Reverse()), stars = number % 7 == 0 ? null : number % 5, body = $"{number} {text}" };
    }
}

/// <summary>Stands between a process and a storage, and kills the process at a certain request.</summary>
internal sealed class Killer(int target, int fatal, bool before, string folder)
{
    private readonly CancellationTokenSource _end = new();
    private int _seen;

    public async Task RunAsync()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        await File.WriteAllTextAsync(Path.Combine(folder, "port.new"), ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        File.Move(Path.Combine(folder, "port.new"), Path.Combine(folder, "port"), overwrite: true);
        Task watch = Task.Run(WatchAsync);
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(_end.Token);
                _ = Task.Run(() => PassAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await watch;
            Console.WriteLine(_seen);
        }
    }

    /// <summary>Whether others can see what a request does: an upload is completed, an object written at once or deleted.</summary>
    private static bool IsSeen(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n"u8);
        string line = end < 0 ? "" : Encoding.ASCII.GetString(bytes[..end]);
        bool has(string part) => line.Contains(part, StringComparison.Ordinal);
        return line.EndsWith(" HTTP/1.1", StringComparison.Ordinal)
            && (line.StartsWith("POST ", StringComparison.Ordinal) ? has("uploadId=")
                : line.StartsWith("DELETE ", StringComparison.Ordinal) ? !has("uploadId=")
                : line.StartsWith("PUT ", StringComparison.Ordinal) && (has("comp=blocklist") || (!has("comp=") && !has("partNumber="))));
    }

    private async Task PassAsync(TcpClient client)
    {
        using TcpClient from = client;
        using TcpClient to = new();
        try
        {
            await to.ConnectAsync(IPAddress.Loopback, target);
            NetworkStream asks = from.GetStream();
            NetworkStream answers = to.GetStream();
            bool isFatal = false;
            Task back = Task.Run(async () =>
            {
                byte[] buffer = new byte[1 << 16];
                int count;
                while ((count = await answers.ReadAsync(buffer)) > 0)
                {
                    if (Volatile.Read(ref isFatal) && !buffer.AsSpan(0, count).StartsWith("HTTP/1.1 100"u8))
                    {
                        Kill();
                        return;
                    }

                    await asks.WriteAsync(buffer.AsMemory(0, count));
                }

                from.Client.Shutdown(SocketShutdown.Send);
            });
            byte[] request = new byte[1 << 16];
            int length;
            while ((length = await asks.ReadAsync(request)) > 0)
            {
                if (IsSeen(request.AsSpan(0, length)) && Interlocked.Increment(ref _seen) == fatal)
                {
                    if (before)
                    {
                        Kill();
                        return;
                    }

                    Volatile.Write(ref isFatal, true);
                }

                await answers.WriteAsync(request.AsMemory(0, length));
            }

            to.Client.Shutdown(SocketShutdown.Send);
            await back;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // One of the two has gone.
        }
    }

    private void Kill() => Process.GetProcessById(Pid()).Kill();

    private int Pid() => int.Parse(File.ReadAllText(Path.Combine(folder, "pid")), CultureInfo.InvariantCulture);

    private async Task WatchAsync()
    {
        // The process exists when its id is written down, and ends when it is killed or done.
        while (!File.Exists(Path.Combine(folder, "pid")) || (Directory.Exists($"/proc/{Pid()}") && !File.ReadAllText($"/proc/{Pid()}/stat").Contains(") Z ", StringComparison.Ordinal)))
        {
            await Task.Delay(20);
        }

        await _end.CancelAsync();
    }
}
