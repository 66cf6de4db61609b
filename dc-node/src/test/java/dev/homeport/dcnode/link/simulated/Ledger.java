package dev.homeport.dcnode.link.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.quorumqueue.Entry;
import dev.homeport.vocabulary.SiteLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every origin has ever appended, kept outside of all logs: the truth to compare with. */
final class Ledger {

    private record Line(String id, int bytes) {}

    private final Map<SiteLog, List<Line>> lines = new HashMap<>();
    private long written;

    String nextId() {
        return "entry-" + ++written;
    }

    void append(Entry entry) {
        var stream = lines.computeIfAbsent(entry.stream(), _ -> new ArrayList<>());
        assertThat(entry.offset()).isEqualTo(stream.size() + 1L);
        stream.add(new Line(entry.id().value(), entry.payload().size()));
    }

    /** The entry stands in that place of its origin's stream too. */
    void check(Entry entry) {
        var stream = lines.getOrDefault(entry.stream(), List.of());
        assertThat(entry.offset()).as("%s", entry).isLessThanOrEqualTo(stream.size());
        assertThat(new Line(entry.id().value(), entry.payload().size()))
                .as("%s", entry)
                .isEqualTo(stream.get((int) entry.offset() - 1));
    }
}
