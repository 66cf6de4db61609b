package dev.homeport.regionrouter.adapter.https;

import dev.homeport.regionrouter.adapter.file.DurableText;
import dev.homeport.regionrouter.adapter.yaml.InvalidDocument;
import dev.homeport.regionrouter.adapter.yaml.TopologyFile;
import dev.homeport.regionrouter.adapter.yaml.TopologyFile.Topology;
import dev.homeport.regionrouter.route.AccessPoints;
import dev.homeport.regionrouter.route.StandIns;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes from the control plane where sites are reached and who stands in for them, and keeps a
 * durable copy for the time when that cannot be asked. {@link #refresh} is for one thread at a
 * time; the rest is thread-safe.
 */
public final class ControlPlaneTopology implements AccessPoints, StandIns {

    private static final String PATH = "/v1/topology";

    private final ControlDoors doors;
    private final Path copy;
    private Optional<String> tag = Optional.empty();
    private volatile @Nullable Topology topology;
    private volatile @Nullable String problem;

    /**
     * Reads the copy, if there is one; it asks nobody before the first refresh.
     *
     * @param doors who is asked
     * @param copy where the newest topology is kept; in a folder that exists
     */
    public ControlPlaneTopology(ControlDoors doors, Path copy) {
        this.doors = doors;
        this.copy = copy;
        if (Files.exists(copy)) {
            try {
                topology = TopologyFile.parse(copy.toString(), DurableText.read(copy));
            } catch (IOException | InvalidDocument e) {
                problem = "the kept topology is unusable: " + e.getMessage();
            }
        }
    }

    @Override
    public Optional<String> of(String site) {
        var known = topology;
        return known == null
                ? Optional.empty()
                : known.access().getOrDefault(new SiteId(site), List.of()).stream()
                        .findFirst()
                        .map(URI::toString);
    }

    @Override
    public boolean isEvacuated(SiteId site) {
        var known = topology;
        return known != null && known.evacuated().contains(site);
    }

    @Override
    public Optional<SiteId> of(SiteId site) {
        var known = topology;
        return known == null ? Optional.empty() : Optional.ofNullable(known.standIns().get(site));
    }

    /** What is wrong; empty while all is well. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** The version in hand; 0 while there is none. */
    public long version() {
        var known = topology;
        return known == null ? 0 : known.version();
    }

    /** Asks for a newer one. */
    public void refresh() {
        try {
            var answer = doors.get(PATH, tag);
            if (answer.body().isPresent()) {
                take(answer.by().toString(), answer.body().get());
            }
            tag = answer.tag();
            problem = null;
        } catch (IOException e) {
            problem = "the control plane gives no topology: " + e.getMessage();
        } catch (InvalidDocument e) {
            problem = "the topology is refused: " + e.getMessage();
        }
    }

    /** One that is older comes from a replica that has not caught up, and is passed over. */
    private void take(String from, String text) throws IOException {
        var offered = TopologyFile.parse(from, text);
        if (offered.version() > version()) {
            topology = offered;
            DurableText.replace(copy, text);
        }
    }
}
