package dev.homeport.drills.app;

import java.util.Map;

/** What a drill runs on, so that figures of two machines are not compared. Stateless. */
final class Machine {

    private static final long MEBIBYTE = 1 << 20;

    private Machine() {}

    static Map<String, Object> here() {
        return Map.of(
                "processors",
                Runtime.getRuntime().availableProcessors(),
                "heapMebibytes",
                Runtime.getRuntime().maxMemory() / MEBIBYTE,
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "java",
                System.getProperty("java.version"));
    }
}
