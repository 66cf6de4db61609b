package dev.homeport.architecture.wrong.dcnode.core;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Endless {

    @Test
    @Tag(value = "nightly")
    void waitsForEver() {}
}
