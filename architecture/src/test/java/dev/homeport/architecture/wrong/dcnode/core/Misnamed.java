package dev.homeport.architecture.wrong.dcnode.core;

import org.junit.jupiter.api.Test;

class Misnamed {

    @Test
    void isNeverRun() {}
}
