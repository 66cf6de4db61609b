package dev.homeport.regionrouter.app;

import java.util.List;

/** Settings that a router cannot start with. The message has a line for each of them. */
final class InvalidSettings extends RuntimeException {

    InvalidSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
