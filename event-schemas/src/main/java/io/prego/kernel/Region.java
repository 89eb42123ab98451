package io.prego.kernel;

/** Where a tenant's servers stand: Singapore, the United States or the European Union. */
public enum Region {
    SG,
    US,
    EU
}
