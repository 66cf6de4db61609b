package dev.homeport.simulation.move;

import dev.homeport.controlplane.observation.FleetHealth;
import dev.homeport.controlplane.observation.Observer;
import dev.homeport.controlplane.observation.Observer.Target;
import dev.homeport.controlplane.observation.Part;
import dev.homeport.controlplane.observation.Sighting;
import dev.homeport.controlplane.observation.Vigil;
import dev.homeport.simulation.engine.Machine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A replica of the control plane as one that looks after sites: once a second it asks every site
 * for signs of life and the others for what they see. What that says the product's {@link Observer}
 * and {@link Vigil} decide. One thread.
 */
final class ModelReplica {

    private final MoveFleet fleet;
    private final int place;
    private final Machine machine;
    private final List<Target> targets = new ArrayList<>();
    private final List<Sighting> heard = new ArrayList<>();
    private final Set<Target> answered = new HashSet<>();
    private Observer observer;
    private Vigil vigil;
    private FleetHealth health = FleetHealth.UNKNOWN;

    ModelReplica(MoveFleet fleet, int place) {
        this.fleet = fleet;
        this.place = place;
        this.machine = fleet.newMachine("replica " + MoveSettings.sites().get(place));
        for (var site : MoveSettings.sites()) {
            for (var part : List.of(Part.ACCESS, Part.LOG, Part.WITNESS)) {
                targets.add(new Target(site, part, 1));
            }
        }
        this.observer = newObserver();
        this.vigil = newVigil();
    }

    private Observer newObserver() {
        return new Observer(MoveSettings.sites().get(place), targets, machine.clock().read());
    }

    private static Vigil newVigil() {
        var sites = MoveSettings.sites();
        return new Vigil(sites, sites.size() / 2 + 1);
    }

    boolean isRunning() {
        return machine.isRunning();
    }

    /** How the sites are doing, as it knows. */
    FleetHealth health() {
        return health;
    }

    void crash() {
        if (machine.isUp()) {
            machine.crash();
        }
    }

    void restart() {
        if (machine.isUp()) {
            return;
        }
        machine.start();
        observer = newObserver();
        vigil = newVigil();
        health = FleetHealth.UNKNOWN;
        heard.clear();
        answered.clear();
    }

    void look() {
        machine.deliver(() -> {
            var now = machine.clock().read();
            targets.stream()
                    .filter(target -> !answered.contains(target))
                    .forEach(target -> observer.missed(target, now));
            answered.clear();
            targets.forEach(this::probe);
            heard.add(observer.sighting());
            health = vigil.step(heard, now);
            heard.clear();
            fleet.replicas().stream().filter(other -> other != this).forEach(this::askOther);
        });
    }

    private void probe(Target target) {
        var site = fleet.site(target.site());
        var asked =
                target.part() == Part.WITNESS
                        ? fleet.witness(target.site()).machine()
                        : site.machine();
        var boot = machine.boot();
        fleet.network()
                .send(
                        place,
                        site.place(),
                        () ->
                                asked.deliver(() ->
                                        fleet.network()
                                                .send(
                                                        site.place(),
                                                        place,
                                                        () -> note(boot, target))));
    }

    private void note(long boot, Target target) {
        machine.deliver(() -> {
            if (machine.boot() == boot) {
                answered.add(target);
                observer.answered(target, machine.clock().read());
            }
        });
    }

    private void askOther(ModelReplica other) {
        fleet.network()
                .send(
                        place,
                        other.place,
                        () ->
                                other.machine.deliver(() -> {
                                    var sighting = other.observer.sighting();
                                    fleet.network()
                                            .send(
                                                    other.place,
                                                    place,
                                                    () ->
                                                            machine.deliver(
                                                                    () -> heard.add(sighting)));
                                }));
    }
}
