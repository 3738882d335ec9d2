using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace PipelineDsl.Runner.Tests.Packages;

/// <summary>A request that a storage or a server of credentials got.</summary>
/// <param name="Method">GET, HEAD or POST.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">The headers, names in lower case.</param>
/// <param name="Body">The body.</param>
internal sealed record FakeRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Speaks HTTP on 127.0.0.1: one object at every name that is asked for, and whatever else a test answers.</summary>
internal sealed class FakeCloud : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly byte[] _content;
    private readonly Func<FakeRequest, string?> _answer;

    /// <summary>Begins to serve.</summary>
    /// <param name="content">The object.</param>
    /// <param name="answer">What is said to other requests; null where the object is meant.</param>
    /// <param name="certificate">With it, it speaks HTTPS.</param>
    public FakeCloud(byte[] content, Func<FakeRequest, string?> answer, X509Certificate2? certificate = null)
    {
        _content = content;
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>All requests.</summary>
    public ConcurrentQueue<FakeRequest> Requests { get; } = [];

    /// <summary>Where it is.</summary>
    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        try
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                SslStream secure = new(stream);
                await secure.AuthenticateAsServerAsync(_certificate);
                stream = secure;
            }

            List<byte> head = [];
            byte[] one = new byte[1];
            while (!Encoding.ASCII.GetString([.. head.TakeLast(4)]).Equals("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(one) == 0)
                {
                    return;
                }

                head.Add(one[0]);
            }

            string[] lines = Encoding.UTF8.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Dictionary<string, string> headers = lines.Skip(1).Select(static l => l.Split(':', 2)).ToDictionary(static p => p[0].ToLowerInvariant(), static p => p[1].Trim());
            byte[] body = new byte[headers.TryGetValue("content-length", out string? length) ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : 0];
            await stream.ReadExactlyAsync(body);
            string[] request = lines[0].Split(' ');
            FakeRequest got = new(request[0], request[1], headers, Encoding.UTF8.GetString(body));
            Requests.Enqueue(got);
            await stream.WriteAsync(_answer(got) is { } text ? Answer("200 OK", "", Encoding.UTF8.GetBytes(text)) : Object(got));
            await stream.FlushAsync();
            if (stream is SslStream done)
            {
                await done.ShutdownAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // Whoever asked has gone.
        }
    }

    private byte[] Object(FakeRequest request)
    {
        const string About = "ETag: \"v1\"\r\nLast-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\nx-ms-blob-type: BlockBlob\r\nx-ms-request-id: 1\r\n";
        if (request.Method == "HEAD")
        {
            return Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {_content.Length}\r\n{About}Connection: close\r\n\r\n");
        }

        return Answer("206 Partial Content", $"{About}Content-Range: bytes 0-{_content.Length - 1}/{_content.Length}\r\n", _content);
    }

    private static byte[] Answer(string status, string headers, byte[] body) => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{headers}Connection: close\r\n\r\n"), .. body];
}
