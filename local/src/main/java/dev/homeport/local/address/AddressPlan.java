package dev.homeport.local.address;

import dev.homeport.vocabulary.SiteId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The addresses of a local fleet. Sites are numbered from 1 in the order given; F is the fleet's
 * number.
 *
 * <ul>
 *   <li>Node n of site d listens on {@code 127.F.d.n}; its own site dials it there.
 *   <li>From site s it is dialled at {@code 127.F.(16s+d).n}, where the WAN emulator listens.
 *   <li>Processes outside the sites listen on {@code 127.F.0.n} and dial a site directly: they are
 *       the case s = 0 of the same rule.
 * </ul>
 *
 * <p>With at most 15 sites no two uses share an address. Immutable and thread-safe.
 *
 * @param fleet the fleet's number
 * @param sites the sites, in the order that numbers them
 */
public record AddressPlan(FleetNumber fleet, List<SiteId> sites) {

    /** The most sites that the third octet of an address has room for. */
    public static final int MOST_SITES = 15;

    private static final int ZONES_PER_ORIGIN = 16;

    /**
     * Makes a plan.
     *
     * @throws IllegalArgumentException if there are no sites, more than 15, or one of them twice
     */
    public AddressPlan {
        sites = List.copyOf(sites);
        if (sites.isEmpty() || sites.size() > MOST_SITES) {
            throw new IllegalArgumentException(
                    "sites: "
                            + sites.size()
                            + " sites do not fit a local fleet; use from 1 to "
                            + MOST_SITES);
        }
        var seen = new HashSet<SiteId>();
        for (var site : sites) {
            if (!seen.add(site)) {
                throw new IllegalArgumentException(
                        "sites: " + site + " is named twice; name every site once");
            }
        }
    }

    /**
     * Returns the number of a site, from 1.
     *
     * @throws IllegalArgumentException if the plan has no such site
     */
    public int numberOf(SiteId site) {
        var index = sites.indexOf(site);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "site: " + site + " is not in this fleet; use one of " + sites);
        }
        return index + 1;
    }

    /** Returns the address on which a node listens. */
    public LoopbackAddress own(SiteId site, int node) {
        return new LoopbackAddress(fleet, numberOf(site), node);
    }

    /**
     * Returns the address at which processes of one site dial a node of another, or of their own.
     */
    public LoopbackAddress dialled(SiteId from, SiteId to, int node) {
        return from.equals(to)
                ? own(to, node)
                : new LoopbackAddress(
                        fleet, ZONES_PER_ORIGIN * numberOf(from) + numberOf(to), node);
    }

    /** Returns the address of a process that belongs to no site. */
    public LoopbackAddress outside(int node) {
        return new LoopbackAddress(fleet, 0, node);
    }

    /**
     * Returns every address under which a peer may reach a node: its own first, then the emulator's
     * in the order of the sites. A node's certificate has to name all of them.
     */
    public List<LoopbackAddress> reachableAt(SiteId site, int node) {
        var own = Stream.of(own(site, node));
        var emulated =
                sites.stream()
                        .filter(from -> !from.equals(site))
                        .map(from -> dialled(from, site, node));
        return Stream.concat(own, emulated).toList();
    }

    /** Returns what an address is used for, or nothing if this plan does not use it. */
    public Optional<AddressUse> useOf(LoopbackAddress address) {
        if (!address.fleet().equals(fleet)) {
            return Optional.empty();
        }
        var origin = address.zone() / ZONES_PER_ORIGIN;
        var target = address.zone() % ZONES_PER_ORIGIN;
        if (origin == 0 && target == 0) {
            return Optional.of(new AddressUse.Outside(address.node()));
        }
        if (origin > sites.size() || target == 0 || target > sites.size() || origin == target) {
            return Optional.empty();
        }
        var to = sites.get(target - 1);
        return Optional.of(
                origin == 0
                        ? new AddressUse.Own(to, address.node())
                        : new AddressUse.Emulated(sites.get(origin - 1), to, address.node()));
    }
}
