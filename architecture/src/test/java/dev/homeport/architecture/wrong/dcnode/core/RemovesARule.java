package dev.homeport.architecture.wrong.dcnode.core;

/** A node that does not keep to every rule. */
public final class RemovesARule {

    LeaseRules weakened() {
        return LeaseRules.without();
    }
}
