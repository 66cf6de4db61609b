package dev.homeport.controlplane.adapter.protobuf;

import dev.homeport.controlplane.topology.AutomationMode;
import dev.homeport.controlplane.topology.Policy;
import dev.homeport.controlplane.topology.Site;
import dev.homeport.controlplane.topology.SiteState;
import dev.homeport.controlplane.topology.Topology;
import dev.homeport.vocabulary.LeasePolicy;
import dev.homeport.vocabulary.SiteId;
import dev.homeport.wire.control.ControlV0;
import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Topology and policy as messages. Stateless. */
final class TopologyCodec {

    private TopologyCodec() {}

    static ControlV0.Topology write(Topology topology) {
        var wire = ControlV0.Topology.newBuilder();
        for (var site : topology.sites()) {
            wire.addSitesBuilder()
                    .setName(site.name().name())
                    .setStandIn(site.standIn().map(SiteId::name).orElse(""))
                    .setState(
                            switch (site.state()) {
                                case IN_SERVICE -> ControlV0.SiteState.SITE_STATE_IN_SERVICE;
                                case CORDONED -> ControlV0.SiteState.SITE_STATE_CORDONED;
                                case EVACUATED -> ControlV0.SiteState.SITE_STATE_EVACUATED;
                                case TAKEN_OVER -> ControlV0.SiteState.SITE_STATE_TAKEN_OVER;
                            })
                    .addAllAccess(site.access().stream().map(URI::toString).toList());
        }
        return wire.build();
    }

    static Topology read(ControlV0.Topology wire) {
        return new Topology(
                wire.getSitesList().stream()
                        .map(site ->
                                new Site(
                                        new SiteId(site.getName()),
                                        read(site.getState()),
                                        site.getAccessList().stream().map(URI::create).toList(),
                                        site.getStandIn().isEmpty()
                                                ? Optional.empty()
                                                : Optional.of(new SiteId(site.getStandIn()))))
                        .toList());
    }

    private static SiteState read(ControlV0.SiteState wire) {
        return switch (wire) {
            case SITE_STATE_IN_SERVICE -> SiteState.IN_SERVICE;
            case SITE_STATE_CORDONED -> SiteState.CORDONED;
            case SITE_STATE_EVACUATED -> SiteState.EVACUATED;
            case SITE_STATE_TAKEN_OVER -> SiteState.TAKEN_OVER;
            case SITE_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException(
                            "state: " + wire + " of a site is not known to this release");
        };
    }

    static ControlV0.Policy write(Policy policy) {
        var budgets = policy.isolationBudgets();
        var wire =
                ControlV0.Policy.newBuilder()
                        .setLongestIsolationBudgetMillis(budgets.longestTtlMillis());
        budgets.ttlMillis()
                .forEach((site, millis) ->
                        wire.addIsolationBudgetsBuilder().setSite(site.name()).setMillis(millis));
        policy.geographyRules().ifPresent(wire::setGeographyRules);
        policy.automation()
                .forEach((site, mode) ->
                        wire.addAutomationBuilder().setSite(site.name()).setMode(write(mode)));
        return wire.build();
    }

    static Policy read(ControlV0.Policy wire) {
        var budgets = new TreeMap<SiteId, Long>();
        wire.getIsolationBudgetsList()
                .forEach(budget -> budgets.put(new SiteId(budget.getSite()), budget.getMillis()));
        return new Policy(
                new LeasePolicy(budgets, wire.getLongestIsolationBudgetMillis()),
                wire.hasGeographyRules() ? Optional.of(wire.getGeographyRules()) : Optional.empty(),
                automation(wire));
    }

    private static SortedMap<SiteId, AutomationMode> automation(ControlV0.Policy wire) {
        var automation = new TreeMap<SiteId, AutomationMode>();
        for (var one : wire.getAutomationList()) {
            automation.put(new SiteId(one.getSite()), read(one.getMode()));
        }
        return automation;
    }

    private static ControlV0.AutomationMode write(AutomationMode mode) {
        return switch (mode) {
            case OBSERVE -> ControlV0.AutomationMode.AUTOMATION_MODE_OBSERVE;
            case PROPOSE -> ControlV0.AutomationMode.AUTOMATION_MODE_PROPOSE;
            case AUTOMATIC -> ControlV0.AutomationMode.AUTOMATION_MODE_AUTOMATIC;
        };
    }

    private static AutomationMode read(ControlV0.AutomationMode wire) {
        return switch (wire) {
            case AUTOMATION_MODE_OBSERVE -> AutomationMode.OBSERVE;
            case AUTOMATION_MODE_PROPOSE -> AutomationMode.PROPOSE;
            case AUTOMATION_MODE_AUTOMATIC -> AutomationMode.AUTOMATIC;
            case AUTOMATION_MODE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException(
                            "mode: " + wire + " of a site is not known to this release");
        };
    }
}
