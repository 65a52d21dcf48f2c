"""The pipeline engine of the embedded server: checks pipelines, runs their steps as local processes.

`check` turns YAML text into a `Workflow` or raises `Rejected`; `Engine` runs it. No HTTP, no SQL: see `interface`.

    tree = parse_yaml(text, unique_keys=True)            # POST /run; POST /pipeline takes duplicate keys (§1)
    workflow = check(tree, name="", parameters=None, disabled="", strategy="", fs_name="", user="root",
                     file_systems=file_systems, for_pipeline=False)
    engine = Engine(store=store, file_systems=file_systems, queues=queues, log_dir=path)
    engine.submit(Run(id, workflow, source=raw_source(text), user="root"))
"""
