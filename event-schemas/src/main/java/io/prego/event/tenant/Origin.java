package io.prego.event.tenant;

/** How a tenant came to be: from a trial sign-up, by paying at once, or by an operator's hand. */
public enum Origin {
    TRIAL,
    PAID,
    OPERATOR
}
