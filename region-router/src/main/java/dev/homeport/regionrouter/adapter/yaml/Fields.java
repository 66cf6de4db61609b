package dev.homeport.regionrouter.adapter.yaml;

import java.util.Map;
import java.util.Optional;

/** The checked fields of a mapping. Not thread-safe. */
final class Fields {

    private final Map<String, Element> byName;

    Fields(Map<String, Element> byName) {
        this.byName = byName;
    }

    /** A required field. */
    Element of(String name) {
        var element = byName.get(name);
        if (element == null) {
            throw new IllegalStateException(name + " is not among the required fields");
        }
        return element;
    }

    /** An optional field. */
    Optional<Element> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
