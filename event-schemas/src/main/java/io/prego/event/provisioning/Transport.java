package io.prego.event.provisioning;

/** The way on which a job reaches its pipeline; {@code LOCAL} is the runner inside the process. */
public enum Transport {
    QUEUE,
    GITHUB_WORKFLOW_DISPATCH,
    LOCAL
}
