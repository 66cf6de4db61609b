package dev.homeport.quorumqueue.app;

import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.QuorumQueue;
import dev.homeport.quorumqueue.StartException;
import dev.homeport.quorumqueue.adapter.ratis.RatisQueue;
import java.io.ObjectInputFilter;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a process around a replica. Exit codes: those of {@link
 * dev.homeport.quorumqueue.StopReason}, and 143 after SIGTERM, once the replica has been drained,
 * which takes at most some seconds.
 */
public final class ReplicaProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaProcess.class);

    /** What the engine's peers may make this process deserialize: exceptions and their parts. */
    private static final String SERIAL_FILTER =
            "maxdepth=20;maxrefs=10000;maxbytes=1000000;"
                    + "org.apache.ratis.protocol.**;java.lang.*;java.io.*Exception;"
                    + "java.util.*;java.util.concurrent.*Exception;!*";

    private ReplicaProcess() {}

    /**
     * Starts a replica as its file says, ends it on SIGTERM, and ends the process when the replica
     * stops by itself or refuses to start.
     *
     * @param config the properties file
     * @param environment the environment variables
     * @param judge judges the entries
     */
    public static QuorumQueue run(Path config, Map<String, String> environment, Judge judge) {
        filterDeserialization();
        try {
            var settings = ReplicaConfig.read(config, environment);
            // Not System.exit: its hooks would drain a replica that must not do anything more.
            var queue =
                    RatisQueue.start(
                            settings,
                            judge,
                            (reason, detail) -> {
                                LOG.error("exit {}: {}", reason.exitCode(), detail);
                                Runtime.getRuntime().halt(reason.exitCode());
                            });
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform().name("homeport-drain").unstarted(queue::close));
            return queue;
        } catch (StartException e) {
            LOG.error("exit {}: {}", e.reason().exitCode(), e.getMessage());
            Runtime.getRuntime().halt(e.reason().exitCode());
            throw new IllegalStateException("halted", e);
        }
    }

    /**
     * Lets this JVM deserialize only what the consensus engine sends for errors. A filter that is
     * set already (by {@code -Djdk.serialFilter}) stays.
     */
    public static void filterDeserialization() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(
                    ObjectInputFilter.Config.createFilter(SERIAL_FILTER));
        }
    }
}
