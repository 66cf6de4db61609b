package dev.homeport.dcnode.link.simulated;

import dev.homeport.dcnode.home.Tables;
import dev.homeport.dcnode.home.move.MoveRules;
import dev.homeport.dcnode.link.LinkDialler;
import dev.homeport.dcnode.link.pull.LinkState;
import dev.homeport.dcnode.link.pull.LinkStatus;
import dev.homeport.dcnode.link.pull.PullOrigin;
import dev.homeport.dcnode.link.pull.PullSettings;
import dev.homeport.dcnode.link.pull.Word;
import dev.homeport.vocabulary.NodeName;
import dev.homeport.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Three sites that pull from each other, and the network between them. */
final class SimulatedFleet {

    static final List<SiteId> SITES = List.of(Tables.SHANGHAI, Tables.HONGKONG, Tables.CANADA);

    /** The usual times, and bounds that are small enough to be met. */
    static final PullSettings SETTINGS =
            new PullSettings(
                    PullSettings.USUAL.pingMillis(),
                    PullSettings.USUAL.downMillis(),
                    PullSettings.USUAL.detourMillis(),
                    PullSettings.USUAL.hangUpMillis(),
                    PullSettings.USUAL.leastBackOffMillis(),
                    PullSettings.USUAL.mostBackOffMillis(),
                    PullSettings.USUAL.stoppedMillis(),
                    1 << 10,
                    8 << 10,
                    4);

    private record Between(SiteId from, SiteId to) {}

    private record Dialled(SiteId caller, SimulatedLine line) {}

    private final World world;
    private final Ledger ledger = new Ledger();
    private final MoveRules rules;
    private final Map<SiteId, SimulatedSite> sites = new TreeMap<>();
    private final Map<SiteId, SimulatedPuller> pullers = new TreeMap<>();
    private final List<SimulatedPuller> everyPuller = new ArrayList<>();
    private final Map<Between, Road> roads = new HashMap<>();
    private final List<Dialled> lines = new ArrayList<>();
    private BiFunction<NodeName, Word, Word> twist = (_, word) -> word;

    SimulatedFleet(long seed) {
        this(seed, MoveRules.ALL);
    }

    SimulatedFleet(long seed, MoveRules rules) {
        this.rules = rules;
        world = new World(seed);
        for (var id : SITES) {
            var site = new SimulatedSite(id, world, ledger);
            site.onGrown(() -> served(id).forEach(SimulatedLine::pump));
            sites.put(id, site);
        }
        for (var from : SITES) {
            for (var to : SITES) {
                if (!from.equals(to)) {
                    var road = new Road(world, world.between(5, 120), world.between(0, 20));
                    roads.put(new Between(from, to), road);
                }
            }
        }
        SITES.forEach(this::startPuller);
    }

    World world() {
        return world;
    }

    SimulatedSite site(SiteId id) {
        return Objects.requireNonNull(sites.get(id));
    }

    Road road(SiteId from, SiteId to) {
        return Objects.requireNonNull(roads.get(new Between(from, to)));
    }

    Collection<Road> roads() {
        return roads.values();
    }

    /** The node of a site that pulls. */
    SimulatedPuller puller(SiteId id) {
        return Objects.requireNonNull(pullers.get(id));
    }

    List<SimulatedPuller> everyPuller() {
        return everyPuller;
    }

    LinkStatus link(SiteId at, SiteId origin) {
        return puller(at).status(origin);
    }

    /** From now on what nodes say is changed on its way. */
    void twist(BiFunction<NodeName, Word, Word> change) {
        twist = change;
    }

    /** Another node of the site pulls, besides those that do. */
    void startPuller(SiteId id) {
        var peers = new TreeMap<SiteId, List<Integer>>();
        SITES.stream().filter(site -> !site.equals(id)).forEach(site -> peers.put(site, nodes()));
        var made = new PullOrigin(id, peers, world.chance().nextLong(), SETTINGS);
        LinkDialler dialler = (peer, origin, ear) -> dial(id, peer, origin, ear);
        var puller = new SimulatedPuller(world, site(id), dialler, made, rules);
        pullers.put(id, puller);
        everyPuller.add(puller);
    }

    private static List<Integer> nodes() {
        return List.of(1, 2);
    }

    private SimulatedLine dial(SiteId from, NodeName peer, SiteId origin, LinkDialler.Ear ear) {
        var there = road(from, peer.site());
        var back = road(peer.site(), from);
        var server = site(peer.site()).nodes().get(peer.node() - 1);
        var line =
                new SimulatedLine(
                        world, server, origin, there, back, word -> twist.apply(peer, word), ear);
        lines.removeIf(each -> each.line().isOver());
        lines.add(new Dialled(from, line));
        return line;
    }

    List<SimulatedLine> lines() {
        return lines.stream().map(Dialled::line).filter(line -> !line.isOver()).toList();
    }

    private List<SimulatedLine> served(SiteId by) {
        return lines().stream().filter(line -> line.server().name().site().equals(by)).toList();
    }

    /** Ends every line between two sites, and refuses new ones. */
    void cut(SiteId one, SiteId other) {
        road(one, other).refuse();
        road(other, one).refuse();
        for (var each : List.copyOf(lines)) {
            var server = each.line().server().name().site();
            if (Set.of(one, other).equals(Set.of(each.caller(), server))) {
                each.line().end("reset");
            }
        }
    }

    /** Kills a node that serves. */
    void kill(NodeName name) {
        site(name.site()).nodes().get(name.node() - 1).setAlive(false);
        for (var each : List.copyOf(lines)) {
            if (each.line().server().name().equals(name)) {
                if (road(name.site(), each.caller()).isBlocked()) {
                    each.line().die();
                } else {
                    each.line().end("reset");
                }
            }
        }
    }

    void revive(NodeName name) {
        site(name.site()).nodes().get(name.node() - 1).setAlive(true);
    }

    /**
     * The site's log is another from now on; everybody who read the old one hears that it ended.
     */
    void endLinesOf(SiteId id) {
        served(id).forEach(line -> line.end("the node stops"));
    }

    boolean isMirroredEverywhere() {
        return SITES.stream().allMatch(this::isMirroredEverywhere);
    }

    boolean isMirroredEverywhere(SiteId origin) {
        return SITES.stream().allMatch(at -> isMirrored(origin, at));
    }

    boolean isMirrored(SiteId origin, SiteId at) {
        return site(origin).streams().values().stream()
                .filter(end -> end.stream().site().equals(origin))
                .allMatch(end -> site(at).end(end.stream()) >= end.lastOffset());
    }

    /** Whether each link is in one of some states. */
    boolean everyLinkIs(LinkState... states) {
        return pullers.values().stream()
                .flatMap(puller -> puller.status().stream())
                .allMatch(link -> Arrays.asList(states).contains(link.state()));
    }
}
