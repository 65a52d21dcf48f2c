"""Descriptions of the client's methods and their parameters, made by `make docs`."""

TEXTS: dict[str, tuple[str, dict[str, str]]] = {
    "add_flavour": (
        "Create a flavour. Only root can change or delete it.",
        {
            "name": "name of the flavour",
            "cpu": 'processors and memory: "4", "8Gi"',
            "memory": 'processors and memory: "4", "8Gi"',
            "scalar_resources": 'other resources by name: {"nvidia.com/gpu": "1"}',
        },
    ),
    "add_fs": (
        "Register a file system.",
        {
            "fsname": "name, at most 63 letters, digits, - and _",
            "url": "address of the storage: sftp://192.168.1.2:9000/myfs, s3://bucket/path; local://data/me is the folder /data/me of the server's machine",
            "username": "for whom; root only",
            "properties": 'settings of the storage: {"accessKey": "test", "secretKey": "test"}; every value is a text',
        },
    ),
    "add_link": (
        "Make other storage appear inside a file system.",
        {
            "fsname": "name of the file system",
            "fspath": "where in it; must not exist yet, or be empty",
            "url": "address of the storage: hdfs://192.168.1.2:9000,192.168.1.3:9000/linkpath",
            "username": "whose file system; root only",
            "properties": "settings of the storage, each a text",
        },
    ),
    "add_queue": (
        "Create a queue in a cluster. Root only.",
        {
            "name": "at most 63 lower-case letters, digits and -",
            "namespace": "namespace of the cluster that its jobs run in",
            "clustername": "the cluster; None where the server has only one",
            "max_resources": 'the most that it may use: {"cpu": "4", "mem": "8Gi", "scalarResources": {"nvidia.com/gpu": "1"}}',
            "min_resources": "what it always has, in the same form",
            "scheduling_policy": "names of the policies",
            "location": "labels of the nodes that it may use",
            "quota_type": "elasticQuota or volcanoCapabilityQuota",
        },
    ),
    "add_user": (
        "Create a user. Root only.",
        {
            "user_name": "4 to 16 letters and digits",
            "password": "at least 6 characters, among them a digit and a lower-case letter",
        },
    ),
    "create_cache": (
        "Set how nodes cache a file system.",
        {
            "fsname": "name of the file system",
            "options": 'under the server\'s names: {"cacheDir": "/var/cache/fs", "metaDriver": "mem", "blockSize": 4096}; further ones: quota, debug, cleanCache, resource, nodeTaintToleration, extraConfig',
            "username": "whose; root only",
        },
    ),
    "create_cluster": (
        "Register a cluster. Root only.",
        {
            "clustername": "name",
            "endpoint": "address",
            "clustertype": "Kubernetes, K3S or Local; the manual's kubernetes-v1.16 says version as well",
            "credential": "what it is entered with: a kubeconfig, or base64 of one; it is encoded when it is not yet",
            "description": "free text",
            "source": "where it comes from: OnPremise (default), AWS, CCE",
            "setting": "free text",
            "status": "online (default) or offline",
            "namespacelist": "namespaces that may be used; default: any",
            "version": "version of its software; Kubernetes needs it",
        },
    ),
    "create_job": (
        "Submit a job to a queue.",
        {
            "job_type": "single (one pod), distributed (several, of a framework) or workflow (of Argo)",
            "job_request": 'under the server\'s names, the queue among them: {"schedulingPolicy": {"queue": "q"}, "image": "busybox:1", "command": "echo", "flavour": {"name": "small"}}',
        },
    ),
    "create_pipeline": (
        "Register a pipeline. Its name is the one in the YAML.",
        {
            "fs_name": "file system that holds the YAML file",
            "yaml_path": "path of the YAML file in fs_name; default there: ./run.yaml",
            "yaml_raw": "content of the YAML file as bytes (or text), instead of fs_name and yaml_path",
            "desc": "free text, at most 256 bytes",
            "username": "whose file system is meant; root only",
        },
    ),
    "create_run": (
        "Start a run, from one of three sources: YAML content, a pipeline, or a YAML file in a file system.",
        {
            "fs_name": "file system that the run works in; must be the one that the YAML names, if it names one",
            "username": "whose file systems are meant; root only",
            "run_name": "name of the run; default: the pipeline's",
            "desc": "free text",
            "run_yaml_path": "path of the YAML file in fs_name; default there: ./run.yaml",
            "run_yaml_raw": "content of the YAML file, as bytes (or text)",
            "pipeline_id": "a pipeline on the server; default version: the newest",
            "pipeline_version_id": "a pipeline on the server; default version: the newest",
            "param": 'values of parameters: {"epoch": 100}, or {"train.epoch": 100} for one component\'s',
            "disabled": "names of the steps to leave out, separated by commas",
            "docker_env": "container image",
        },
    ),
    "create_schedule": (
        "Run a pipeline again and again.",
        {
            "name": "name, 2 to 50 letters, digits and _",
            "pipeline_id": "what runs",
            "pipeline_version_id": "what runs",
            "crontab": 'minute, hour, day of the month, month, day of the week: "* */3 * * *"',
            "desc": "free text, at most 256 bytes",
            "start_time": 'from when until when, in the server\'s zone: "2030-01-01 00:00:00" (the manual\'s "2030-01-01 00-00-00" works too) or a datetime without a zone; default: at once, for ever',
            "end_time": 'from when until when, in the server\'s zone: "2030-01-01 00:00:00" (the manual\'s "2030-01-01 00-00-00" works too) or a datetime without a zone; default: at once, for ever',
            "concurrency": "how many of its runs may be under way at once; 0, the default, is any number",
            "concurrency_policy": "what happens at that limit: suspend (default), replace or skip",
            "expire_interval": "seconds after which a missed run is not made up for; 0, the default, is never",
            "catchup": "whether missed runs are made up for; default: the server's, which is True",
            "username": "for whom; root only",
        },
    ),
    "del_flavour": ("Delete a flavour. Root only.", {"name": "name of the flavour"}),
    "del_queue": ("Delete a queue that has no unfinished jobs. Root only.", {"queuename": "name of the queue"}),
    "del_user": ("Delete a user and its grants; what the user owns stays. Root only.", {"user_name": "login name"}),
    "delete_cache": ("Delete a run cache: its result is no longer reused.", {"cache_id": "identifier"}),
    "delete_cluster": ("Delete a cluster and its queues. Root only.", {"clustername": "name"}),
    "delete_fs": (
        "Delete a file system with its links; what is in the storage stays.",
        {"fsname": "name", "username": "whose; root only"},
    ),
    "delete_fs_cache": (
        "Delete the cache settings of a file system.",
        {"fsname": "name of the file system", "username": "whose; root only"},
    ),
    "delete_job": ("Delete a job that has ended.", {"jobid": "identifier"}),
    "delete_link": (
        "Delete a link; what is in its storage stays.",
        {"fsname": "name of the file system", "fspath": "where in it", "username": "whose file system; root only"},
    ),
    "delete_pipeline": ("Delete a pipeline with its versions; its runs stay.", {"pipeline_id": "identifier"}),
    "delete_pipeline_version": (
        "Delete a version of a pipeline; the last one cannot be.",
        {"pipeline_id": "identifiers", "pipeline_version_id": "identifiers"},
    ),
    "delete_run": (
        "Delete a run that has ended.",
        {"run_id": "identifier", "check_cache": "whether a run is kept whose results other runs have reused"},
    ),
    "delete_schedule": (
        "Delete a schedule that has ended or was stopped; its runs stay.",
        {"schedule_id": "identifier"},
    ),
    "get_cardtime_by_queue_name": (
        "Show how long the cards of queues were used. Queues that do not exist are left out.",
        {
            "queue_names": "names of the queues, a list; or one name",
            "start_time": 'from when until when, in UTC: "2026-01-01 00:00:00" or a datetime',
            "end_time": 'from when until when, in UTC: "2026-01-01 00:00:00" or a datetime',
        },
    ),
    "get_fs_cache": (
        "Show how nodes cache a file system.",
        {"fsname": "name of the file system", "username": "whose; root only"},
    ),
    "get_statistics": ("Show what a job uses on average.", {"jobid": "identifier of the job"}),
    "grant_queue": (
        "Let a user use a queue. Root only.",
        {"username": "login name of the user", "queuename": "name of the queue"},
    ),
    "list_artifact": (
        "List the files that steps read and wrote. Root sees everybody's, others their own.",
        {
            "user_filter": "only these users, file systems, run ids; several are separated by commas",
            "fs_filter": "only these users, file systems, run ids; several are separated by commas",
            "run_filter": "only these users, file systems, run ids; several are separated by commas",
            "type_filter": "input or output",
            "path_filter": "only these paths",
            "maxsize": "rows of the page, 1 to 1000; None leaves it to the server",
            "marker": "where the page starts: nextMarker of the page before",
        },
    ),
    "list_cache": (
        "List run caches. Root sees everybody's, others their own.",
        {
            "user_filter": "only these users, file systems, run ids; several are separated by commas",
            "fs_filter": "only these users, file systems, run ids; several are separated by commas",
            "run_filter": "only these users, file systems, run ids; several are separated by commas",
            "maxsize": "rows of the page, 1 to 1000; None leaves it to the server",
            "marker": "where the page starts: nextMarker of the page before",
        },
    ),
    "list_cluster": (
        "List clusters. Root only.",
        {
            "clusterstatus": "only those that are online or offline",
            "clustername": "only these names, separated by commas",
            "maxsize": "rows of the page, 1 to 1000",
            "marker": "where the page starts: next_marker of the page before",
        },
    ),
    "list_cluster_resource": (
        "Show what the nodes of the online clusters have and what is free. Root only.",
        {"clustername": "only these names, separated by commas"},
    ),
    "list_cluster_resource_v2": (
        "Show what nodes have and what can be given to jobs, by cluster. Root only.",
        {
            "page_no": "which page, from 1",
            "page_size": "nodes of the page",
            "clusternames": "only these clusters",
            "queuename": "only the nodes of this queue; the present SDK's queuenaame works too",
            "labels": 'only nodes with these labels: "zone=a,gpu!=none"',
        },
    ),
    "list_flavour": (
        "List flavours.",
        {"maxsize": "rows of the page, 1 to 1000", "marker": "where the page starts: next_marker of the page before"},
    ),
    "list_fs": (
        "List file systems, the newest first. Root sees everybody's, others their own.",
        {"maxsize": "rows of the page, 1 to 1000", "username": "only this user's; root only"},
    ),
    "list_job": (
        "List jobs, steps of runs among them. Root sees everybody's, others their own. The newest come first; up to v0.14.6 of the server the oldest do.",
        {
            "status": "only those of this status",
            "timestamp": "only those that were last changed at this time or later, as seconds since 1970",
            "start_time": 'only those that began at this time or later, in UTC: "2026-01-01 00:00:00" or a datetime',
            "queue": "only those of this queue",
            "labels": "only those with all of these labels; the server finds none whatever it is asked",
            "maxkeys": "rows of the page, 1 to 1000; default: the server's 50",
            "marker": "where the page starts; where the newest come first, it leads to newer jobs again: use iter_jobs",
        },
    ),
    "list_link": (
        "List the links of a file system, the newest first.",
        {"fsname": "name of the file system", "username": "whose; root only", "maxsize": "rows of the page, 1 to 1000"},
    ),
    "list_pipeline": (
        "List pipelines. Root sees everybody's, others their own.",
        {
            "user_filter": "only these users' pipelines, separated by commas; root only",
            "name_filter": "only these names, separated by commas",
            "maxsize": "rows of the page, 1 to 1000; None leaves it to the server",
            "marker": "where the page starts: nextMarker of the page before",
        },
    ),
    "list_queue": (
        "List queues. Root sees all, others those that were granted to them.",
        {"maxsize": "rows of the page, 1 to 1000", "marker": "where the page starts: next_marker of the page before"},
    ),
    "list_run": (
        "List runs, the oldest first. Root sees everybody's, others their own.",
        {
            "fs_name": "only these; several are separated by commas, without blanks",
            "username": "only these; several are separated by commas, without blanks",
            "run_id": "only these; several are separated by commas, without blanks",
            "run_name": "only these; several are separated by commas, without blanks",
            "status": "only these; several are separated by commas, without blanks",
            "maxsize": "rows of the page, 1 to 1000",
            "marker": "where the page starts: nextMarker of the page before",
        },
    ),
    "list_schedule": (
        "List schedules. Root sees everybody's, others their own.",
        {
            "user_filter": "only these users, pipeline ids, version ids, schedule ids, names, statuses; several are separated by commas",
            "ppl_filter": "only these users, pipeline ids, version ids, schedule ids, names, statuses; several are separated by commas",
            "ppl_version_filter": "only these users, pipeline ids, version ids, schedule ids, names, statuses; several are separated by commas",
            "name_filter": "only these users, pipeline ids, version ids, schedule ids, names, statuses; several are separated by commas",
            "status_filter": "only these users, pipeline ids, version ids, schedule ids, names, statuses; several are separated by commas",
            "marker": "where the page starts: nextMarker of the page before",
            "max_keys": "rows of the page, 1 to 1000; default: the server's 50",
        },
    ),
    "list_user": ("List the users other than root. Root only.", {"maxsize": "rows of the page, 1 to 1000"}),
    "mount": (
        "Make a file system a folder of this machine, with the platform's FUSE program, which goes on running. The program is pfs-fuse, or what the environment variable fuse_env names. It logs in by itself, and takes the password on its command line and nowhere else, so other users of this machine can read it there while the file system is mounted: mount on a machine that is yours.",
        {
            "fsname": "name of the file system",
            "path": "folder to mount it at; must exist",
            "username": "whose file system; root only",
            "mount_options": 'further options of the program, without their --: {"block-size": "4096"}',
        },
    ),
    "retry_run": (
        "Run again what failed or was stopped, as a new run; what succeeded is kept.",
        {"run_id": "identifier of a run that has failed or was terminated"},
    ),
    "show_cache": ("Show a run cache.", {"cache_id": "identifier"}),
    "show_cluster": ("Show a cluster. Root only.", {"clustername": "name"}),
    "show_flavour": ("Show a flavour.", {"name": "name of the flavour"}),
    "show_fs": ("Show a file system.", {"fsname": "name", "username": "whose; root only"}),
    "show_job": ("Show a job.", {"jobid": "identifier"}),
    "show_link": (
        "Show a link; without fspath all links of the file system, as the manual's example of link列表 has it. list_link does the latter too, with a result of one type.",
        {"fsname": "name of the file system", "fspath": "where in it", "username": "whose file system; root only"},
    ),
    "show_log": (
        "Show a page of the logs of a run.",
        {
            "runid": "the run",
            "jobid": "only this job of it",
            "pagesize": "lines of a page, 1 to 100",
            "pageno": "which page, from 1",
            "logfileposition": "count the pages from the end (default) or the begin",
        },
    ),
    "show_log_by_limit": (
        "Show logs and events of a job, or of a pod or deployment of a cluster.",
        {
            "job_id": "a job and its framework; the server answers with nothing yet",
            "framework": "a job and its framework; the server answers with nothing yet",
            "name": "else a pod or deployment of the cluster",
            "namespace": "else a pod or deployment of the cluster",
            "type": "else a pod or deployment of the cluster",
            "cluster_name": "the cluster; the server always needs it",
            "read_from_tail": "whether the end is kept when there is more than the limits; default: the beginning",
            "line_limit": "lines at most, 1 to 1000000; default: 1000",
            "size_limit": 'bytes at most: "100M" (default), up to "1G"',
        },
    ),
    "show_pipeline": (
        "Show a pipeline and a page of its versions.",
        {
            "pipeline_id": "identifier",
            "fs_filter": "only versions from these file systems, separated by commas",
            "max_keys": "versions of the page, 1 to 1000; default: the server's 50",
            "marker": "where the page of versions starts: nextMarker of the page before",
        },
    ),
    "show_pipeline_version": (
        "Show a version of a pipeline.",
        {"pipeline_id": "identifiers", "pipeline_version_id": "identifiers"},
    ),
    "show_queue": ("Show a queue, with what is in use and what is free.", {"queuename": "name of the queue"}),
    "show_queue_grant": (
        "List who may use which queue. Root only. The server's rows that are about users and file systems are left out, so a page may have fewer rows than it could.",
        {"username": "only this user's", "maxsize": "rows of the page, 1 to 1000"},
    ),
    "show_run": ("Show a run with its steps.", {"run_id": "identifier"}),
    "show_schedule": (
        "Show a schedule and a page of its runs.",
        {
            "schedule_id": "identifier",
            "run_filter": "only these run ids, statuses of runs; several are separated by commas",
            "status_filter": "only these run ids, statuses of runs; several are separated by commas",
            "marker": "where the page of runs starts: nextMarker of the page before",
            "max_keys": "runs of the page, 1 to 1000; default: the server's 50",
        },
    ),
    "stop_job": ("Stop a job.", {"jobid": "identifier"}),
    "stop_run": (
        "Stop a run: its steps are ended, and the closing step still runs.",
        {"run_id": "identifier", "force": "whether the closing step (postProcess) is stopped too"},
    ),
    "stop_schedule": ("Stop a schedule for good; runs that it has started go on.", {"schedule_id": "identifier"}),
    "ungrant_queue": (
        "No longer let a user use a queue. Root only.",
        {"username": "login name of the user", "queuename": "name of the queue"},
    ),
    "update_cluster": (
        "Change a cluster. Root only. What is None stays.",
        {
            "clustername": "name",
            "endpoint": "address",
            "clustertype": "Kubernetes, K3S or Local; the manual's kubernetes-v1.16 says version as well",
            "credential": "what it is entered with: a kubeconfig, or base64 of one; it is encoded when it is not yet",
            "description": "free text",
            "source": "where it comes from",
            "setting": "free text",
            "status": "online or offline",
            "namespacelist": "namespaces that may be used; those with a queue cannot be left out",
            "version": "version of its software",
        },
    ),
    "update_flavour": (
        "Change a flavour. Root only. What is None stays.",
        {
            "name": "name of the flavour",
            "cpu": 'processors and memory: "4", "8Gi"',
            "memory": 'processors and memory: "4", "8Gi"',
            "scalar_resources": 'other resources by name: {"nvidia.com/gpu": "1"}',
        },
    ),
    "update_job": (
        "Change a job that has not ended. What is None stays.",
        {
            "jobid": "identifier",
            "priority": "VERY_LOW, LOW, NORMAL, HIGH or VERY_HIGH",
            "labels": "texts by name",
            "annotations": "texts by name",
        },
    ),
    "update_password": (
        "Change a password. Ends every login of that user, the own one included: log in again.",
        {
            "user_name": "login name; only root may change somebody else's password",
            "password": "the new one: at least 6 characters, among them a digit and a lower-case letter",
        },
    ),
    "update_pipeline": (
        "Add a version to a pipeline. The YAML must keep the pipeline's name.",
        {
            "pipeline_id": "identifier",
            "fs_name": "file system that holds the YAML file",
            "yaml_path": "path of the YAML file in fs_name; default there: ./run.yaml",
            "yaml_raw": "content of the YAML file as bytes (or text), instead of fs_name and yaml_path",
            "desc": "free text, at most 256 bytes; replaces the old one, also when it is left out",
            "username": "whose file system is meant; root only",
        },
    ),
    "update_queue": (
        "Change a queue. Root only. What is None stays.",
        {
            "queuename": "name of the queue",
            "max_resources": 'the most that it may use, and what it always has: {"cpu": "4", "mem": "8Gi"}',
            "min_resources": 'the most that it may use, and what it always has: {"cpu": "4", "mem": "8Gi"}',
            "scheduling_policy": "names of the policies",
            "location": "labels of the nodes that it may use",
        },
    ),
}
