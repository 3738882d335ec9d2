#:project ../../src/PipelineDsl.Storage/PipelineDsl.Storage.csproj
#:property PublishAot=false
// What the check of object storages needs beside pipelines: objects.cs COMMAND ARGUMENT…
//   create ADDRESS               makes the bucket or container
//   put FOLDER ADDRESS           uploads the files of a folder
//   get ADDRESS FOLDER           downloads the objects below an address
//   list ADDRESS                 writes name, length and version of each object below an address
//   uploads ADDRESS              writes how many uploads below an s3 address are neither completed nor given up
//   delete ADDRESS               deletes the objects below an address
using System;
using System.IO;
using System.Threading;
using Amazon.S3;
using Amazon.S3.Model;
using Azure.Storage.Blobs;
using PipelineDsl;
using PipelineDsl.Storage;

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
