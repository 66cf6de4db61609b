package dev.homeport.regionrouter.app;

import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.NodeName;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where a router gets routing tables from. Immutable and thread-safe. */
sealed interface TableSettings {

    /**
     * From a file that somebody else renews.
     *
     * @param file the file
     */
    record OfFile(Path file) implements TableSettings {}

    /**
     * From the control plane.
     *
     * @param fleet whose tables
     * @param replicas where each replica's door is
     */
    record OfControlPlane(FleetId fleet, SortedMap<NodeName, InetSocketAddress> replicas)
            implements TableSettings {

        /** Makes settings. */
        public OfControlPlane {
            replicas = Collections.unmodifiableSortedMap(new TreeMap<>(replicas));
        }
    }
}
