using PipelineDsl.Runner;

return await RunnerProgram.RunAsync(args);
