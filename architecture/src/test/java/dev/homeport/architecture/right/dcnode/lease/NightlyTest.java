package dev.homeport.architecture.right.dcnode.lease;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Named as it should be, but abstract, so that no run of this module picks it up. */
abstract class NightlyTest {

    @Test
    @Tag(value = "nightly")
    @Timeout(60)
    void isBounded() {}
}
