"""Descriptions of the client's methods and their parameters, made by `make docs`."""

TEXTS: dict[str, tuple[str, dict[str, str]]] = {
    "add_flavour": (
        "Create a flavour. Only root can change or delete it.",
        {"name": "Name of the flavour", "cpu": 'Processors: "4"', "memory": 'Memory: "8Gi"'},
    ),
    "add_fs": (
        "Register a file system.",
        {
            "fsname": "Name, at most 63 letters, digits, - and _",
            "url": "Address of the storage: sftp://192.168.1.2:9000/myfs, s3://bucket/path; local://data/me is the folder /data/me of the server's machine",
            "username": "Owner; only root may name another user",
        },
    ),
    "add_link": (
        "Make other storage appear inside a file system.",
        {
            "fsname": "Name of the file system",
            "fspath": "Where in it; must not exist yet, or be empty",
            "url": "Address of the storage: hdfs://192.168.1.2:9000,192.168.1.3:9000/linkpath",
            "username": "Owner of the file system; only root may name another user",
        },
    ),
    "add_queue": (
        "Create a queue in a cluster. Root only.",
        {
            "name": "At most 63 lower-case letters, digits and -",
            "namespace": "Namespace of the cluster that its jobs run in",
            "scheduling_policy": "Names of the policies",
            "location": "Labels of the nodes that it may use",
            "quota_type": "elasticQuota or volcanoCapabilityQuota",
        },
    ),
    "add_user": ("Create a user. Root only.", {"user_name": "4 to 16 letters and digits"}),
    "create_cache": (
        "Set how nodes cache a file system.",
        {"fsname": "Name of the file system", "username": "Owner; only root may name another user"},
    ),
    "create_cluster": (
        "Register a cluster. Root only.",
        {
            "clustername": "Name",
            "endpoint": "Address",
            "clustertype": "Kubernetes, K3S or Local; the manual's kubernetes-v1.16 says version as well",
            "credential": "Kubeconfig that gives access to it, plain or in base64",
            "description": "Free text",
            "source": "Where it comes from: OnPremise (default), AWS, CCE",
            "setting": "Free text",
            "status": "online (default) or offline",
            "namespacelist": "Namespaces that may be used; default: any",
            "version": "Version of its software; Kubernetes needs it",
        },
    ),
    "create_job": (
        "Submit a job to a queue.",
        {"job_type": "single (one pod), distributed (several, of a framework) or workflow (of Argo)"},
    ),
    "create_pipeline": (
        "Register a pipeline. Its name is the one in the YAML.",
        {
            "fs_name": "File system that holds the YAML file",
            "yaml_path": "Path of the YAML file in the file system; default there: ./run.yaml",
            "desc": "Free text, at most 256 bytes",
            "username": "Owner of the file system; only root may name another user",
        },
    ),
    "create_run": (
        "Start a run, from one of three sources: YAML content, a pipeline, or a YAML file in a file system.",
        {
            "fs_name": "File system that the run works in; must be the one that the YAML names, if it names one",
            "username": "Owner of the file systems; only root may name another user",
            "run_name": "Name of the run; default: the pipeline's",
            "desc": "Free text",
            "run_yaml_path": "Path of the YAML file in the file system; default there: ./run.yaml",
            "pipeline_id": "A pipeline on the server",
            "pipeline_version_id": "Its version; default: the newest",
            "disabled": "Names of the steps to leave out, separated by commas",
            "docker_env": "Container image",
        },
    ),
    "create_schedule": (
        "Create a schedule that runs a pipeline periodically.",
        {
            "name": "Name, 2 to 50 letters, digits and _",
            "pipeline_id": "Pipeline that runs",
            "pipeline_version_id": "Version of it that runs",
            "crontab": 'Minute, hour, day of the month, month, day of the week: "* */3 * * *"',
            "desc": "Free text, at most 256 bytes",
            "concurrency": "How many of its runs may be active at once; 0, the default, is any number",
            "concurrency_policy": "What happens at that limit: suspend (default), replace or skip",
            "expire_interval": "Seconds after which a missed run is not made up for; 0, the default, is never",
            "username": "Owner; only root may name another user",
        },
    ),
    "del_flavour": ("Delete a flavour. Root only.", {"name": "Name of the flavour"}),
    "del_queue": ("Delete a queue that has no unfinished jobs. Root only.", {"queuename": "Name of the queue"}),
    "del_user": ("Delete a user and its grants; what the user owns stays. Root only.", {"user_name": "Login name"}),
    "delete_cache": ("Delete a run cache: its result is no longer reused.", {"cache_id": "Identifier"}),
    "delete_cluster": ("Delete a cluster and its queues. Root only.", {"clustername": "Name"}),
    "delete_fs": (
        "Delete a file system with its links; what is in the storage stays.",
        {"fsname": "Name", "username": "Owner; only root may name another user"},
    ),
    "delete_fs_cache": (
        "Delete the cache settings of a file system.",
        {"fsname": "Name of the file system", "username": "Owner; only root may name another user"},
    ),
    "delete_job": ("Delete a job that has ended.", {"jobid": "Identifier"}),
    "delete_link": (
        "Delete a link; what is in its storage stays.",
        {
            "fsname": "Name of the file system",
            "fspath": "Where in it",
            "username": "Owner of the file system; only root may name another user",
        },
    ),
    "delete_pipeline": ("Delete a pipeline with its versions; its runs stay.", {"pipeline_id": "Identifier"}),
    "delete_pipeline_version": (
        "Delete a version of a pipeline; the last one cannot be.",
        {"pipeline_id": "Identifier of the pipeline", "pipeline_version_id": "Identifier of the version"},
    ),
    "delete_run": ("Delete a run that has ended.", {"run_id": "Identifier"}),
    "delete_schedule": (
        "Delete a schedule that has ended or was stopped; its runs stay.",
        {"schedule_id": "Identifier"},
    ),
    "get_cardtime_by_queue_name": (
        "Show how long the cards of queues were used. Queues that do not exist are left out.",
        {
            "start_time": "Start of the period, in UTC: 2026-01-01 00:00:00",
            "end_time": "End of the period, in UTC: 2026-02-01 00:00:00",
        },
    ),
    "get_fs_cache": (
        "Show how nodes cache a file system.",
        {"fsname": "Name of the file system", "username": "Owner; only root may name another user"},
    ),
    "get_statistics": ("Show what a job uses on average.", {"jobid": "Identifier of the job"}),
    "grant_queue": (
        "Let a user use a queue. Root only.",
        {"username": "Login name of the user", "queuename": "Name of the queue"},
    ),
    "list_artifact": (
        "List the files that steps read and wrote. Root sees all of them, other users their own.",
        {
            "user_filter": "Only these users; several are separated by commas",
            "fs_filter": "Only these file systems, separated by commas",
            "run_filter": "Only these run ids, separated by commas",
            "type_filter": "input or output",
            "path_filter": "Only these paths",
            "maxsize": "Rows of the page, 1 to 1000; default: the server's",
            "marker": "Where the page starts: the marker that the page before ends with",
        },
    ),
    "list_cache": (
        "List run caches. Root sees all of them, other users their own.",
        {
            "user_filter": "Only these users; several are separated by commas",
            "fs_filter": "Only these file systems, separated by commas",
            "run_filter": "Only these run ids, separated by commas",
            "maxsize": "Rows of the page, 1 to 1000; default: the server's",
            "marker": "Where the page starts: the marker that the page before ends with",
        },
    ),
    "list_cluster": (
        "List clusters. Root only.",
        {
            "clusterstatus": "Only those that are online or offline",
            "clustername": "Only these names, separated by commas",
            "maxsize": "Rows of the page, 1 to 1000",
            "marker": "Where the page starts: the marker that the page before ends with",
        },
    ),
    "list_cluster_resource": (
        "Show what the nodes of the online clusters have and what is free. Root only.",
        {"clustername": "Only these names, separated by commas"},
    ),
    "list_cluster_resource_v2": (
        "Show what nodes have and what can be given to jobs, by cluster. Root only.",
        {
            "page_no": "Which page, from 1",
            "page_size": "Nodes of the page",
            "clusternames": "Only these clusters",
            "queuename": "Only the nodes of this queue",
            "labels": 'Only nodes with these labels: "zone=a,gpu!=none"',
        },
    ),
    "list_flavour": (
        "List flavours.",
        {
            "maxsize": "Rows of the page, 1 to 1000",
            "marker": "Where the page starts: the marker that the page before ends with",
        },
    ),
    "list_fs": (
        "List file systems, the newest first. Root sees all of them, other users their own.",
        {"maxsize": "Rows of the page, 1 to 1000", "username": "Only this user's; root only"},
    ),
    "list_job": (
        "List jobs, steps of runs among them. Root sees all of them, other users their own. The newest come first; up to v0.14.6 of the server the oldest do.",
        {
            "status": "Only those of this status",
            "timestamp": "Only those that were last changed at this time or later, as seconds since 1970",
            "start_time": "Only those that began at this time or later, in UTC: 2026-01-01 00:00:00",
            "queue": "Only those of this queue",
            "labels": "Only those with all of these labels; the server finds none whatever it is asked",
            "maxkeys": "Rows of the page, 1 to 1000; default: the server's 50",
            "marker": "Where the page starts",
        },
    ),
    "list_link": (
        "List the links of a file system, the newest first.",
        {
            "fsname": "Name of the file system",
            "username": "Owner; only root may name another user",
            "maxsize": "Rows of the page, 1 to 1000",
        },
    ),
    "list_pipeline": (
        "List pipelines. Root sees all of them, other users their own.",
        {
            "user_filter": "Only these users' pipelines, separated by commas; root only",
            "name_filter": "Only these names, separated by commas",
            "maxsize": "Rows of the page, 1 to 1000; default: the server's",
            "marker": "Where the page starts: the marker that the page before ends with",
        },
    ),
    "list_queue": (
        "List queues. Root sees all, others those that were granted to them.",
        {
            "maxsize": "Rows of the page, 1 to 1000",
            "marker": "Where the page starts: the marker that the page before ends with",
        },
    ),
    "list_run": (
        "List runs, the oldest first. Root sees all of them, other users their own.",
        {
            "fs_name": "Only runs in these file systems; several are separated by commas, without blanks",
            "username": "Only runs of these users, separated by commas",
            "run_id": "Only these runs, separated by commas",
            "run_name": "Only runs of these names, separated by commas",
            "status": "Only runs of these statuses, separated by commas",
            "maxsize": "Rows of the page, 1 to 1000",
            "marker": "Where the page starts: the marker that the page before ends with",
        },
    ),
    "list_schedule": (
        "List schedules. Root sees all of them, other users their own.",
        {
            "user_filter": "Only schedules of these users, separated by commas",
            "ppl_filter": "Only of these pipeline ids, separated by commas",
            "ppl_version_filter": "Only of these version ids, separated by commas",
            "name_filter": "Only schedules of these names, separated by commas",
            "status_filter": "Only schedules of these statuses, separated by commas",
            "marker": "Where the page starts: the marker that the page before ends with",
            "max_keys": "Rows of the page, 1 to 1000; default: the server's 50",
        },
    ),
    "list_user": ("List the users other than root. Root only.", {"maxsize": "Rows of the page, 1 to 1000"}),
    "mount": (
        "Make a file system a folder of this machine, with the platform's FUSE program, which goes on running. The program is pfs-fuse, or what the environment variable fuse_env names. It logs in by itself, and takes the password on its command line and nowhere else, so other users of this machine can read it there while the file system is mounted: mount on a machine that is yours.",
        {
            "fsname": "Name of the file system",
            "path": "Folder to mount it at; must exist",
            "username": "Owner of the file system; only root may name another user",
        },
    ),
    "retry_run": (
        "Run again what failed or was stopped, as a new run; what succeeded is kept.",
        {"run_id": "Identifier of a run that has failed or was terminated"},
    ),
    "show_cache": ("Show a run cache.", {"cache_id": "Identifier"}),
    "show_cluster": ("Show a cluster. Root only.", {"clustername": "Name"}),
    "show_flavour": ("Show a flavour.", {"name": "Name of the flavour"}),
    "show_fs": ("Show a file system.", {"fsname": "Name", "username": "Owner; only root may name another user"}),
    "show_job": ("Show a job.", {"jobid": "Identifier"}),
    "show_link": (
        "Show a link; without fspath, all links of the file system. list_link lists them too, and its result always has the same type.",
        {
            "fsname": "Name of the file system",
            "fspath": "Where in it",
            "username": "Owner of the file system; only root may name another user",
        },
    ),
    "show_log": (
        "Show a page of the logs of a run.",
        {
            "runid": "The run",
            "jobid": "Only this job of it",
            "pagesize": "Lines of a page, 1 to 100",
            "pageno": "Which page, from 1",
            "logfileposition": "Count the pages from the end (default) or the begin",
        },
    ),
    "show_log_by_limit": (
        "Show logs and events of a job, or of a pod or deployment of a cluster.",
        {
            "name": "Name of a pod or deployment, instead of a job",
            "cluster_name": "The cluster; the server always needs it",
            "line_limit": "Lines at most, 1 to 1000000; default: 1000",
            "size_limit": 'Bytes at most: "100M" (default), up to "1G"',
            "type": "pod or deployment",
            "framework": "Framework of the job",
        },
    ),
    "show_pipeline": (
        "Show a pipeline and a page of its versions.",
        {
            "pipeline_id": "Identifier",
            "fs_filter": "Only versions from these file systems, separated by commas",
            "max_keys": "Versions of the page, 1 to 1000; default: the server's 50",
            "marker": "Where the page of versions starts: the marker that the page before ends with",
        },
    ),
    "show_pipeline_version": (
        "Show a version of a pipeline.",
        {"pipeline_id": "Identifier of the pipeline", "pipeline_version_id": "Identifier of the version"},
    ),
    "show_queue": ("Show a queue, with what is in use and what is free.", {"queuename": "Name of the queue"}),
    "show_queue_grant": (
        "List who may use which queue. Root only. The server's rows that are about users and file systems are left out, so a page may have fewer rows than it could.",
        {"username": "Only this user's", "maxsize": "Rows of the page, 1 to 1000"},
    ),
    "show_run": ("Show a run with its steps.", {"run_id": "Identifier"}),
    "show_schedule": (
        "Show a schedule and a page of its runs.",
        {
            "schedule_id": "Identifier",
            "run_filter": "Only these run ids, separated by commas",
            "status_filter": "Only runs of these statuses, separated by commas",
            "marker": "Where the page of runs starts: the marker that the page before ends with",
            "max_keys": "Runs of the page, 1 to 1000; default: the server's 50",
        },
    ),
    "stop_job": ("Stop a job.", {"jobid": "Identifier"}),
    "stop_run": ("Stop a run: its steps are ended; its post_process still runs.", {"run_id": "Identifier"}),
    "stop_schedule": ("Stop a schedule for good; runs that it has started go on.", {"schedule_id": "Identifier"}),
    "ungrant_queue": (
        "No longer let a user use a queue. Root only.",
        {"username": "Login name of the user", "queuename": "Name of the queue"},
    ),
    "update_cluster": (
        "Change a cluster. Root only. What is left out keeps its value.",
        {
            "clustername": "Name",
            "endpoint": "Address",
            "clustertype": "Kubernetes, K3S or Local; the manual's kubernetes-v1.16 says version as well",
            "credential": "Kubeconfig that gives access to it, plain or in base64",
            "description": "Free text",
            "source": "Where it comes from",
            "setting": "Free text",
            "status": "online or offline",
            "namespacelist": "Namespaces that may be used; those with a queue cannot be left out",
            "version": "Version of its software",
        },
    ),
    "update_flavour": (
        "Change a flavour. Root only. What is left out keeps its value.",
        {"name": "Name of the flavour", "cpu": 'Processors: "4"', "memory": 'Memory: "8Gi"'},
    ),
    "update_job": (
        "Change a job that has not ended. What is left out keeps its value.",
        {"jobid": "Identifier", "priority": "VERY_LOW, LOW, NORMAL, HIGH or VERY_HIGH"},
    ),
    "update_password": (
        "Change a password. Ends every login of that user, the own one included: log in again.",
        {"user_name": "Login name; only root may change another user's password"},
    ),
    "update_pipeline": (
        "Add a version to a pipeline. The YAML must keep the pipeline's name.",
        {
            "pipeline_id": "Identifier",
            "fs_name": "File system that holds the YAML file",
            "yaml_path": "Path of the YAML file in the file system; default there: ./run.yaml",
            "desc": "Free text, at most 256 bytes; replaces the old one, also when it is left out",
            "username": "Owner of the file system; only root may name another user",
        },
    ),
    "update_queue": (
        "Change a queue. Root only. What is left out keeps its value.",
        {
            "queuename": "Name of the queue",
            "scheduling_policy": "Names of the policies",
            "location": "Labels of the nodes that it may use",
        },
    ),
}
