package dev.homeport.architecture;

import com.tngtech.archunit.lang.ArchRule;

/** A rule under the name that test reports show. */
record NamedRule(String name, ArchRule rule) {

    /** A rule holds in a module that has no class it speaks of. */
    NamedRule(String name, ArchRule rule) {
        this.name = name;
        this.rule = rule.allowEmptyShould(true);
    }

    @Override
    public String toString() {
        return name;
    }
}
