"""The pipeline engine of the embedded server: checks pipelines, runs their steps as local processes or in containers.

No HTTP, no SQL: `interface` says what the engine needs and gives.

    pipeline = read_pipeline(parse_yaml(text, unique_keys=True))  # POST /pipeline takes a key twice (§1)
    workflow = check(pipeline, RunOptions(user="root"), file_systems)
    engine = Engine(store, file_systems, queues, log_dir)
    engine.submit(RunRequest(run_id, workflow, source=raw_source(pipeline), user="root"))

Its rules are those of docs/pipeline-format.md (§1 to §24); what it does otherwise on purpose is in DIFFERENCES.md.
"""
