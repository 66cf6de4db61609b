package dev.homeport.client.session;

import dev.homeport.client.Home;
import dev.homeport.client.Refusal.MovedTo;
import dev.homeport.client.SiteDoor;
import dev.homeport.vocabulary.Epoch;
import dev.homeport.vocabulary.SiteId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client knows of an account's home. Epochs never go back: what is older than something
 * heard before is not believed. Not thread-safe.
 */
final class Whereabouts {

    private final Map<SiteId, SiteDoor> doors = new HashMap<>();
    private Optional<SiteId> site = Optional.empty();
    private Epoch epoch = Epoch.NONE;

    Whereabouts(Optional<Home> home, Collection<SiteDoor> doors) {
        doors.forEach(door -> this.doors.put(door.site(), door));
        home.ifPresent(this::learn);
    }

    /**
     * Takes what a router said.
     *
     * @return whether it is believed
     */
    boolean learn(Home home) {
        doors.put(home.door().site(), home.door());
        if (home.epoch().isBefore(epoch)) {
            return false;
        }
        site = Optional.of(home.door().site());
        epoch = home.epoch();
        return true;
    }

    /**
     * Takes what a site said.
     *
     * @return whether that leads anywhere else
     */
    boolean follow(MovedTo home) {
        if (home.epoch().isBefore(epoch) || site.equals(Optional.of(home.site()))) {
            if (home.epoch().isAfter(epoch)) {
                epoch = home.epoch();
            }
            return false;
        }
        site = Optional.of(home.site());
        epoch = home.epoch();
        return true;
    }

    /** The site that is the home, once anybody has said so. */
    SiteId site() {
        return site.orElseThrow();
    }

    /** The home, if it is known and where it is reached too. */
    Optional<Home> home() {
        return site.map(doors::get).map(door -> new Home(door, epoch));
    }

    /** A home that is to come, if it is newer than all that is known and can be reached. */
    Optional<Home> coming(MovedTo next) {
        return next.epoch().isAfter(epoch)
                ? Optional.ofNullable(doors.get(next.site()))
                        .map(door -> new Home(door, next.epoch()))
                : Optional.empty();
    }

    Epoch epoch() {
        return epoch;
    }
}
