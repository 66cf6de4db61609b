package dev.homeport.architecture.wrong.dcnode.core;

/** Rules from which one can be taken. */
public final class LeaseRules {

    private LeaseRules() {}

    static LeaseRules without() {
        return new LeaseRules();
    }
}
