return await PipelineDsl.Runner.RunnerProgram.RunAsync(args);
