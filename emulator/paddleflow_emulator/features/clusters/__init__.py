"""Clusters, with their nodes, queues, resource pools and flavours."""
