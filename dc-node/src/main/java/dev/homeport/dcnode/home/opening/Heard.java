package dev.homeport.dcnode.home.opening;

import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.ShardSet;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.vocabulary.SiteLog;
import java.util.Map;
import java.util.Set;

/** An answer of {@link Surroundings}, with what was asked. Immutable and thread-safe. */
public sealed interface Heard {

    /** What was asked; equal questions are the same. */
    Object question();

    /** To {@link Surroundings#closedBy}. */
    record ClosedBy(SiteId site, ShardSet shards, Epoch below, ShardSet answer) implements Heard {
        @Override
        public Object question() {
            return new ClosedBy(site, shards, below, ShardSet.none());
        }
    }

    /** To {@link Surroundings#leased}. */
    record Leased(ShardSet answer) implements Heard {
        @Override
        public Object question() {
            return "leased";
        }
    }

    /** To {@link Surroundings#byLatestOpening}. */
    record ByLatestOpening(ShardSet shards, Map<Epoch, ShardSet> answer) implements Heard {
        @Override
        public Object question() {
            return new ByLatestOpening(shards, Map.of());
        }
    }

    /** To {@link Surroundings#appliedVector}. */
    record AppliedVector(Map<SiteLog, Long> answer) implements Heard {
        @Override
        public Object question() {
            return "applied";
        }
    }

    /** To {@link Surroundings#pausedAt}. */
    record PausedAt(SiteId lost, long version, Map<SiteId, Pause> answer) implements Heard {
        @Override
        public Object question() {
            return new PausedAt(lost, version, Map.of());
        }
    }

    /** To {@link Surroundings#paused}. */
    record Paused(Set<SiteId> answer) implements Heard {
        @Override
        public Object question() {
            return "paused";
        }
    }

    /** To {@link Surroundings#mirrorEnd}. */
    record MirrorEnd(SiteId site, Surroundings.MirrorMark answer) implements Heard {
        @Override
        public Object question() {
            return site;
        }
    }

    /** To {@link Surroundings#others}. */
    record Others(Set<SiteId> answer) implements Heard {
        @Override
        public Object question() {
            return "others";
        }
    }

    /** To {@link Surroundings#heldBack}. */
    record HeldBack(Map<SiteId, Surroundings.MirrorMark> answer) implements Heard {
        @Override
        public Object question() {
            return "held back";
        }
    }

    /** To {@link Surroundings#isNoticeOver}. */
    record NoticeOver(boolean answer) implements Heard {
        @Override
        public Object question() {
            return "notice";
        }
    }

    /** To {@link Surroundings#unreachable}. */
    record Unreachable(Set<SiteId> answer) implements Heard {
        @Override
        public Object question() {
            return "unreachable";
        }
    }
}
