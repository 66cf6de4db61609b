package dev.homeport.dcnode.link.simulated;

import dev.homeport.dcnode.entry.EntryType;
import dev.homeport.dcnode.link.pull.Shipment;
import dev.homeport.quorumqueue.Admission;
import dev.homeport.quorumqueue.Draft;
import dev.homeport.quorumqueue.Entry;
import dev.homeport.quorumqueue.EntryId;
import dev.homeport.quorumqueue.Judge;
import dev.homeport.quorumqueue.MirrorBatch;
import dev.homeport.quorumqueue.Payload;
import dev.homeport.quorumqueue.Verdict;
import dev.homeport.quorumqueue.testing.InMemoryQueue;
import dev.homeport.vocabulary.FleetId;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.time.Duration;

/** Logs in memory of one fleet, whose entries mean nothing and are all effective. */
public final class LinkedLogs {

    /** The fleet. */
    public static final FleetId FLEET = FleetId.parse("0192f3a4-0000-7000-8000-0000000000b1");

    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private LinkedLogs() {}

    /** The first log of a site. */
    public static InMemoryQueue of(SiteId site) {
        return of(new SiteLog(site, 1));
    }

    /** A log of a site. */
    public static InMemoryQueue of(SiteLog own) {
        return new InMemoryQueue(FLEET, own, 1, new Everything());
    }

    /** Appends entries of the site's own. */
    public static void append(InMemoryQueue log, int entries, int bytes) {
        for (var i = 0; i < entries; i++) {
            var id = new EntryId("entry-" + log.lastPosition());
            var draft = new Draft(1, 0, id, Payload.copyOf(new byte[bytes]));
            log.append(draft, Admission.ORDINARY, DEADLINE);
        }
    }

    /** What was shipped, as a log takes it. */
    public static MirrorBatch batch(Shipment shipment) {
        return new MirrorBatch(
                shipment.stream(),
                shipment.firstOffset(),
                shipment.previousHash(),
                shipment.drafts(),
                shipment.lastHash());
    }

    /** Knows type 1 and openings of homes, and finds everything effective. */
    private static final class Everything implements Judge {

        @Override
        public boolean knows(int type, int formatVersion) {
            return type == 1 || type == EntryType.HOME_OPENED.number();
        }

        @Override
        public Verdict judge(Entry entry) {
            return Verdict.EFFECTIVE;
        }

        @Override
        public byte[] snapshot() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] snapshot) {
            // There is no state.
        }
    }
}
